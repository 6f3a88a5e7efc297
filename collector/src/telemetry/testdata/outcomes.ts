import type { ConnectorState } from '../../model/availability.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Phase } from '../../model/telemetry.ts';
import type { Measure, MeasuredPlace, TerminalPlace } from '../../model/telemetry-outcome.ts';
import type { Equipment } from '../../model/place.ts';
import type { Visit } from '../../model/visit.ts';

/** 2026-11-01T10:00:00Z. */
export const T0 = 1_793_527_200_000;

export const EQUIPMENT: Equipment = { site: 'depot', vendor: 'Acme', model: 'HPC 150', firmware: '1.2.3' };

/** A successful flow at `CS-7`, EVSE 2. */
export const settledFlow = (over: Partial<SettledFlow> = {}): SettledFlow => ({
  id: '00112233445566ff',
  traceId: '0123456789abcdef0123456789abcdef',
  station: 'CS-7',
  evse: 2,
  connector: 1,
  ...EQUIPMENT,
  start: T0,
  end: T0 + 1_800_000,
  receivedEnd: T0 + 1_800_500,
  outcome: 'success',
  failedStage: null,
  reason: null,
  attribution: null,
  stages: [
    { stage: 'plug_in', start: T0, end: T0 + 4000, result: 'ok', reason: null },
    { stage: 'payment', start: null, end: null, result: 'skipped', reason: null },
    { stage: 'energy', start: T0 + 20_000, end: T0 + 1_700_000, result: 'ok', reason: null },
  ],
  evidence: [{ at: T0, text: 'status preparing' }],
  identity: 'c0ffee',
  powerType: 'DC',
  ratedW: 150_000,
  energyWh: 20_000,
  peakW: 120_000,
  paymentMethod: null,
  errorCodes: [],
  reachedEnergy: true,
  validStop: true,
  recovered: false,
  offline: false,
  retries: 0,
  machineStartSeconds: 14,
  driverStartSeconds: 31,
  powerRatio: 0.8,
  startMode: 'authorize_first',
  attemptedAt: null,
  chargingReportedAt: null,
  limitW: null,
  clockSuspect: false,
  visit: 'aaaabbbbccccdddd',
  attempt: 1,
  late: false,
  ...over,
});

/** A flow that failed at the handshake. */
export const failedFlow = (over: Partial<SettledFlow> = {}): SettledFlow =>
  settledFlow({
    id: 'ffeeddccbbaa9988',
    traceId: 'fedcba9876543210fedcba9876543210',
    outcome: 'failed',
    failedStage: 'handshake',
    reason: 'no_energy',
    attribution: 'evse',
    stages: [
      { stage: 'plug_in', start: T0, end: T0 + 4000, result: 'ok', reason: null },
      { stage: 'handshake', start: T0 + 9000, end: T0 + 99_000, result: 'failed', reason: 'no_energy' },
    ],
    energyWh: 0,
    peakW: null,
    reachedEnergy: false,
    validStop: false,
    machineStartSeconds: null,
    driverStartSeconds: null,
    powerRatio: null,
    ...over,
  });

export const startSettled = (at: number, flow: SettledFlow): Outcome => {
  const { id, traceId, station, evse, connector, site, vendor, model, firmware, reachedEnergy } = flow;
  const place = { station, evse, connector, site, vendor, model, firmware };
  return { kind: 'start_settled', at, flow: id, traceId, success: reachedEnergy, ...place };
};

export const flowSettled = (at: number, flow: SettledFlow, startCounted = true): Outcome => ({
  kind: 'flow_settled',
  at,
  flow,
  startCounted,
});

export const stationSeen = (at: number, over: Partial<Equipment> = {}, station = 'CS-7'): Outcome => ({
  kind: 'station_seen',
  at,
  station,
  ocppVersion: '1.6',
  serialHash: 'beef',
  ...EQUIPMENT,
  ...over,
});

export const connectorState = (at: number, state: ConnectorState, evse = 2, station = 'CS-7'): Outcome => ({
  kind: 'connector_state',
  at,
  site: 'depot',
  station,
  evse,
  connector: 1,
  state,
});

/** A connector at which no charge starts any more, or (`end`) at which one did again. */
export const capability = (at: number, end: number | null = null, evse = 2, station = 'CS-7'): Outcome => ({
  kind: 'capability',
  at,
  stretch: {
    ...{ site: 'depot', station, evse, connector: 1, start: T0 - 3_600_000, end },
    ...{ cause: 'failing_starts', evidence: ['f1', 'f2', 'f3'], vehicles: 3 },
    proof: end === null ? null : 'f4',
  },
});

