import {
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleStage,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '@firstcharge/collector/ledger/examples.ts';
import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import type { Outcome } from '@firstcharge/collector/model/outcome.ts';
import type { Reason } from '@firstcharge/collector/model/reason.ts';
import { chance } from './chance.ts';
import { CONNECTORS, type FleetStation } from './fleet.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const id = (number: number): string => number.toString(16).padStart(16, '0');

/** Stage, reason and how often of a thousand. */
const FAILURES: readonly (readonly [SettledFlow['failedStage'], Reason, number])[] = [
  ['handshake', 'no_energy', 50],
  ['handshake', 'cable_check_failed', 10],
  ['start', 'no_transaction', 20],
  ['authorize', 'authorize_unanswered', 20],
  ['energy', 'ground_fault', 15],
  ['energy', 'emergency_stop', 5],
];

type Verdict = Partial<SettledFlow>;

/** What becomes of a flow at a station that fails `factor` times as often as most. */
function verdict(draw: number, factor: number): Verdict {
  let left = (draw * 1_000) / factor;
  for (const [failedStage, reason, of] of FAILURES) {
    left -= of;
    if (left >= 0) continue;
    return failedStage === 'energy'
      ? { outcome: 'interrupted', failedStage, reason, attribution: 'evse' }
      : exampleFailure({ failedStage, reason, stages: stagesUntil(failedStage, reason) });
  }
  if (left * factor < 30) return { outcome: 'abandoned', reachedEnergy: false };
  if (left * factor < 60)
    return exampleFailure({
      outcome: 'refused',
      failedStage: 'authorize',
      reason: 'credential_expired',
      attribution: 'driver',
    });
  return {};
}

const BEFORE_ENERGY = ['plug_in', 'authorize', 'start', 'handshake'] as const;

const stagesUntil = (failedStage: SettledFlow['failedStage'], reason: Reason) => {
  const until = BEFORE_ENERGY.findIndex((stage) => stage === failedStage);
  return BEFORE_ENERGY.slice(0, until + 1).map((stage, index) =>
    exampleStage(stage, index === until ? { result: 'failed', reason } : {}),
  );
};

/** How many flows, over which time (ms since the epoch). */
export interface Charging {
  readonly flows: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Outcomes of a fleet's charges in order of time: each flow with the visit that it ends, if it does, and with the three states of
 * its connector. A failed flow is often tried again within its visit; one station in twenty fails four times as often.
 */
export function* charges(fleet: readonly FleetStation[], { flows, from, to }: Charging): Generator<Outcome> {
  const random = chance(flows);
  const free = new Map<string, number>();
  const pick = (): FleetStation => {
    const found = fleet[Math.floor(random() * fleet.length)];
    if (found === undefined) throw new Error('a fleet without stations');
    return found;
  };
  for (let number = 1; number <= flows;) {
    const { station, site, vendor, model, firmware } = pick();
    const evse = CONNECTORS[Math.floor(random() * CONNECTORS.length)] ?? 1;
    const place = { site, station, evse, connector: 1 };
    const equipment = { vendor, model, firmware };
    const isBad = Number(station.slice(-2)) % 20 === 0;
    let at = Math.floor(from + ((number + random()) / flows) * (to - from - HOUR_MS));
    const visit = { id: id(number), flows: [] as string[], start: at };
    let succeeded = false;
    let first: SettledFlow | null = null;
    for (let attempt = 1; attempt <= 3 && number <= flows; attempt += 1) {
      const judged = verdict(random(), isBad ? 4 : 1);
      const outcome = judged.outcome ?? 'success';
      const length = Math.floor((outcome === 'success' ? 10 + random() * 30 : 2) * MINUTE_MS);
      const [start, end] = [at, at + length];
      const reached = judged.reachedEnergy ?? true;
      const flow = exampleFlow({
        ...{ ...judged, ...place, ...equipment, id: id(number), traceId: id(number).repeat(2), start, end },
        ...{ receivedEnd: end, visit: visit.id, attempt },
        machineStartSeconds: reached ? 8 + random() * 50 : null,
        driverStartSeconds: reached ? 20 + random() * 80 : null,
        powerRatio: reached ? 0.4 + random() * 0.6 : null,
      });
      yield settled(flow);
      yield* states({ place, free, start, end, faulted: outcome === 'failed' && random() < 0.1 });
      first ??= flow;
      visit.flows.push(flow.id);
      succeeded ||= outcome === 'success';
      at = end + 2 * MINUTE_MS;
      number += 1;
      if (outcome === 'success' || random() < 0.4) break;
    }
    if (first === null) return;
    const counts = first.outcome !== 'abandoned' && first.outcome !== 'refused';
    const result = first.outcome === 'success' ? 'first_ok' : succeeded ? 'later_ok' : 'failed';
    yield visitEnded(
      exampleVisit({
        ...{ ...place, ...equipment, id: visit.id, flows: visit.flows, start: visit.start, end: at },
        ...{ result: counts ? result : 'not_counted', charged: succeeded },
      }),
    );
  }
}

interface Occupied {
  readonly place: { site: string; station: string; evse: number; connector: number };
  /** Until when each connector is told of. */
  readonly free: Map<string, number>;
  readonly start: number;
  readonly end: number;
  readonly faulted: boolean;
}

/** Available, charging or faulted, finishing; nothing where another charge is told of already. */
function* states({ place, free, start, end, faulted }: Occupied): Generator<Outcome> {
  const key = `${place.station}:${place.evse}`;
  const since = free.get(key) ?? start - HOUR_MS;
  if (since >= start) return;
  const over = end + MINUTE_MS;
  yield intervalEnded(exampleInterval({ ...place, state: 'available', start: since, end: start }));
  yield intervalEnded(exampleInterval({ ...place, state: faulted ? 'faulted' : 'charging', start, end }));
  yield intervalEnded(exampleInterval({ ...place, state: 'finishing', start: end, end: over }));
  free.set(key, over);
}
