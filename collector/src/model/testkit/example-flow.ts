import type { FlowStage, SettledFlow } from '../flow.ts';
import type { StageName } from '../stage.ts';

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
