import type { Clock } from './clock.ts';
import type { RecordDraft } from './record-codec.ts';
import type { RecordRing } from './ring.ts';

/** How long one slice may keep the event loop from carrying bytes. */
const SLICE_MS = 2;

/**
 * Takes drafts while bytes are carried and encodes them into the ring afterwards, in slices. When encoding cannot keep
 * up, messages beyond `maxBytes` are lost and counted; connects and disconnects are always kept.
 */
export class RecordQueue {
  readonly #ring: RecordRing;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #wake: () => void;
  #drafts: RecordDraft[] = [];
  #taken = 0;
  #bytes = 0;
  #scheduled = false;

  /** `wake` is called after each slice that stored something. */
  constructor(ring: RecordRing, clock: Clock, maxBytes: number, wake: () => void) {
    this.#ring = ring;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#wake = wake;
  }

  /** Adds a draft whose body may be a view of a chunk; it is read soon. */
  push(draft: RecordDraft): void {
    if (this.#bytes + draft.body.length > this.#maxBytes && draft.direction > 0) {
      this.#ring.lose(draft.receivedAt);
    } else {
      this.#drafts.push(draft);
      this.#bytes += draft.body.length;
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#slice();
    });
  }

  #slice(): void {
    const until = this.#clock.monotonic() + SLICE_MS;
    while (this.#taken < this.#drafts.length) {
      const draft = this.#drafts[this.#taken++];
      if (draft === undefined) break;
      this.#bytes -= draft.body.length;
      this.#ring.append(draft);
      if (this.#clock.monotonic() >= until) break;
    }
    if (this.#taken === this.#drafts.length) {
      this.#drafts = [];
      this.#taken = 0;
    } else this.#schedule();
    this.#wake();
  }
}
