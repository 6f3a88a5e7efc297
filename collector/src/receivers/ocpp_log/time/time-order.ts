import type { Arrival } from '../../../model/arrival.ts';

/** Arrivals that are held to be put in order: a few hundred MB at most. */
const MOST_HELD = 250_000;
const PIECE = 10_000;

const byTime = (one: Arrival, other: Arrival): number => one.receivedAt - other.receivedAt;

/**
 * Puts arrivals in the order of their times, equal ones as they came: exports are grouped by station or newest first as often
 * as not. Of a longer table the earlier half of what is held goes on whenever it is full.
 */
export class TimeOrder {
  readonly #most: number;
  #arrivals: Arrival[] = [];

  constructor(most: number = MOST_HELD) {
    this.#most = most;
  }

  /** Arrivals that wait for their turn. */
  get held(): number {
    return this.#arrivals.length;
  }

  /** Takes arrivals and gives those whose turn has come. */
  add(arrivals: readonly Arrival[]): readonly Arrival[] {
    for (const arrival of arrivals) this.#arrivals.push(arrival);
    if (this.#arrivals.length <= this.#most) return [];
    this.#sort();
    return this.#arrivals.splice(0, Math.ceil(this.#arrivals.length / 2));
  }

  /** All the rest, in pieces. */
  *end(arrivals: readonly Arrival[]): Generator<readonly Arrival[]> {
    for (const arrival of arrivals) this.#arrivals.push(arrival);
    this.#sort();
    const rest = this.#arrivals;
    for (let at = 0; at < rest.length; at += PIECE) {
      if (at + PIECE >= rest.length) this.#arrivals = [];
      yield rest.slice(at, at + PIECE);
    }
  }

  #sort(): void {
    // Newest first is turned round, so that rows of one moment get their order back, too.
    if (isNewestFirst(this.#arrivals)) this.#arrivals.reverse();
    this.#arrivals.sort(byTime);
  }
}

/** Whether times never rise, and fall at least once. */
function isNewestFirst(arrivals: readonly Arrival[]): boolean {
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (first === undefined || last === undefined || first.receivedAt <= last.receivedAt) return false;
  return arrivals.every(
    (arrival, index) => arrival.receivedAt <= (arrivals[index - 1]?.receivedAt ?? Infinity),
  );
}
