import type { Arrival } from '../../model/arrival.ts';
import { failed, permanent, type Failure, type Result } from '../../model/result.ts';
import { formatOf } from '../../receivers/ocpp_log/formats/index.ts';
import { FORMAT_NAMES } from '../../receivers/ocpp_log/formats/format.ts';
import { LineTally } from '../../receivers/ocpp_log/line-tally.ts';
import { readArrivals, type ReadArrivalsSettings } from '../../receivers/ocpp_log/read-arrivals.ts';

/** Lines after which it is clear whether a file is a log at all. */
const ENOUGH_LINES = 1_000;

const FORMAT = `{"receivedAt":"2026-11-01T10:00:00.000Z","station":"CS-1","direction":"from_station","frame":[2,"id","Heartbeat",{}]}`;

/** How logs are understood. */
export type LogOptions = Pick<ReadArrivalsSettings, 'format' | 'columns' | 'station' | 'zone'>;

/** How one log is read: what readArrivals needs but the tally. */
export type LogSettings = LogOptions & Pick<ReadArrivalsSettings, 'redact' | 'onProgress' | 'stdin'>;

/** One piece of a log, or why there are no more. */
type Step = { readonly arrivals: readonly Arrival[] } | { readonly result: Result<void> };

const unusable = (tally: LineTally): number => tally.problems().reduce((sum, { count }) => sum + count, 0);

const notALog = (path: string, tally: LineTally): Failure =>
  permanent(
    `${path} is not an ocpp_log of a known format: ${unusable(tally)} of its first ${tally.lines} lines cannot be read ` +
      `(${tally.problems()[0]?.problem.replaceAll('_', ' ') ?? 'empty'}). Name its format with --log-format ` +
      `(${FORMAT_NAMES.join(', ')}), or write lines like this:\n  ${FORMAT}`,
  );

/** What a reader should know about how a log was read; null where all of it was in the collector's own format. */
export const readingNote = (path: string, tally: LineTally): string | null => {
  const problems = tally.problems();
  const { format } = tally;
  if (problems.length === 0 && (format === null || format === 'jsonl')) return null;
  const kinds = problems.map(
    ({ problem, count, firstLine }) =>
      `${count} ${problem.replaceAll('_', ' ')} (first in line ${firstLine})`,
  );
  const skipped = kinds.length === 0 ? '' : `; lines not used: ${kinds.join(', ')}`;
  return `${path}: read as ${format === null ? 'nothing' : formatOf(format).title}${skipped}`;
};

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

  /** What a reader should know about how it was read so far. */
  get note(): string | null {
    return readingNote(this.#path, this.tally);
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
        // In a log of another program the first message may come late.
        if (!this.#checked && this.tally.lines >= ENOUGH_LINES && this.tally.format === 'jsonl') {
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
    const { format, arrivals, lines } = this.tally;
    const bad = unusable(this.tally);
    return format === 'jsonl' ? bad * 2 > lines : arrivals === 0 && bad > 0;
  }
}
