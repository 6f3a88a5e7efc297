import fc from 'fast-check';
import type { Arrival } from '../../model/arrival.ts';

/** Transaction event types, triggers and states of OCPP 2.0.1 that go together often enough. */
const EVENTS = ['Started', 'Updated', 'Updated', 'Updated', 'Ended'];
const TRIGGERS = [
  'CablePluggedIn',
  'Authorized',
  'ChargingStateChanged',
  'MeterValuePeriodic',
  'RemoteStart',
  'StopAuthorized',
  'EVDeparted',
  'Deauthorized',
];
const STATES = ['EVConnected', 'Charging', 'SuspendedEV', 'SuspendedEVSE', 'Idle', undefined];
const STATUSES_201 = ['Available', 'Occupied', 'Reserved', 'Unavailable', 'Faulted'];
const STATUSES = [
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
  'Faulted',
  'Unavailable',
];
const REASONS = ['Local', 'Remote', 'EVDisconnected', 'PowerLoss', 'Other', 'EmergencyStop', undefined];
const START = Date.parse('2026-11-02T08:00:00Z');

interface Step {
  readonly wait: number;
  readonly station: string;
  readonly connector: number;
  readonly tag: string;
  readonly what: number;
  readonly pick: number;
  readonly skew: number;
  readonly answered: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constantFrom(700, 4_000, 50_000)),
  station: fc.constantFrom('CS-1', 'CS-2', 'CS-201'),
  connector: fc.integer({ min: 0, max: 2 }),
  tag: fc.constantFrom('~a', '~b', ''),
  what: fc.nat(12),
  pick: fc.nat(20),
  skew: fc.constantFrom(0, 0, 0, -2, 30, -4_000, 100_000),
  answered: fc.boolean(),
});

/** Any sequence of plausible and implausible messages of two stations that speak OCPP 1.6 and one that speaks 2.0.1. */
export const randomConversation: fc.Arbitrary<readonly Arrival[]> = fc
  .array(step, { minLength: 1, maxLength: 60 })
  .map(write);

function write(steps: readonly Step[]): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  let now = START;
  steps.forEach((entry, index) => {
    now += entry.wait * 1_000;
    arrivals.push(...messages(entry, `m${index}`, now));
  });
  arrivals.push({ kind: 'tick', receivedAt: now + 3_600_000 });
  return arrivals;
}

function messages(entry: Step, id: string, now: number): Arrival[] {
  if (entry.station === 'CS-201' && entry.what > 1 && entry.what < 9) return messages201(entry, id, now);
  const { station, connector: connectorId, tag: idTag, pick } = entry;
  const timestamp = new Date(now + entry.skew * 1_000).toISOString();
  const transactionId = (pick % 4) - 1;
  const frame = (direction: 'from_station' | 'to_station', body: readonly unknown[]): Arrival => ({
    kind: 'frame',
    station,
    receivedAt: now,
    direction,
    frame: body,
  });
  const call = (action: string, payload: object, answer: object): Arrival[] => [
    frame('from_station', [2, id, action, payload]),
    ...(entry.answered ? [frame('to_station', [3, id, answer])] : []),
  ];
  const idTagInfo = { status: ['Accepted', 'Accepted', 'Blocked', 'ConcurrentTx', 'Nonsense'][pick % 5] };
  const value = [
    { value: String(pick * 500), measurand: 'Energy.Active.Import.Register' },
    { value: String(pick * 900), measurand: 'Power.Active.Import' },
  ];
  switch (entry.what) {
    case 0:
      return [
        {
          kind: 'connection',
          station,
          receivedAt: now,
          event: 'connect',
          protocol: 'ocpp1.6',
          connection: `c${pick}`,
        },
      ];
    case 1:
      return [
        {
          kind: 'connection',
          station,
          receivedAt: now,
          event: 'disconnect',
          code: 1006,
          connection: `c${pick}`,
        },
      ];
    case 2:
      return call(
        'BootNotification',
        { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion: `1.${pick}` },
        { status: 'Accepted' },
      );
    case 3:
      return call('Authorize', { idTag }, { idTagInfo });
    case 4:
      return call(
        'StartTransaction',
        { connectorId, idTag, meterStart: pick * 100, timestamp },
        { transactionId, idTagInfo },
      );
    case 5:
      return call(
        'StopTransaction',
        { transactionId, meterStop: pick * 1_000, timestamp, reason: REASONS[pick % REASONS.length] },
        {},
      );
    case 6:
      return call(
        'MeterValues',
        { connectorId, transactionId, meterValue: [{ timestamp, sampledValue: value }] },
        {},
      );
    case 7:
      return [
        frame('to_station', [2, id, 'RemoteStartTransaction', { connectorId, idTag }]),
        ...(entry.answered
          ? [frame('from_station', [3, id, { status: pick % 2 ? 'Accepted' : 'Rejected' }])]
          : []),
      ];
    case 8:
      return [frame('from_station', pick % 2 ? ['?', pick] : [2, id, 'StatusNotification', pick])];
    case 9:
      return [{ kind: pick % 2 ? 'tick' : 'watch', receivedAt: now }];
    default:
      return call(
        'StatusNotification',
        {
          connectorId,
          status: STATUSES[pick % STATUSES.length],
          errorCode: pick % 6 ? 'NoError' : 'GroundFailure',
          timestamp,
        },
        {},
      );
  }
}

