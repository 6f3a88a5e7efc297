import type { Arrival } from '../../model/arrival.ts';
import { failed, permanent, type Failure, type Result } from '../../model/result.ts';
import { LineTally } from '../../receivers/ocpp_log/line-tally.ts';
import { readArrivals, type ReadArrivalsSettings } from '../../receivers/ocpp_log/read-arrivals.ts';

/** Lines after which it is clear whether a file is a log at all. */
const ENOUGH_LINES = 1_000;

const FORMAT = `{"receivedAt":"2026-11-01T10:00:00.000Z","station":"CS-1","direction":"from_station","frame":[2,"id","Heartbeat",{}]}`;

/** How one log is read: what readArrivals needs but the tally. */
export type LogSettings = Pick<ReadArrivalsSettings, 'redact' | 'onProgress' | 'stdin'>;

/** One piece of a log, or why there are no more. */
type Step = { readonly arrivals: readonly Arrival[] } | { readonly result: Result<void> };

const unusable = (tally: LineTally): number => tally.problems().reduce((sum, { count }) => sum + count, 0);

const notALog = (path: string, tally: LineTally): Failure =>
  permanent(
    `${path} is not an ocpp_log: ${unusable(tally)} of its first ${tally.lines} lines cannot be read ` +
      `(${tally.problems()[0]?.problem.replaceAll('_', ' ') ?? 'empty'}). One line looks like this:\n  ${FORMAT}`,
  );

/** A log that is asked for one piece after the other: reading waits until a piece is asked for, so memory stays flat. */
export class LogBatches {
  readonly tally = new LineTally();
  readonly #path: string;
  readonly #stop = new AbortController();
  readonly #settings: LogSettings;
  #checked = false;
  #deliver: (step: Step) => void = () => undefined;
  #resume: (() => void) | null = null;
  #started = false;

  constructor(path: string, settings: LogSettings) {
    this.#path = path;
    this.#settings = settings;
  }

  /** The next arrivals; `result` at the end, with why it came early. */
  next(): Promise<Step> {
    return new Promise((resolve) => {
      this.#deliver = resolve;
      if (!this.#started) {
        this.#started = true;
        void this.#read();
      } else this.#resume?.();
    });
  }

  /** Closes the log though it has not been read to its end. */
  stop(): void {
    this.#stop.abort();
    this.#resume?.();
  }

  async #read(): Promise<void> {
    const settings: ReadArrivalsSettings = {
      ...this.#settings,
      tally: this.tally,
      signal: this.#stop.signal,
    };
    let problem: Failure | null = null;
    const result = await readArrivals(
      this.#path,
      (arrivals) => {
        if (!this.#checked && this.tally.lines >= ENOUGH_LINES) {
          this.#checked = true;
          if (this.#isNoLog()) {
            problem = notALog(this.#path, this.tally);
            this.#stop.abort();
            return undefined;
          }
        }
        if (arrivals.length === 0) return undefined;
        return this.#hand(arrivals);
      },
      settings,
    );
    if (!this.#checked && problem === null && this.#isNoLog()) problem = notALog(this.#path, this.tally);
    this.#deliver({ result: problem === null ? result : failed(problem) });
  }

  #hand(arrivals: readonly Arrival[]): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
      this.#deliver({ arrivals });
    });
  }

  #isNoLog(): boolean {
    return unusable(this.tally) * 2 > this.tally.lines;
  }
}
