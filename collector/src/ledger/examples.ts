import type { StateInterval } from '../model/availability.ts';
import type { IncapableStretch } from '../model/capability.ts';
import type { Exclusion } from '../model/exclusion.ts';
import type { SettledFlow } from '../model/flow.ts';
import type { Outcome } from '../model/outcome.ts';
import { EXAMPLE_START } from '../model/testkit/example-flow.ts';
import type { Scorecard } from '../model/scorecard.ts';
import type { Visit } from '../model/visit.ts';

export { EXAMPLE_START, exampleFailure, exampleFlow, exampleStage } from '../model/testkit/example-flow.ts';

/** The visit of the example flow. */
export const exampleVisit = (change: Partial<Visit> = {}): Visit => ({
  id: '00000000000000a1',
  site: 'north',
  start: EXAMPLE_START,
  end: EXAMPLE_START + 1_800_000,
  result: 'first_ok',
  flows: ['00000000000000f1'],
  station: 'CS-1',
  evse: 1,
  connector: 1,
  vendor: 'Volta',
  model: 'V150',
  firmware: '1.0',
  charged: true,
  hop: false,
  ...change,
});

/** One hour available. */
export const exampleInterval = (change: Partial<StateInterval> = {}): StateInterval => ({
  site: 'north',
  station: 'CS-1',
  evse: 1,
  connector: 1,
  state: 'available',
  start: EXAMPLE_START,
  end: EXAMPLE_START + 3_600_000,
  ...change,
});

/** A connector at which no charge starts any more. */
export const exampleStretch = (change: Partial<IncapableStretch> = {}): IncapableStretch => ({
  site: 'north',
  station: 'CS-1',
  evse: 1,
  connector: 1,
  start: EXAMPLE_START,
  end: null,
  cause: 'failing_starts',
  evidence: ['00000000000000f1', '00000000000000f2', '00000000000000f3'],
  vehicles: 3,
  proof: null,
  ...change,
});

/** A station of which too little is known for an index. */
export const exampleScorecard = (change: Partial<Scorecard> = {}): Scorecard => ({
  until: EXAMPLE_START,
  days: 28,
  level: 'station',
  ...{ site: 'north', vendor: '', model: '', firmware: '', station: 'CS-1' },
  index: { too_few: true, n: 3, version: '1' },
  ...change,
});

/** An hour without power at a whole site, as the data proposes it. */
export const exampleExclusion = (change: Partial<Exclusion> = {}): Exclusion => ({
  id: '00000000000000e1',
  site: 'north',
  station: null,
  evse: null,
  kind: 'utility_interruption',
  start: EXAMPLE_START,
  end: EXAMPLE_START + 3_600_000,
  reason: '3 of 3 stations lost within 60 s and back',
  evidence: ['station:CS-1', 'station:CS-2', 'station:CS-3'],
  proposedBy: 'firstcharge',
  proposedAt: EXAMPLE_START + 7_200_000,
  decisions: [],
  ...change,
});

/** The outcome that settles a flow a minute after it was known to have ended. */
export const settled = (flow: SettledFlow): Outcome => ({
  kind: 'flow_settled',
  at: flow.receivedEnd + 60_000,
  flow,
  startCounted: true,
});

/** The outcome that ends a visit a quarter of an hour after its last flow. */
export const visitEnded = (visit: Visit): Outcome => ({
  kind: 'visit_ended',
  at: visit.end + 900_000,
  visit,
});

/** The outcome that ends an interval. */
export const intervalEnded = (interval: StateInterval): Outcome => ({
  kind: 'interval_ended',
  at: interval.end,
  interval,
});

/** The outcome that amends a flow an hour after it was settled. */
export const amended = (from: SettledFlow, to: SettledFlow, why: string): Outcome => ({
  kind: 'flow_amended',
  at: from.receivedEnd + 3_660_000,
  flow: from.id,
  from: from.outcome,
  to: to.outcome,
  why,
  amended: to,
});
