import { describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY } from '../inventory/inventory.ts';
import type { FrameArrival } from '../model/arrival.ts';
import { ok } from '../model/result.ts';
import { signalText } from '../receivers/mapping/testkit/signal-text.ts';
import { readCatalogue } from './catalogue.ts';
import { createTracker } from './tracker.ts';
import { parseVendorMessages, vendorTelemetry } from './vendor-messages.ts';

const MAPPING = `
parameters: [station]
messages:
  - topic: com.acme.charger/Telemetry
    subject: { station: '{station}', evse: $.evseId }
    time: $.at
    signals:
      - { reading: temperature_celsius, value: $.plugTemp, location: connector }
      - { reading: fan_rpm, value: $.fan }
  - topic: com.acme.charger/Alarm
    format: csv
    separator: ;
    each: $[*]
    subject: { station: '{station}', evse: '$[0]' }
    signals:
      - { problem: { from: '$[1]', prefix: 'vendor:' }, active: '$[2]' }
  - topic: com.acme.charger/Neighbour
    subject: { station: $.of }
    signals:
      - { reading: fan_rpm, value: $.fan }
`;

const read = parseVendorMessages('vendor.yaml', MAPPING);
const messages = read.ok ? read.value : null;

const told = (transfer: unknown, given: Partial<FrameArrival> = {}): string[] =>
  vendorTelemetry(
    {
      ...{ kind: 'frame', receivedAt: 1_800_000_000_000, station: 'CS-1', direction: 'from_station' },
      frame: [2, '1', 'DataTransfer', transfer],
      ...given,
    },
    messages,
    EMPTY_INVENTORY,
  ).map(signalText);

const telemetry = { vendorId: 'com.acme.charger', messageId: 'Telemetry' };

describe('DataTransfer by a mapping of the operator', () => {
  it('tells readings of JSON in text, as OCPP 1.6 sends it', () => {
    const data = '{"evseId":2,"at":"2026-03-01T10:00:00Z","plugTemp":61.5,"fan":1200}';
    expect(told({ ...telemetry, data })).toEqual([
      'CS-1/2: temperature_celsius 61.5 connector, 2026-03-01T10:00:00.000Z',
      'CS-1/2: fan_rpm 1200, 2026-03-01T10:00:00.000Z',
    ]);
  });

  it('tells readings of JSON as it is, as OCPP 2.x may send it', () => {
    expect(told({ ...telemetry, data: { evseId: 1, fan: 900 } })).toEqual(['CS-1/1: fan_rpm 900']);
  });

  it('tells problems of plain text', () => {
    const alarm = { vendorId: 'com.acme.charger', messageId: 'Alarm', data: '1;E17;1\n2;E18;0' };
    expect(told(alarm)).toEqual(['CS-1/1: problem vendor:E17 raised', 'CS-1/2: problem vendor:E18 cleared']);
  });

  it('lets no station speak for another', () => {
    const data = '{"of":"CS-2","fan":0}';
    expect(told({ vendorId: 'com.acme.charger', messageId: 'Neighbour', data })).toEqual([]);
  });

  it.each([
    ['messages of other vendors', { vendorId: 'com.other', messageId: 'Telemetry', data: '{}' }, {}],
    ['data that is not what the mapping says', { ...telemetry, data: 'hello' }, {}],
    ['data that is too long', { ...telemetry, data: `{"evseId":1,"fan":1,"x":"${'x'.repeat(9_000)}"}` }, {}],
    ['no data', telemetry, {}],
    [
      'what the backend sends',
      { ...telemetry, data: '{"evseId":1,"fan":1}' },
      { direction: 'to_station' as const },
    ],
    ['frames that are none', null, { frame: null }],
    ['answers', null, { frame: [3, '1', { status: 'Accepted' }] }],
  ])('says nothing of %s', (_what, transfer, given) => {
    expect(told(transfer, given)).toEqual([]);
  });

  it('says nothing without a mapping', () => {
    const arrival = { kind: 'frame', receivedAt: 0, station: 'CS-1', direction: 'from_station' } as const;
    expect(
      vendorTelemetry({ ...arrival, frame: [2, '1', 'DataTransfer', telemetry] }, null, EMPTY_INVENTORY),
    ).toEqual([]);
  });

  it('explains parameters that nobody can give', () => {
    const wrong = parseVendorMessages(
      'vendor.yaml',
      `parameters: [depot]\n${MAPPING.replace('parameters: [station]', '').replaceAll('{station}', '{depot}')}`,
    );
    expect(wrong).toMatchObject({ ok: false, error: [{ path: 'parameters' }] });
  });

  it('becomes a reading of the station, named by `catalogue.vendor_messages`', () => {
    const catalogue = readCatalogue({ vendor_messages: 'vendor.yaml' }, () => ok(MAPPING));
    if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
    const tracker = createTracker({ catalogue: catalogue.value });
    const outcomes = tracker.apply({
      ...{ kind: 'frame', receivedAt: 1_800_000_000_000, station: 'CS-1', direction: 'from_station' },
      frame: [2, '1', 'DataTransfer', { ...telemetry, data: '{"evseId":1,"plugTemp":61.5}' }],
    });
    expect(outcomes).toContainEqual(
      expect.objectContaining({ kind: 'reading', measure: 'temperature_celsius', value: 61.5 }),
    );
  });
});
