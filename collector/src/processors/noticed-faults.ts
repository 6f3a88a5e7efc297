import type { SettledFlow } from '../model/flow.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/reason.ts';
import { REGISTER_FELL, REGISTER_STILL } from './station/charge_flow/evidence.ts';

/** Faults of what a station has once, or of what is behind it, which no message names and a charge shows by how it ended. */
const AT_STATION: Readonly<Partial<Record<Reason, string>>> = {
  terminal_offline: 'F19',
  payment_timed_out: 'F20',
  authorize_unanswered: 'F29',
  start_unanswered: 'F29',
  stop_unanswered: 'F29',
  authorize_error: 'F30',
};
/** The same of the connector. */
const AT_CONNECTOR: Readonly<Partial<Record<Reason, string>>> = { meter_register_stalled: 'F34' };
const METER_FAULT = 'F18';
const AT_METER: readonly string[] = [REGISTER_FELL, REGISTER_STILL];
const LOW_POWER = 'F10';
const STATION = { evse: 0, connector: 0 };

interface Noticed {
  readonly fault: string;
  readonly place: { readonly evse: number | null; readonly connector: number | null };
}

const noticedIn = (flow: SettledFlow): readonly Noticed[] => {
  const noticed: Noticed[] = [];
  const add = (fault: string | undefined, place: Noticed['place']): void => {
    if (fault !== undefined) noticed.push({ fault, place });
  };
  if (flow.reason !== null) {
    add(AT_STATION[flow.reason], STATION);
    add(AT_CONNECTOR[flow.reason], flow);
  }
  if (flow.evidence.some(({ text }) => AT_METER.includes(text))) add(METER_FAULT, flow);
  return noticed;
};

type FaultOutcome = Extract<Outcome, { kind: 'fault_raised' | 'fault_cleared' }>;

const SOURCE = 'flow';

const change = (
  kind: FaultOutcome['kind'],
  at: number,
  { site, station }: { readonly site: string; readonly station: string },
  { evse, connector }: { readonly evse: number | null; readonly connector: number | null },
  fault: string,
): FaultOutcome => ({
  ...{ kind, at, site, station, fault, source: SOURCE },
  evse: evse ?? 0,
  connector: connector ?? 0,
});

/**
 * Faults that show only in what was settled. Those of a single charge are raised and over at once, since nothing says that
 * they last; low power lasts as long as the connector is not capable. Charges heard of late are history and raise none.
 */
export const faultsNoticed = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.flatMap((outcome): Outcome[] => {
    const { at } = outcome;
    if (outcome.kind === 'capability') {
      const { stretch } = outcome;
      if (stretch.cause !== 'low_power') return [];
      const kind = stretch.end === null ? 'fault_raised' : 'fault_cleared';
      return [change(kind, at, stretch, stretch, LOW_POWER)];
    }
    if (outcome.kind !== 'flow_settled' || outcome.flow.late) return [];
    const { flow } = outcome;
    return noticedIn(flow).flatMap(({ fault, place }) => [
      change('fault_raised', at, flow, place, fault),
      change('fault_cleared', at, flow, place, fault),
    ]);
  });
