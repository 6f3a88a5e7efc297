import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChannelReader } from './channel-frame.ts';
import { messageDraft, readRecord } from './record-codec.ts';
import type { GatewayRecord } from './record.ts';
import { RecordRing } from './ring.ts';
import type { RingCursor } from './ring-cursor.ts';

const owner = { connection: 1, station: Buffer.from('CS-1') };
const draft = (text: string) => messageDraft(owner, 1_000, 'from_station', Buffer.from(text), 0);

function readAll(cursor: RingCursor): GatewayRecord[] {
  const reader = new ChannelReader();
  const records: GatewayRecord[] = [];
  for (let bytes = cursor.next(2_000); bytes !== null; bytes = cursor.next(2_000)) {
    for (const frame of reader.push(bytes) ?? []) {
      const record = readRecord(frame.body);
      if (record !== null) records.push(record);
    }
  }
  return records;
}

const texts = (records: readonly GatewayRecord[]) =>
  records.map((record) => (record.kind === 'message' ? record.raw.toString() : record.kind));

describe('RecordRing', () => {
  it('gives a reader everything after its position, and goes on with what is appended', () => {
    const ring = new RecordRing({ bytes: 64 * 1024, records: 1_000 });
    for (const text of ['a', 'b', 'c']) ring.append(draft(text));
    const cursor = ring.read(1);
    expect(texts(readAll(cursor))).toEqual(['b', 'c']);
    ring.append(draft('d'));
    expect(texts(readAll(cursor))).toEqual(['d']);
    expect(ring.last).toBe(4);
  });

  it('keeps what was sent until it is acknowledged, so that it can be sent again', () => {
    const ring = new RecordRing({ bytes: 64 * 1024, records: 1_000 });
    for (const text of ['a', 'b', 'c']) ring.append(draft(text));
    readAll(ring.read(0));
    ring.acknowledge(2);
    expect(texts(readAll(ring.read(0)))).toEqual(['c']);
    expect(ring.depth).toBe(1);
  });

  it('drops the oldest when full, counts them, and tells a reader which ones', () => {
    const ring = new RecordRing({ bytes: 64 * 1024, records: 1_000_000 });
    const text = 'x'.repeat(1_000);
    for (let index = 0; index < 200; index++) ring.append(draft(text));
    const [gap, ...rest] = readAll(ring.read(0));
    expect(gap).toMatchObject({ kind: 'gap', from: 1, to: ring.dropped, count: ring.dropped });
    expect(ring.dropped).toBeGreaterThan(100);
    expect(rest).toHaveLength(200 - ring.dropped);
    expect(ring.bytes).toBeLessThanOrEqual(64 * 1024);
  });

  it('holds no more records than it may', () => {
    const ring = new RecordRing({ bytes: 1 << 20, records: 64 });
    for (let index = 0; index < 1_000; index++) ring.append(draft('x'));
    expect(ring.depth).toBeLessThanOrEqual(64);
    expect(ring.depth).toBeGreaterThan(40);
  });

  it('tells of a record that never fitted', () => {
    const ring = new RecordRing({ bytes: 64 * 1024, records: 1_000 });
    ring.append(draft('a'));
    ring.append(draft('x'.repeat(40_000)));
    ring.lose(1_500);
    ring.append(draft('b'));
    const records = readAll(ring.read(0));
    expect(texts(records)).toEqual(['a', 'gap', 'b']);
    expect(records[1]).toMatchObject({ from: 2, to: 3, count: 2, sequence: 3 });
    expect(ring.dropped).toBe(2);
  });

  it('tells of a loss at its end when asked to', () => {
    const ring = new RecordRing({ bytes: 64 * 1024, records: 1_000 });
    ring.append(draft('a'));
    ring.lose(1_500);
    expect(texts(readAll(ring.read(0)))).toEqual(['a']);
    ring.noteLosses();
    expect(texts(readAll(ring.read(0)))).toEqual(['a', 'gap']);
  });

  it('accounts for every sequence exactly once, whatever is appended, lost, acknowledged and read again', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('append' as const), size: fc.nat({ max: 3_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge' as const) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const ring = new RecordRing({ bytes: 64 * 1024, records: 40 });
        let cursor = ring.read(0);
        let received = 0;
        let durable = 0;
        const take = (): void => {
          for (const record of readAll(cursor)) {
            const from = record.kind === 'gap' ? record.from : record.sequence;
            // After a reconnect what was received but not acknowledged comes again, and nothing else.
            if (record.sequence <= received) continue;
            expect(from).toBe(received + 1);
            received = record.sequence;
          }
        };
        for (const each of steps) {
          if (each.do === 'append') ring.append(draft('x'.repeat(each.size)));
          else if (each.do === 'lose') ring.lose(1_500);
          else if (each.do === 'read') take();
          else if (each.do === 'reconnect') cursor = ring.read(durable);
          else {
            durable = received;
            ring.acknowledge(durable);
          }
        }
        ring.noteLosses();
        cursor = ring.read(durable);
        take();
        expect(received).toBe(ring.last);
        expect(ring.bytes).toBeLessThanOrEqual(64 * 1024);
      }),
      { numRuns: 200 },
    );
  });
});
