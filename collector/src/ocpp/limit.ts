import type { CallMemo, Exchange } from './message.ts';

/** Volts line to neutral by which amperes become watts; an estimate that is good enough to tell "limited" from "broken". */
const NOMINAL_VOLTS = 230;

/** A ChargingSchedule of any version. */
export interface Schedule {
  readonly chargingRateUnit?: string;
  readonly chargingSchedulePeriod?: readonly { readonly limit?: number; readonly numberPhases?: number }[];
}

/** The least of the schedules' first periods, in the unit it was set in, and in watts where phases are known. */
export function leastLimit(
  schedules: readonly Schedule[],
  phases: number | undefined,
): Pick<CallMemo, 'watts' | 'amperes'> {
  let watts: number | null = null;
  let amperes: number | null = null;
  for (const schedule of schedules) {
    const period = schedule.chargingSchedulePeriod?.[0];
    if (period?.limit === undefined || period.limit < 0) continue;
    let power: number | null = period.limit;
    if (schedule.chargingRateUnit !== 'W') {
      amperes = amperes === null ? period.limit : Math.min(amperes, period.limit);
      const used = period.numberPhases ?? phases;
      power = used === undefined ? null : period.limit * used * NOMINAL_VOLTS;
    }
    if (power !== null) watts = watts === null ? power : Math.min(watts, power);
  }
  return { watts, amperes };
}

/** Emits the limit that the station accepted; both null when it was cleared. */
export function pushLimit(exchange: Exchange, memo: CallMemo): void {
  exchange.signals.push({
    kind: 'limit',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: null,
    evse: memo.evse ?? 0,
    watts: memo.watts,
    amperes: memo.amperes,
  });
}
