import type { Arrival, Direction } from '../../../model/arrival.ts';
import type { Decoded, FormatSettings, LineDecoder } from '../formats/format.ts';
import type { LogProblem } from '../log-problem.ts';
import { isStationName } from '../station-name.ts';
import { LogClock } from '../time/log-clock.ts';
import { Directions } from './directions.ts';
import { findFrame, JsonEnd, parseFrame } from './frame-in-text.ts';

/** A frame that does not end within so much is cut off. */
const LONGEST_FRAME = 1024 * 1024;
const MOST_LINES = 5_000;
/** Nobody writes more than this around a frame; longer texts are not searched for words. */
export const LONGEST_CONTEXT = 2_000;

/** What stands around a frame. */
export interface FrameContext {
  readonly at: number | null;
  readonly station: string | undefined;
  /** Which way it went if this is a backend's log; null when the line does not say. */
  readonly said: Direction | null;
}

/** What makes one kind of text log different from the others. */
export interface TextLog {
  /** Reads what stands before and behind a frame on its line; `no_frame` where it only repeats one of another line. */
  context(before: string, after: string, clock: LogClock): FrameContext | 'no_frame';
  /** Reads a line without a frame: an event of the connection, or `no_frame` or `unknown_shape`. */
  other(line: string, clock: LogClock): Arrival | LogProblem;
  /** A line of the user's `station` counts even where one seems to be named. */
  readonly guessesStation?: boolean;
}

/** A frame whose end has not come yet. */
interface OpenFrame {
  readonly before: string;
  readonly head: string;
  readonly end: JsonEnd;
  text: string;
  lines: number;
}

/** The beginning of a line without its time and arrow: what a frame that is wrapped repeats on its next line. */
const headOf = (before: string, clock: LogClock): string => {
  const time = clock.find(before);
  const rest = time === null ? before : before.slice(0, time.from) + before.slice(time.to);
  return rest.replace(/[\s<>=→←-]+$/, '');
};

/** Decodes a text log with one frame a line, or a frame over several lines, bare or each with the line's prefix. */
export class FrameLines implements LineDecoder {
  readonly #log: TextLog;
  readonly #settings: FormatSettings;
  readonly #clock: LogClock;
  readonly #directions = new Directions();
  #open: OpenFrame | null = null;
  /** The line before, where it had a time and no frame. */
  #lead: string | null = null;

  constructor(log: TextLog, settings: FormatSettings, sample: readonly string[] = []) {
    this.#log = log;
    this.#settings = settings;
    this.#clock = new LogClock(settings.zone, sample);
  }

  get pending(): number {
    return this.#open?.lines ?? 0;
  }

  decode(line: string): Decoded {
    if (this.#open !== null) {
      const more = this.#continuation(line, this.#open);
      if (more !== null) return this.#append(more, this.#open);
      const cut = this.#frame(this.#open.before, '', null);
      this.#open = null;
      return [cut, ...listOf(this.decode(line))];
    }
    const found = findFrame(line);
    if (found === null || found.before.length > LONGEST_CONTEXT) {
      if (line.trim() === '') return null;
      const start = line.slice(0, LONGEST_CONTEXT);
      this.#lead = this.#clock.find(start) === null ? null : start;
      return this.#log.other(start, this.#clock);
    }
    if (found.closed) return this.#frame(this.#led(found.before), found.after, parseFrame(found.text));
    // A line that only quotes a frame must not swallow the lines behind it.
    if (this.#log.context(found.before, '', this.#clock) === 'no_frame') return 'no_frame';
    const [head, end] = [headOf(found.before, this.#clock), new JsonEnd()];
    end.find(found.text);
    this.#open = { before: this.#led(found.before), head, end, text: found.text, lines: 1 };
    return null;
  }

  end(): Decoded {
    if (this.#open === null) return null;
    const cut = this.#frame(this.#open.before, '', null);
    this.#open = null;
    return cut;
  }

  /** What stands before a frame; where that is no time, the line before it belongs to it, too. */
  #led(before: string): string {
    const lead = this.#lead;
    this.#lead = null;
    return lead === null || this.#clock.find(before) !== null ? before : `${lead} ${before}`;
  }

  /** What a line adds to an open frame; null when it is a line of its own. */
  #continuation(line: string, open: OpenFrame): string | null {
    if (open.lines >= MOST_LINES || open.text.length + line.length > LONGEST_FRAME) return null;
    const time = this.#clock.find(line.slice(0, LONGEST_CONTEXT));
    const begins = time !== null && !/["{}]/.test(line.slice(0, time.from));
    if (!begins) return findFrame(line) === null ? `\n${line}` : null;
    const rest = line.slice(0, time.from) + line.slice(time.to);
    if (!rest.startsWith(open.head) || open.head.trim() === '') return null;
    const more = rest.slice(open.head.length);
    return findFrame(more) === null ? more : null;
  }

  #append(more: string, open: OpenFrame): Decoded {
    const end = open.end.find(more);
    open.text += more.slice(0, end ?? undefined);
    open.lines += 1;
    if (end === null) return null;
    this.#open = null;
    return this.#frame(open.before, more.slice(end), parseFrame(open.text));
  }

  #frame(before: string, after: string, frame: readonly unknown[] | null): Arrival | LogProblem {
    const context = this.#log.context(before, after.slice(0, LONGEST_CONTEXT), this.#clock);
    if (context === 'no_frame') return context;
    const { at, station: named, said } = context;
    if (at === null) return 'bad_time';
    const { station: given, fileStation } = this.#settings;
    const station = this.#log.guessesStation === true ? (given ?? named) : (named ?? given);
    const name = station ?? fileStation;
    if (!isStationName(name)) return 'bad_station';
    const direction = this.#directions.of(name, frame, said);
    if (direction === null) return 'bad_direction';
    return { kind: 'frame', receivedAt: at, station: name, direction, frame };
  }
}

const listOf = (decoded: Decoded): readonly (Arrival | LogProblem)[] => {
  if (decoded === null) return [];
  return typeof decoded === 'string' || 'kind' in decoded ? [decoded] : decoded;
};
