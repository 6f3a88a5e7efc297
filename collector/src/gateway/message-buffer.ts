/** Bytes that all unfinished messages of a process may hold together, so that slow dripping cannot fill the memory. */
export class ByteBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes handed out and not given back. */
  get held(): number {
    return this.#held;
  }

  /** Takes `bytes` if there is room. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#limit) return false;
    this.#held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}

/** Gathers the pieces of one message; doubles as it grows, so that a message of many small pieces stays cheap. */
export class MessageBuffer {
  readonly #budget: ByteBudget;
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  get length(): number {
    return this.#length;
  }

  /** The storage; its first `length` bytes are the message so far. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Copies `source[start, end)` to the end; false when the budget has no room. */
  append(source: Buffer, start: number, end: number): boolean {
    const length = this.#length + end - start;
    if (length > this.#bytes.length) {
      const capacity = Math.max(256, 2 * this.#bytes.length, length);
      if (!this.#budget.take(capacity - this.#bytes.length)) return false;
      const grown = Buffer.allocUnsafeSlow(capacity);
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    source.copy(this.#bytes, this.#length, start, end);
    this.#length = length;
    return true;
  }

  /** The message; the budget is given back. */
  take(): Buffer {
    const message = this.#bytes.subarray(0, this.#length);
    this.release();
    return message;
  }

  /** Forgets everything and gives the budget back. */
  release(): void {
    this.#budget.give(this.#bytes.length);
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
  }
}
