import fc from 'fast-check';
import type { Arrival } from '../../model/arrival.ts';

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
  station: fc.constantFrom('CS-1', 'CS-2'),
  connector: fc.integer({ min: 0, max: 2 }),
  tag: fc.constantFrom('~a', '~b', ''),
  what: fc.nat(12),
  pick: fc.nat(20),
  skew: fc.constantFrom(0, 0, 0, -2, 30, -4_000, 100_000),
  answered: fc.boolean(),
});

/** Any sequence of plausible and implausible messages of two OCPP 1.6 stations. */
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
