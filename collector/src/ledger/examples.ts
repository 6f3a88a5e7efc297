import type { StateInterval } from '../model/availability.ts';
import type { Exclusion } from '../model/exclusion.ts';
import type { FlowStage, SettledFlow } from '../model/flow.ts';
import type { Outcome } from '../model/outcome.ts';
import type { StageName } from '../model/stage.ts';
import type { Visit } from '../model/visit.ts';

/** 2026-11-01T10:00:00Z: the examples' beginning. */
export const EXAMPLE_START = Date.UTC(2026, 10, 1, 10);

/** A stage that went well and took ten seconds. */
export const exampleStage = (stage: StageName, change: Partial<FlowStage> = {}): FlowStage => ({
  stage,
  start: EXAMPLE_START,
  end: EXAMPLE_START + 10_000,
  result: 'ok',
  reason: null,
  ...change,
});

/** A successful DC charge of half an hour, with what a test wants different. */
export const exampleFlow = (change: Partial<SettledFlow> = {}): SettledFlow => ({
  id: '00000000000000f1',
  traceId: '000000000000000000000000000000f1',
  site: 'north',
  station: 'CS-1',
  evse: 1,
  connector: 1,
  vendor: 'Volta',
  model: 'V150',
  firmware: '1.0',
  start: EXAMPLE_START,
  end: EXAMPLE_START + 1_800_000,
  receivedEnd: EXAMPLE_START + 1_800_200,
  outcome: 'success',
  failedStage: null,
  reason: null,
  attribution: null,
  stages: (['plug_in', 'authorize', 'start', 'handshake', 'energy', 'stop', 'unplug'] as const).map((stage) =>
    exampleStage(stage),
  ),
  evidence: [{ at: EXAMPLE_START, text: 'status preparing' }],
  identity: 'hash-of-a-driver',
  powerType: 'DC',
  ratedW: 150_000,
  energyWh: 24_500,
  peakW: 98_000,
  paymentMethod: null,
  errorCodes: [],
  reachedEnergy: true,
  validStop: true,
  recovered: false,
  offline: false,
  retries: 0,
  machineStartSeconds: 22,
  driverStartSeconds: 41,
  powerRatio: 0.8,
  clockSuspect: false,
  startMode: 'authorize_first',
  attemptedAt: EXAMPLE_START + 6_000,
  chargingReportedAt: EXAMPLE_START + 41_000,
  limitW: null,
  visit: '00000000000000a1',
  attempt: 1,
  late: false,
  ...change,
});

/** A charge that never got past the handshake. */
export const exampleFailure = (change: Partial<SettledFlow> = {}): SettledFlow =>
  exampleFlow({
    outcome: 'failed',
    failedStage: 'handshake',
    reason: 'no_energy',
    attribution: 'evse',
    stages: [
      exampleStage('plug_in'),
      exampleStage('authorize'),
      exampleStage('start'),
      exampleStage('handshake', { result: 'failed', reason: 'no_energy' }),
    ],
    energyWh: 0,
    peakW: null,
    reachedEnergy: false,
    validStop: true,
    machineStartSeconds: null,
    driverStartSeconds: null,
    powerRatio: null,
    chargingReportedAt: null,
    ...change,
  });

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
