import type { Position } from '../model/batch.ts';

/** A source is one run of one sender; runs that ended long ago need no memory. */
const MOST_SOURCES = 1_000;

/** Highest sequence of each source, the least recently heard forgotten first. */
export class SourcePositions {
  readonly #highest = new Map<string, number>();

  /** Whether everything that `position` completes is contained already. */
  contains(position: Position): boolean {
    return position.sequence <= (this.#highest.get(position.source) ?? -1);
  }

  /** Notes a position; never lowers one. */
  advance(position: Position): void {
    const highest = Math.max(position.sequence, this.#highest.get(position.source) ?? -1);
    this.#highest.delete(position.source);
    this.#highest.set(position.source, highest);
    if (this.#highest.size <= MOST_SOURCES) return;
    for (const oldest of this.#highest.keys()) {
      this.#highest.delete(oldest);
      return;
    }
  }

  /** A copy, oldest first. */
  entries(): ReadonlyMap<string, number> {
    return new Map(this.#highest);
  }
}
