const MAX_OPEN = 4;

/** Pings of one peer that wait for their pong. */
export class PingTimes {
  readonly #open: { payload: Buffer; at: number }[] = [];

  /** A ping passed at `at`, monotonic milliseconds. The oldest of more than four is given up. */
  sent(payload: Buffer, at: number): void {
    if (this.#open.length === MAX_OPEN) this.#open.shift();
    this.#open.push({ payload, at });
  }

  /** Milliseconds since the ping that this pong answers (same payload, RFC 6455 §5.5.3); null when there is none. */
  answered(payload: Buffer, at: number): number | null {
    const index = this.#open.findLastIndex((ping) => ping.payload.equals(payload));
    const ping = this.#open[index];
    if (ping === undefined) return null;
    // A pong may answer the newest of several pings; the older ones get none.
    this.#open.splice(0, index + 1);
    return at - ping.at;
  }
}
