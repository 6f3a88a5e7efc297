/** Readers that can be told apart. */
const MAX_READERS = 32;

/** Plain form: collections so far, and by reader the last one offered and the last one that arrived. */
export interface ReaderBookSnapshot {
  readonly collections: number;
  readonly offered: readonly number[];
  readonly taken: readonly number[];
}

/**
 * Which collections reached which reader. A reader knows the series that existed when a collection was made which then
 * arrived; an answer that nobody read, because it came too late, tells nobody anything.
 */
export class ReaderBook {
  #collections = 0;
  readonly #offered = new Uint32Array(MAX_READERS);
  readonly #taken = new Uint32Array(MAX_READERS);

  /** Collections so far: what is made now is in the next one. */
  get collections(): number {
    return this.#collections;
  }

  /** A collection is made for a reader. */
  offer(reader: number): void {
    this.#collections += 1;
    this.#offered[reader] = this.#collections;
  }

  /** The last collection made for a reader arrived. */
  take(reader: number): void {
    this.#taken[reader] = this.#offered[reader] ?? 0;
  }

  /** What was made before this many collections is known to a reader. */
  knownTo(reader: number): number {
    return this.#taken[reader] ?? 0;
  }

  snapshot(): ReaderBookSnapshot {
    return { collections: this.#collections, offered: [...this.#offered], taken: [...this.#taken] };
  }

  restore(from: ReaderBookSnapshot): void {
    this.#collections = from.collections;
    this.#offered.set(from.offered);
    this.#taken.set(from.taken);
  }
}
