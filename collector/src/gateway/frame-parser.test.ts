import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameParser, unmask } from './frame-parser.ts';
import type { FrameHandlers } from './frame-parser.ts';
import { ByteBudget } from './message-buffer.ts';

interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
  readonly mask: number | null;
}

const masks = fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: null });

/** Encodes by the letter of RFC 6455 §5.2, independently of the parser. */
function encode({ final, opcode, payload, mask }: Frame): Buffer {
  const { length } = payload;
  const extended = length > 65_535 ? 8 : length > 125 ? 2 : 0;
  const head = Buffer.alloc(2 + extended);
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = (mask === null ? 0 : 0x80) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (mask === null) return Buffer.concat([head, payload]);
  const key = Buffer.alloc(4);
  key.writeUInt32BE(mask);
  return Buffer.concat([head, key, payload.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}

class Seen implements FrameHandlers {
  readonly events: string[] = [];
  frames = 0;
  frame(): void {
    this.frames++;
  }
  text(bytes: Buffer, mask: number): void {
    const copy = Buffer.from(bytes);
    unmask(copy, 0, copy.length, mask, 0);
    this.events.push(`text ${copy.toString('hex')}`);
  }
  control(opcode: number, payload: Buffer): void {
    this.events.push(`control ${opcode} ${payload.toString('hex')}`);
  }
  binary(): void {
    this.events.push('binary');
  }
  oversize(): void {
    this.events.push('oversize');
  }
  nonsense(): void {
    this.events.push('nonsense');
  }
}

function feed(
  bytes: Buffer,
  cuts: readonly number[],
  limit = 1 << 20,
  budget = new ByteBudget(1 << 24),
): Seen {
  const seen = new Seen();
  const parser = new FrameParser(seen, limit, budget);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, bytes.length]) {
    parser.push(bytes.subarray(from, place));
    from = place;
  }
  return seen;
}

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.integer({ min: 65_530, max: 66_000 }).map((length) => new Uint8Array(length).fill(length % 251)),
);
const control = fc.record({
  opcode: fc.constantFrom(8, 9, 10),
  payload: fc.uint8Array({ maxLength: 125 }),
  mask: masks,
});
/** A message in fragments, each perhaps followed by a control frame. */
const message = fc.record({
  opcode: fc.constantFrom(1, 1, 1, 2),
  parts: fc.array(fc.record({ payload, mask: masks, then: fc.option(control, { nil: null }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

describe('FrameParser', () => {
  it('finds every message and control frame, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 6 }),
        fc.array(fc.nat({ max: 1 << 20 }), { maxLength: 30 }),
        (messages, cuts) => {
          const frames: Frame[] = [];
          const expected: string[] = [];
          for (const { opcode, parts } of messages) {
            if (opcode === 2) expected.push('binary');
            parts.forEach((part, index) => {
              const final = index === parts.length - 1;
              const bytes = Buffer.from(part.payload);
              frames.push({ final, opcode: index === 0 ? opcode : 0, payload: bytes, mask: part.mask });
              if (final && opcode === 1) {
                expected.push(`text ${Buffer.concat(parts.map((each) => each.payload)).toString('hex')}`);
              }
              if (part.then === null) return;
              const told = Buffer.from(part.then.payload);
              frames.push({ final: true, opcode: part.then.opcode, payload: told, mask: part.then.mask });
              expected.push(`control ${part.then.opcode} ${told.toString('hex')}`);
            });
          }
          const budget = new ByteBudget(1 << 24);
          const seen = feed(Buffer.concat(frames.map(encode)), cuts, 1 << 20, budget);
          expect(seen.events).toEqual(expected);
          expect(seen.frames).toBe(frames.length);
          expect(budget.held).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survives any bytes and says nothing after it has called them nonsense', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2_000 }),
        fc.array(fc.nat({ max: 2_000 }), { maxLength: 20 }),
        (bytes, cuts) => {
          const { events } = feed(Buffer.from(bytes), cuts, 1 << 20);
          const at = events.indexOf('nonsense');
          expect(at === -1 || at === events.length - 1).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a reserved bit, as with permessage-deflate', [0xc1, 0x00]],
    ['an unknown data opcode', [0x83, 0x00]],
    ['an unknown control opcode', [0x8b, 0x00]],
    ['a fragmented ping', [0x09, 0x00]],
    ['a ping of 126 bytes', [0x89, 0x7e, 0x00, 0x7e]],
    ['a continuation of nothing', [0x80, 0x00]],
    ['a new message inside another', [0x01, 0x00, 0x81, 0x00]],
    ['a length beyond 2^53', [0x81, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0]],
  ])('calls %s nonsense', (_, bytes) => {
    expect(feed(Buffer.from(bytes), []).events).toEqual(['nonsense']);
  });

  it('skips a message above the limit, whole or in fragments, and reads the next one', () => {
    const long: Frame = { final: true, opcode: 1, payload: Buffer.alloc(101, 'a'), mask: 7 };
    const next: Frame = { final: true, opcode: 1, payload: Buffer.from('b'), mask: 9 };
    expect(feed(Buffer.concat([encode(long), encode(next)]), [3, 50], 100).events).toEqual([
      'oversize',
      'text 62',
    ]);
    const first: Frame = { final: false, opcode: 1, payload: Buffer.alloc(60, 'a'), mask: null };
    const rest: Frame = { final: true, opcode: 0, payload: Buffer.alloc(60, 'a'), mask: null };
    const bytes = Buffer.concat([first, rest, next].map(encode));
    expect(feed(bytes, [10, 70], 100).events).toEqual(['oversize', 'text 62']);
  });

  it('takes a message of exactly the limit', () => {
    const frame: Frame = { final: true, opcode: 1, payload: Buffer.alloc(100, 'a'), mask: 7 };
    expect(feed(encode(frame), [20], 100).events).toEqual([`text ${'61'.repeat(100)}`]);
  });

  it('holds no more than the common budget for unfinished messages, and gives it back when stopped', () => {
    const budget = new ByteBudget(1_000);
    const seen = new Seen();
    const parsers = [1, 2, 3].map(() => new FrameParser(seen, 1 << 20, budget));
    const start = encode({ final: false, opcode: 1, payload: Buffer.alloc(400, 'a'), mask: null });
    for (const parser of parsers) parser.push(start);
    expect(seen.events).toEqual(['oversize']);
    expect(budget.held).toBeLessThanOrEqual(1_000);
    for (const parser of parsers) parser.stop();
    expect(budget.held).toBe(0);
  });
});
