import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  connectDraft,
  disconnectDraft,
  gapDraft,
  messageDraft,
  pingDraft,
  readRecord,
  recordBytes,
  writeRecord,
} from './record-codec.ts';
import type { RecordDraft } from './record-codec.ts';
import { unmask } from './frame-parser.ts';

const owner = { connection: 4_000_000_000, station: Buffer.from('CS*1|a:b') };
const at = 1_793_527_200_123;
const common = { sequence: 2 ** 40, receivedAt: at, connection: owner.connection, station: 'CS*1|a:b' };

function roundTrip(draft: RecordDraft) {
  const bytes = Buffer.alloc(recordBytes(draft) + 7);
  writeRecord(bytes, 7, 2 ** 40, draft);
  return readRecord(bytes.subarray(7));
}

describe('record codec', () => {
  it('carries a message, unmasking it on the way', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (body, mask) => {
          const masked = Buffer.from(body);
          unmask(masked, 0, masked.length, mask, 0);
          const record = roundTrip(messageDraft(owner, at, 'to_station', masked, mask));
          expect(record).toEqual({
            ...common,
            kind: 'message',
            direction: 'to_station',
            raw: Buffer.from(body),
          });
        },
      ),
    );
  });

  it('carries connects, disconnects, pings and gaps', () => {
    const connect = { ...common, kind: 'connect', protocol: 'ocpp2.0.1', remote: '10.0.0.7' };
    expect(roundTrip(connectDraft(owner, at, 'ocpp2.0.1', '10.0.0.7'))).toEqual(connect);
    expect(roundTrip(connectDraft(owner, at, null, null))).toEqual({
      ...connect,
      protocol: null,
      remote: null,
    });
    const closed = { ...common, kind: 'disconnect', code: 4001 };
    expect(roundTrip(disconnectDraft(owner, at, 4001, 'from_station'))).toEqual({
      ...closed,
      by: 'from_station',
    });
    expect(roundTrip(disconnectDraft(owner, at, 4001, null))).toEqual({ ...closed, by: null });
    const ping = { ...common, kind: 'ping_rtt', direction: 'to_station', ms: 12.5 };
    expect(roundTrip(pingDraft(owner, at, 'to_station', 12.5))).toEqual(ping);
    const to = 2 ** 40;
    const gap = { kind: 'gap', sequence: to, receivedAt: at, from: 5, to, count: to - 4 };
    expect(roundTrip(gapDraft(at, 5))).toEqual(gap);
  });

  it('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0, 1, 2, 3, 4, 5, 6), (bytes, kind) => {
        const record = Buffer.from(bytes);
        if (record.length > 6) record[6] = kind;
        expect(() => readRecord(record)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
