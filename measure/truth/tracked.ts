import { randomBytes } from 'node:crypto';
import type { Inventory } from '@firstcharge/collector/inventory/inventory.ts';
import {
  kpi,
  countsInEnd,
  countsInStart,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
  sessionSucceeded,
  startSucceeded,
  visitSucceeded,
  type Kpi,
} from '@firstcharge/collector/model/kpi.ts';
import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import type { Outcome } from '@firstcharge/collector/model/outcome.ts';
import type { Visit } from '@firstcharge/collector/model/visit.ts';
import { createIdentityHash } from '@firstcharge/collector/ocpp/identity-hash.ts';
import { createRedact } from '@firstcharge/collector/ocpp/redaction.ts';
import { createTracker } from '@firstcharge/collector/processors/tracker.ts';
import { LineTally } from '@firstcharge/collector/receivers/ocpp_log/line-tally.ts';
import { readArrivals } from '@firstcharge/collector/receivers/ocpp_log/read-arrivals.ts';

/** What the trackers made of a log, amendments applied as the ledger does. */
export interface Tracked {
  readonly flows: readonly SettledFlow[];
  readonly visits: readonly Visit[];
  readonly open: number;
}

/** Reads a log through redaction and trackers, as the collector does. Throws when it cannot be read. */
export async function trackLog(path: string, inventory: Inventory): Promise<Tracked> {
  const tracker = createTracker({ inventory });
  const hash = createIdentityHash([randomBytes(32)]);
  const flows = new Map<string, SettledFlow>();
  const visits = new Map<string, Visit>();
  const take = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) {
      if (outcome.kind === 'flow_settled') flows.set(outcome.flow.id, outcome.flow);
      else if (outcome.kind === 'flow_amended') flows.set(outcome.flow, outcome.amended);
      else if (outcome.kind === 'visit_ended' || outcome.kind === 'visit_amended')
        visits.set(outcome.visit.id, outcome.visit);
    }
  };
  const read = await readArrivals(
    path,
    (arrivals) => {
      for (const arrival of arrivals) take(tracker.apply(arrival));
    },
    { redact: createRedact(hash), tally: new LineTally() },
  );
  if (!read.ok) throw new Error(read.error.message);
  const end = tracker.finish();
  take(end.outcomes);
  return { flows: [...flows.values()], visits: [...visits.values()], open: end.open };
}

/** The KPIs of tracked flows and visits, by the names of the truth's summary. */
export function kpisOf({ flows, visits }: Tracked): ReadonlyMap<string, Kpi> {
  const counted = visits.filter(countsInVisits);
  const starts = flows.filter(countsInStart);
  const ends = flows.filter(countsInEnd);
  return new Map([
    ['charge_start_success', kpi(starts.filter(startSucceeded).length, starts.length)],
    ['charge_end_success', kpi(ends.filter(endSucceeded).length, ends.length)],
    ['session_success', kpi(starts.filter(sessionSucceeded).length, starts.length)],
    ['first_charge_success', kpi(counted.filter(firstChargeSucceeded).length, counted.length)],
    ['visit_success', kpi(counted.filter(visitSucceeded).length, counted.length)],
  ]);
}