function messages201(entry: Step, id: string, now: number): Arrival[] {
  const { station, tag, pick, connector } = entry;
  const timestamp = new Date(now + entry.skew * 1_000).toISOString();
  const evse = connector === 0 ? undefined : { id: connector, ...(pick % 3 ? { connectorId: 1 } : {}) };
  const idToken = { idToken: tag, type: 'ISO14443' };
  const idTokenInfo = { status: ['Accepted', 'Accepted', 'Blocked', 'ConcurrentTx', 'Nonsense'][pick % 5] };
  const exchange = (
    direction: 'from_station' | 'to_station',
    action: string,
    payload: object,
    answer: object,
  ): Arrival[] => {
    const back = direction === 'from_station' ? 'to_station' : 'from_station';
    const frames: [typeof direction, readonly unknown[]][] = [[direction, [2, id, action, payload]]];
    if (entry.answered) frames.push([back, [3, id, answer]]);
    return frames.map(([way, frame]) => ({ kind: 'frame', station, receivedAt: now, direction: way, frame }));
  };
  const meterValue = [
    {
      timestamp,
      sampledValue: [
        { value: pick * 500, measurand: 'Energy.Active.Import.Register' },
        { value: pick * 900, measurand: 'Power.Active.Import' },
      ],
    },
  ];
  switch (entry.what) {
    case 2:
      return exchange(
        'from_station',
        'BootNotification',
        { reason: 'Watchdog', chargingStation: { vendorName: 'V', model: 'M' } },
        { status: 'Accepted' },
      );
    case 3:
      return exchange('from_station', 'Authorize', { idToken }, { idTokenInfo });
    case 4:
      return exchange(
        'to_station',
        'RequestStartTransaction',
        { evseId: connector, remoteStartId: pick, idToken },
        { status: pick % 2 ? 'Accepted' : 'Rejected' },
      );
    case 5:
      return exchange(
        'from_station',
        'StatusNotification',
        {
          timestamp,
          connectorStatus: STATUSES_201[pick % STATUSES_201.length],
          evseId: connector,
          connectorId: connector === 0 ? 0 : 1,
        },
        {},
      );
    default:
      return exchange(
        'from_station',
        'TransactionEvent',
        {
          eventType: EVENTS[(entry.wait + pick) % EVENTS.length],
          timestamp,
          triggerReason: TRIGGERS[pick % TRIGGERS.length],
          seqNo: pick,
          offline: entry.skew < -1_000,
          transactionInfo: {
            transactionId: `T${pick % 3}`,
            chargingState: STATES[entry.wait % STATES.length],
            stoppedReason: REASONS[pick % REASONS.length],
            ...(pick % 7 ? {} : { remoteStartId: pick }),
          },
          ...(evse ? { evse } : {}),
          ...(tag === '' ? {} : { idToken }),
          ...(pick % 2 ? { meterValue } : {}),
        },
        { idTokenInfo },
      );
  }
}
