import type { Arrival } from '../../model/arrival.ts';
import { decodeArrival } from '../../signal-log/arrival-line.ts';
import { LineReader } from './line-reader.ts';
import type { LineTally } from './line-tally.ts';

/** Takes identities out of a frame. Must leave a frame as it is that it made itself: journals are read again. */
export type Redact = (frame: readonly unknown[]) => readonly unknown[] | null;

/** What the decoder is given. */
export interface ArrivalDecoderSettings {
  readonly redact: Redact;
  readonly tally: LineTally;
  /** Lines above this are skipped; default 4 MiB. */
  readonly maxLineBytes?: number;
}

const MAX_LINE_BYTES = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** Bytes of an `ocpp_log` in, redacted arrivals out; bad lines are counted in the tally. */
export class ArrivalDecoder {
  readonly #lines: LineReader;
  readonly #redact: Redact;
  readonly #tally: LineTally;
  #arrivals: Arrival[] = [];

  constructor({ redact, tally, maxLineBytes = MAX_LINE_BYTES }: ArrivalDecoderSettings) {
    this.#redact = redact;
    this.#tally = tally;
    this.#lines = new LineReader(
      { line: (text) => this.#line(text), tooLong: () => this.#reject('too_long') },
      maxLineBytes,
    );
  }

  /** Bytes up to behind the last complete line. */
  get consumed(): number {
    return this.#lines.consumed;
  }

  /** The arrivals of the lines that this chunk completes; the chunk may be reused afterwards. */
  push(chunk: Buffer): readonly Arrival[] {
    this.#lines.push(chunk);
    return this.#take();
  }

  /** The arrival of a last line without line break, if there is one. */
  end(): readonly Arrival[] {
    this.#lines.end();
    return this.#take();
  }

  #take(): readonly Arrival[] {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    return arrivals;
  }

  #reject(problem: 'too_long'): void {
    this.#tally.lines += 1;
    this.#tally.reject(problem);
  }

  #line(text: string): void {
    const first = this.#tally.lines === 0 && text.startsWith(BYTE_ORDER_MARK);
    this.#tally.lines += 1;
    const decoded = decodeArrival(first ? text.slice(1) : text);
    if (decoded === null) return;
    if (typeof decoded === 'string') return this.#tally.reject(decoded);
    this.#tally.arrivals += 1;
    const unredacted = decoded.kind === 'frame' && decoded.frame !== null;
    this.#arrivals.push(unredacted ? { ...decoded, frame: this.#redact(decoded.frame) } : decoded);
  }
}
