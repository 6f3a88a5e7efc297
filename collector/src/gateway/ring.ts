import { FRAME_HEAD_BYTES, RECORD } from './channel-frame.ts';
import { gapDraft, recordBytes, writeRecord } from './record-codec.ts';
import type { RecordDraft } from './record-codec.ts';
import { RingCursor } from './ring-cursor.ts';

/** Consecutive records, encoded as channel frames one after the other, ready to be written to a socket. */
export interface Segment {
  readonly bytes: Buffer;
  used: number;
  readonly first: number;
  last: number;
  /** Sequences in here that stand for records which were lost before they were stored. */
  lost: number;
  next: Segment | null;
  /** Acknowledged or dropped: whoever reads it must look for its place again. */
  gone: boolean;
}

/** Bounds of a ring. */
export interface RingLimits {
  readonly bytes: number;
  readonly records: number;
}

const MAX_SEGMENT_BYTES = 256 * 1024;
const SEGMENTS = 16;

/**
 * Records that nobody has acknowledged yet, numbered from 1. When full it drops the oldest and counts them; appending
 * never waits. Kept as few large segments, so that thousands of records cost the garbage collector nothing.
 */
export class RecordRing {
  readonly #limits: RingLimits;
  readonly #segmentBytes: number;
  #head: Segment | null = null;
  #tail: Segment | null = null;
  #held = 0;
  #last = 0;
  #acknowledged = 0;
  #pendingLoss = 0;
  #pendingLossAt = 0;
  #dropped = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
    this.#segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(limits.bytes / SEGMENTS));
  }

  /** Highest sequence given out. */
  get last(): number {
    return this.#last;
  }
  /** Highest sequence that a receiver has made durable. */
  get acknowledged(): number {
    return this.#acknowledged;
  }
  /** Records lost since the start, sent or not, that were not acknowledged. */
  get dropped(): number {
    return this.#dropped;
  }
  /** Records that wait for an acknowledgement. */
  get depth(): number {
    return this.#head === null ? 0 : this.#last - Math.max(this.#acknowledged, this.#head.first - 1);
  }
  /** Memory held. */
  get bytes(): number {
    return this.#held;
  }
  /** The oldest segment. */
  get head(): Segment | null {
    return this.#head;
  }

  /** Adds a record; it gets the next sequence. */
  append(draft: RecordDraft): void {
    const length = FRAME_HEAD_BYTES + recordBytes(draft);
    if (length > this.#limits.bytes / 2) {
      this.lose(draft.receivedAt);
      return;
    }
    this.noteLosses();
    this.#write(draft, length, 0);
  }

  /** Takes a sequence for a record that could not be kept, so that the receiver learns of the hole. */
  lose(receivedAt: number): void {
    this.#pendingLoss++;
    this.#pendingLossAt = receivedAt;
    this.#dropped++;
  }

  /** Writes down losses that no later record has brought to light yet. */
  noteLosses(): void {
    const lost = this.#pendingLoss;
    if (lost === 0) return;
    this.#pendingLoss = 0;
    const draft = gapDraft(this.#pendingLossAt, this.#last + 1);
    this.#write(draft, FRAME_HEAD_BYTES + recordBytes(draft), lost);
  }

  /** Everything up to `sequence` is durable elsewhere and may be forgotten. */
  acknowledge(sequence: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, Math.min(sequence, this.#last));
    while (this.#head !== null && this.#head !== this.#tail && this.#head.last <= this.#acknowledged) {
      this.#removeHead(this.#head);
    }
  }

  /** A reader of everything after `sequence`, or after what was acknowledged if that is more. */
  read(sequence: number): RingCursor {
    return new RingCursor(this, Math.max(sequence, this.#acknowledged));
  }

  /** `lost`: how many sequences the draft stands for when it is a gap, 0 when it is a record. */
  #write(draft: RecordDraft, length: number, lost: number): void {
    const tail = this.#tail;
    const full =
      tail === null ||
      tail.used + length > tail.bytes.length ||
      tail.last - tail.first + 1 >= this.#limits.records / SEGMENTS;
    const segment = full ? this.#grow(Math.max(this.#segmentBytes, length)) : tail;
    this.#last += Math.max(1, lost);
    segment.bytes.writeUInt32BE(length - 4, segment.used);
    segment.bytes[segment.used + 4] = RECORD;
    writeRecord(segment.bytes, segment.used + FRAME_HEAD_BYTES, this.#last, draft);
    segment.used += length;
    segment.last = this.#last;
    segment.lost += lost;
  }

  #grow(capacity: number): Segment {
    const first = this.#last + 1;
    while (this.#head !== null && !this.#fits(capacity)) {
      const { first: from, last, lost } = this.#head;
      this.#dropped += Math.max(0, last - Math.max(from - 1, this.#acknowledged) - lost);
      this.#removeHead(this.#head);
    }
    const bytes = Buffer.allocUnsafeSlow(capacity);
    const segment: Segment = { bytes, used: 0, first, last: this.#last, lost: 0, next: null, gone: false };
    if (this.#tail === null) this.#head = segment;
    else this.#tail.next = segment;
    this.#tail = segment;
    this.#held += capacity;
    return segment;
  }

  #fits(capacity: number): boolean {
    const records = this.#head === null ? 0 : this.#last - this.#head.first + 1;
    return (
      this.#held + capacity <= this.#limits.bytes &&
      records + this.#limits.records / SEGMENTS <= this.#limits.records
    );
  }

  #removeHead(head: Segment): void {
    this.#head = head.next;
    if (this.#head === null) this.#tail = null;
    this.#held -= head.bytes.length;
    head.gone = true;
  }
}
