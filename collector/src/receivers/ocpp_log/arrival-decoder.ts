import type { Arrival } from '../../model/arrival.ts';
import type { FormatName, FormatSettings } from './formats/format.ts';
import { isJsonDocument, JsonRecordReader } from './json-record-reader.ts';
import { LineReader } from './line-reader.ts';
import type { LineTally } from './line-tally.ts';
import { LogReading } from './log-reading.ts';

/** Takes identities out of a frame. Must leave a frame as it is that it made itself: journals are read again. */
export type Redact = (frame: readonly unknown[]) => readonly unknown[] | null;

/** What the decoder is given. */
export interface ArrivalDecoderSettings extends Omit<FormatSettings, 'fileStation'> {
  readonly redact: Redact;
  readonly tally: LineTally;
  /** Lines above this are skipped; default 4 MiB. */
  readonly maxLineBytes?: number;
  /** Of which format the log is; `auto`, the default, tells by its first lines. */
  readonly format?: FormatName | 'auto' | undefined;
}

/** Where the bytes come from. */
export interface DecodedSource {
  /** The log's beginning, uncompressed, where it is at hand; reading may begin later. */
  readonly head?: Buffer | undefined;
  readonly fileStation?: string | undefined;
}

const MAX_LINE_BYTES = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** Bytes of an `ocpp_log` of any format in, redacted arrivals out; bad lines are counted in the tally. */
export class ArrivalDecoder {
  readonly #settings: ArrivalDecoderSettings;
  readonly #reading: LogReading;
  readonly #sample: readonly string[];
  #reader: LineReader | JsonRecordReader | null = null;
  #begin = Buffer.alloc(0);
  #first = true;
  #arrivals: Arrival[] = [];

  constructor(settings: ArrivalDecoderSettings, { head, fileStation }: DecodedSource = {}) {
    this.#settings = settings;
    const onArrival = (arrival: Arrival): void => void this.#arrivals.push(this.#redacted(arrival));
    this.#reading = new LogReading({ ...settings, fileStation, onArrival });
    this.#sample = head === undefined ? [] : sampleOf(head);
    if (head === undefined) return;
    this.#choose(head, false);
    this.#reading.settle(this.#sample, false);
  }

  /** Bytes up to behind the last line, or record, whose arrivals were handed on. */
  get consumed(): number {
    if (this.#reader === null) return 0;
    const { openBytes } = this.#reading;
    if (this.#reader instanceof JsonRecordReader) return openBytes > 0 ? 0 : this.#reader.consumed;
    return Math.max(0, this.#reader.consumed - openBytes);
  }

  /** Whether rows of this log may come in any order. */
  get unordered(): boolean {
    return this.#reading.unordered;
  }

  /** The arrivals of the lines that this chunk completes; the chunk may be reused afterwards. */
  push(chunk: Buffer): readonly Arrival[] {
    if (this.#reader !== null) this.#reader.push(chunk);
    else {
      this.#begin = Buffer.concat([this.#begin, chunk]);
      this.#choose(this.#begin, false)?.push(this.#begin);
    }
    this.#reading.settle(this.#sample, false);
    return this.#take();
  }

  /** The arrivals of what is left: a last line without line break, lines held because the format was not clear. */
  end(): readonly Arrival[] {
    if (this.#reader === null) this.#choose(this.#begin, true)?.push(this.#begin);
    this.#reader?.end();
    this.#reading.settle(this.#sample, true);
    this.#reading.end();
    return this.#take();
  }

  /** Lines or a JSON document; null while it cannot be told. */
  #choose(head: Buffer, last: boolean): LineReader | JsonRecordReader | null {
    const document = isJsonDocument(head) ?? (last ? false : null);
    if (document === null) return null;
    const { maxLineBytes = MAX_LINE_BYTES, tally } = this.#settings;
    const sink = {
      line: (text: string): void => this.#line(text),
      tooLong: (): void => this.#reading.line(null),
    };
    // Lines of a document are counted by its line breaks, not by its records.
    this.#reader = document
      ? new JsonRecordReader(
          sink,
          maxLineBytes,
          (count) => (tally.lineBreaks = (tally.lineBreaks ?? 0) + count),
        )
      : new LineReader(sink, maxLineBytes);
    return this.#reader;
  }

  #take(): readonly Arrival[] {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    return arrivals;
  }

  #line(text: string): void {
    const marked = this.#first && text.startsWith(BYTE_ORDER_MARK);
    this.#first = false;
    this.#reading.line(marked ? text.slice(1) : text);
  }

  #redacted(arrival: Arrival): Arrival {
    if (arrival.kind !== 'frame' || arrival.frame === null) return arrival;
    return { ...arrival, frame: this.#settings.redact(arrival.frame) };
  }
}

/** The complete lines, or records, of a log's beginning. */
function sampleOf(head: Buffer): readonly string[] {
  const lines: string[] = [];
  const sink = { line: (text: string): void => void lines.push(text), tooLong: (): void => undefined };
  const document = isJsonDocument(head) === true;
  const reader = document
    ? new JsonRecordReader(sink, head.length, () => undefined)
    : new LineReader(sink, head.length);
  reader.push(head);
  if (lines.length === 0) reader.end();
  return lines.map((line) => line.replace(/^\ufeff|\r$/g, ''));
}
