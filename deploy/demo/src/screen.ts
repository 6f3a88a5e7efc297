/** Where people watch: a terminal, or a file of lines. */
export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
}

/** Least time between two lines about the same thing where nothing can be overwritten, ms. */
const SPARSE_MS = 15_000;
/** Least time between two changes of a line in place, ms. */
const IN_PLACE_MS = 100;

const CLEAR = '\r\u001b[2K';

/** Lines that stay, and below them one that changes. */
export class Screen {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #startedAt: number;
  #isOpen = false;
  #changedAt = -Infinity;
  #topic = '';

  /** `now`: a clock in ms that never goes back. */
  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#startedAt = now();
  }

  /** Seconds since the start. */
  get elapsed(): number {
    return (this.#now() - this.#startedAt) / 1_000;
  }

  /** A line that stays. */
  line(text: string): void {
    this.#clear();
    this.#output.write(`${text}\n`);
  }

  /** A line of what was done, with the time it was done at. */
  step(text: string): void {
    this.line(`${this.#stamp()}  ${text}`);
    this.#topic = '';
  }

  /** The line that changes. `share` in 0–1 where it is known; `topic` is what the line is about. */
  status(topic: string, text: string, share: number | null = null): void {
    const now = this.#now();
    const pause = this.#output.isTerminal ? IN_PLACE_MS : SPARSE_MS;
    if (topic === this.#topic && now - this.#changedAt < pause) return;
    this.#topic = topic;
    this.#changedAt = now;
    const percent = share === null ? '' : ` ${Math.floor(share * 100)} %`;
    const line = `${this.#stamp()}  ${text}${percent}`;
    if (!this.#output.isTerminal) return this.#output.write(`${line}\n`);
    this.#isOpen = true;
    this.#output.write(`${CLEAR}${line.slice(0, Math.max(20, this.#output.columns - 1))}`);
  }

  #stamp(): string {
    return `${this.elapsed.toFixed(0).padStart(4)} s`;
  }

  #clear(): void {
    if (this.#isOpen) this.#output.write(CLEAR);
    this.#isOpen = false;
  }
}
