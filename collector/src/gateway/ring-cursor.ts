import { FRAME_HEAD_BYTES, RECORD } from './channel-frame.ts';
import { gapDraft, recordBytes, writeRecord } from './record-codec.ts';
import type { RecordRing, Segment } from './ring.ts';

/** Reads a ring in order for one connection of the channel; what was dropped before it came here is told as a gap. */
export class RingCursor {
  readonly #ring: RecordRing;
  #sent: number;
  #segment: Segment | null = null;
  #offset = 0;

  constructor(ring: RecordRing, after: number) {
    this.#ring = ring;
    this.#sent = after;
  }

  /** Channel frames to send next, null when all was read. */
  next(now: number): Buffer | null {
    let segment = this.#segment;
    if (segment === null || segment.gone) {
      segment = this.#locate();
      if (segment === null) return null;
      if (segment.first > this.#sent + 1) {
        const gap = gapFrame(now, this.#sent + 1, segment.first - 1);
        this.#sent = segment.first - 1;
        return gap;
      }
    }
    if (this.#offset === segment.used && segment.next !== null) {
      segment = segment.next;
      this.#segment = segment;
      this.#offset = 0;
    }
    if (this.#offset === segment.used) return null;
    const bytes = segment.bytes.subarray(this.#offset, segment.used);
    this.#offset = segment.used;
    this.#sent = segment.last;
    return bytes;
  }

  /** Goes to the first record that was not sent. */
  #locate(): Segment | null {
    let segment = this.#ring.head;
    while (segment !== null && segment.last <= this.#sent) segment = segment.next;
    this.#segment = segment;
    this.#offset = 0;
    if (segment === null) return null;
    while (segment.bytes.readUIntBE(this.#offset + FRAME_HEAD_BYTES, 6) <= this.#sent) {
      this.#offset += 4 + segment.bytes.readUInt32BE(this.#offset);
    }
    return segment;
  }
}

function gapFrame(now: number, from: number, to: number): Buffer {
  const draft = gapDraft(now, from);
  const length = recordBytes(draft);
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + length);
  frame.writeUInt32BE(length + 1);
  frame[4] = RECORD;
  writeRecord(frame, FRAME_HEAD_BYTES, to, draft);
  return frame;
}
