import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endRunningCharges } from './last-call.ts';

const END = Date.parse('2026-11-22T12:00:00Z');

let folder = '';
let log = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-last-call-'));
  log = join(folder, 'log.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Line = Readonly<Record<string, unknown>>;

const at = (secondsBefore: number): string => new Date(END - secondsBefore * 1_000).toISOString();
const from = (seconds: number, station: string, ...frame: readonly unknown[]): Line => ({
  receivedAt: at(seconds),
  station,
  direction: 'from_station',
  frame,
});
const to = (seconds: number, station: string, ...frame: readonly unknown[]): Line => ({
  ...from(seconds, station, ...frame),
  direction: 'to_station',
});

/** Frames of the stations that were added to a log of these lines. */
function added(lines: readonly Line[]): unknown[] {
  writeFileSync(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  endRunningCharges(log, END);
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(lines.length)
    .flatMap((line) => {
      const parsed: unknown = JSON.parse(line);
      if (typeof parsed !== 'object' || parsed === null || !('frame' in parsed)) return [];
      return 'direction' in parsed && parsed.direction === 'from_station' ? [parsed.frame] : [];
    });
}

const START_16 = [
  from(200, 'CS-1', 2, 'a', 'StartTransaction', {
    connectorId: 2,
    idTag: 'X',
    meterStart: 100,
    timestamp: at(200),
  }),
  to(199, 'CS-1', 3, 'a', { transactionId: 7, idTagInfo: { status: 'Accepted' } }),
];
const METER_16 = from(60, 'CS-1', 2, 'b', 'MeterValues', {
  connectorId: 2,
  transactionId: 7,
  meterValue: [
    { timestamp: at(60), sampledValue: [{ value: '150', measurand: 'Energy.Active.Import.Register' }] },
  ],
});
const event = (seconds: number, eventType: string, seqNo: number): Line =>
  from(seconds, 'CS-2', 2, `e${seqNo}`, 'TransactionEvent', {
    eventType,
    seqNo,
    timestamp: at(seconds),
    triggerReason: 'MeterValuePeriodic',
    transactionInfo: { transactionId: 't-1' },
    evse: { id: 1, connectorId: 1 },
  });

describe('charges that run at the end of a log', () => {
  it('end by card, with the register as it was shown last (OCPP 1.6)', () => {
    expect(added([...START_16, METER_16])).toEqual([
      [
        2,
        'end-0a',
        'StopTransaction',
        { transactionId: 7, meterStop: 150, timestamp: at(0), reason: 'Local' },
      ],
      [
        2,
        'end-0b',
        'StatusNotification',
        { connectorId: 2, errorCode: 'NoError', status: 'Available', timestamp: at(0) },
      ],
    ]);
  });

  it('end by card, as the next event of their transaction (OCPP 2.0.1)', () => {
    expect(added([event(90, 'Started', 0), event(30, 'Updated', 1)])).toMatchObject([
      [
        2,
        'end-0a',
        'TransactionEvent',
        { eventType: 'Ended', seqNo: 2, transactionInfo: { stoppedReason: 'Local' } },
      ],
      [2, 'end-0b', 'StatusNotification', { connectorStatus: 'Available', evseId: 1 }],
    ]);
  });

  it('are left alone when they have ended, or fell silent long ago, or their station is away', () => {
    const stop = from(20, 'CS-1', 2, 'c', 'StopTransaction', {
      transactionId: 7,
      meterStop: 150,
      timestamp: at(20),
    });
    expect(added([...START_16, METER_16, stop])).toEqual([]);
    expect(added([event(90, 'Started', 0), event(30, 'Ended', 1)])).toEqual([]);
    expect(added([event(900, 'Started', 0), event(600, 'Updated', 1)])).toEqual([]);
    const away = { receivedAt: at(10), station: 'CS-1', event: 'disconnect', code: 1006 };
    expect(added([...START_16, METER_16, away])).toEqual([]);
  });
});
