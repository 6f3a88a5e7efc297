import type { Arrival } from '../../model/arrival.ts';
import { detectFormat, formatOf, textFormatOf } from './formats/index.ts';
import type { Decoded, FormatName, FormatSettings, LineDecoder } from './formats/format.ts';
import type { LineTally } from './line-tally.ts';
import type { LogProblem } from './log-problem.ts';

/** Lines, and characters of them, after which the format is what it looks most like. */
const ENOUGH_LINES = 200;
const ENOUGH_CHARACTERS = 256 * 1024;

/** How the lines of a log are understood. */
export interface LogReadingSettings extends FormatSettings {
  /** `auto` tells by the first lines; default. */
  readonly format?: FormatName | 'auto' | undefined;
  readonly tally: LineTally;
  readonly onArrival: (arrival: Arrival) => void;
}

/** Finds out of which format a log is and decodes its lines; holds the first ones until that is clear. */
export class LogReading {
  readonly #settings: LogReadingSettings;
  #decoder: LineDecoder | null = null;
  /** Lines before the format is known; null where one was too long. */
  #held: (string | null)[] = [];
  #characters = 0;
  /** Lines held when the format was last looked for. */
  #looked = -1;
  #openBytes = 0;
  /** Decoders of lines that are of another format than the log's first ones. */
  readonly #strangers = new Map<FormatName, LineDecoder>();

  constructor(settings: LogReadingSettings) {
    this.#settings = settings;
  }

  /** Bytes of lines taken whose arrivals have not been handed on; line breaks counted. */
  get openBytes(): number {
    if (this.#decoder !== null) return this.#openBytes;
    return this.#held.reduce((sum, line) => sum + Buffer.byteLength(line ?? '') + 1, 0);
  }

  /** Takes a line, or null for one that was too long. */
  line(text: string | null): void {
    if (this.#decoder !== null) return this.#decode(this.#decoder, text);
    this.#held.push(text);
    this.#characters += text?.length ?? 0;
  }

  /** Looks whether the format can be told by the lines held and by `sample`, lines from the log's beginning. */
  settle(sample: readonly string[], last: boolean): void {
    if (this.#decoder !== null || (this.#held.length === this.#looked && !last)) return;
    this.#looked = this.#held.length;
    const lines = [...sample, ...this.#held.filter((line) => line !== null)];
    if (lines.length === 0 && !last) return;
    const enough = last || this.#held.length >= ENOUGH_LINES || this.#characters >= ENOUGH_CHARACTERS;
    const { format: asked = 'auto', tally } = this.#settings;
    const known = lines.some((line) => line.trim() !== '');
    const found = asked === 'auto' ? detectFormat(lines, enough) : known || last ? formatOf(asked) : null;
    const format = found ?? (enough ? formatOf('jsonl') : null);
    if (format === null) return;
    tally.format = format.name;
    this.#decoder = format.open(this.#settings, lines);
    const held = this.#held;
    this.#held = [];
    for (const line of held) this.#decode(this.#decoder, line);
  }

  /** Whether rows of this log may come in any order; false while the format is not known. */
  get unordered(): boolean {
    const { format } = this.#settings.tally;
    return format !== null && formatOf(format).unordered === true;
  }

  /** The log is over. */
  end(): void {
    if (this.#held.length > 0) this.settle([], true);
    if (this.#decoder !== null) this.#take(this.#decoder.end());
    this.#openBytes = 0;
  }

  #decode(decoder: LineDecoder, text: string | null): void {
    const { tally } = this.#settings;
    tally.lines += 1;
    if (text === null) return tally.reject('too_long');
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    const decoded = decoder.decode(line);
    this.#take(isStrange(decoded) ? (this.#strange(line) ?? decoded) : decoded);
    const { pending } = decoder;
    if (pending === 0) this.#openBytes = 0;
    else this.#openBytes = (pending === 1 ? 0 : this.#openBytes) + Buffer.byteLength(text) + 1;
  }

  /** What a line that is not of the log's format gives by another one; null where it is of none, or wants more lines. */
  #strange(line: string): Decoded {
    const { format = 'auto' } = this.#settings;
    const other = format === 'auto' ? textFormatOf(line) : null;
    if (other === null) return null;
    const decoder = this.#strangers.get(other.name) ?? other.open(this.#settings, [line]);
    this.#strangers.set(other.name, decoder);
    const decoded = decoder.decode(line);
    return decoder.pending === 0 ? decoded : decoder.end();
  }

  #take(decoded: Decoded): void {
    if (decoded === null) return;
    if (isList(decoded)) for (const one of decoded) this.#one(one);
    else this.#one(decoded);
  }

  #one(decoded: Arrival | LogProblem): void {
    const { tally, onArrival } = this.#settings;
    if (typeof decoded === 'string') return tally.reject(decoded);
    tally.arrivals += 1;
    onArrival(decoded);
  }
}

/** Whether a line is none of its log's kind at all. */
const isStrange = (decoded: Decoded): boolean =>
  decoded === 'not_json' || decoded === 'not_an_object' || decoded === 'bad_row';

const isList = (decoded: Exclude<Decoded, null>): decoded is readonly (Arrival | LogProblem)[] =>
  Array.isArray(decoded);