export const stationContact = (at: number, connected: boolean, inService = true): Outcome => ({
  kind: 'station_contact',
  at,
  site: 'depot',
  station: 'CS-7',
  connected,
  inService,
});

export const visitEnded = (at: number, result: Visit['result'], hop = false): Outcome => ({
  kind: 'visit_ended',
  at,
  visit: {
    id: 'aaaabbbbccccdddd',
    start: T0,
    end: at,
    result,
    flows: ['00112233445566ff'],
    station: 'CS-7',
    evse: 2,
    connector: 1,
    charged: true,
    hop,
    ...EQUIPMENT,
  },
});

/** A bit of everything that one station can do, ten minutes of it. */
export const everything = (at: number): Outcome[] => [
  stationSeen(at),
  stationContact(at, true),
  { kind: 'station_connect', at, site: 'depot', station: 'CS-7' },
  { kind: 'station_boot', at, site: 'depot', station: 'CS-7', reason: 'power_up' },
  connectorState(at, 'available', 1),
  connectorState(at, 'available', 2),
  { kind: 'message', at, site: 'depot', station: 'CS-7', action: 'Heartbeat', direction: 'from_station', result: 'call' },
  { kind: 'message', at, site: 'depot', station: 'CS-7', action: 'unknown', direction: 'from_station', result: 'invalid' },
  { kind: 'call_completed', at, action: 'Heartbeat', direction: 'from_station', seconds: 0.03 },
  { kind: 'ping', at, site: 'depot', station: 'CS-7', seconds: 0.07 },
  { kind: 'clock_offset', at, site: 'depot', station: 'CS-7', seconds: -1.5 },
  connectorState(at + 1000, 'charging', 2),
  startSettled(at + 2000, settledFlow()),
  flowSettled(at + 300_000, settledFlow()),
  startSettled(at + 310_000, failedFlow()),
  flowSettled(at + 310_000, failedFlow()),
  visitEnded(at + 320_000, 'first_ok'),
  flowSettled(at + 330_000, settledFlow({ late: true })),
  { kind: 'flow_amended', at: at + 340_000, flow: 'ffeeddccbbaa9988', from: 'failed', to: 'refused', why: 'spike', amended: failedFlow() },
  { kind: 'fault_raised', at: at + 350_000, site: 'depot', station: 'CS-7', evse: 2, connector: 1, fault: 'F09', source: 'ocpp' },
  { kind: 'fault_cleared', at: at + 360_000, site: 'depot', station: 'CS-7', evse: 2, connector: 1, fault: 'F09', source: 'ocpp' },
  { kind: 'station_disconnect', at: at + 370_000, site: 'depot', station: 'CS-7', reason: 'dropped' },
  connectorState(at + 600_000, 'available', 2),
];

export const connectorPlaceOf = (evse: number, connector = 1, station = 'CS-7'): MeasuredPlace => ({ of: 'connector', site: 'depot', station, evse, connector });

export const terminalPlace: TerminalPlace = { of: 'terminal', site: 'depot', station: 'CS-7', terminal: 'PT-1' };

export const reading = (
  at: number,
  place: MeasuredPlace,
  measure: Measure,
  value: number | null,
  { location = '', phase = '' as Phase } = {},
): Outcome => ({ kind: 'reading', at, place, measure, location, phase, value });

/** What a connector with a sensor of each kind tells: a DC one of its outlet, in the cable and in the cabinet; and its terminal. */
export const telemetryOf = (at: number, evse: number): Outcome[] => {
  const place = connectorPlaceOf(evse);
  return [
    reading(at, place, 'temperature_celsius', 41, { location: 'connector' }),
    reading(at, place, 'voltage_volts', 402, { phase: 'dc' }),
    reading(at, place, 'current_amperes', 250, { phase: 'dc' }),
    reading(at, place, 'power_watts', 100_500, { phase: 'dc' }),
    ...(evse === 1
      ? [
          reading(at, connectorPlaceOf(0, 0), 'temperature_celsius', 33, { location: 'cabinet' }),
          reading(at, connectorPlaceOf(0, 0), 'fan_rpm', 2_100),
          { kind: 'terminal_known', at, place: terminalPlace } as const,
          reading(at, terminalPlace, 'terminal_up', 1),
        ]
      : []),
  ];
};
