import type { Arrival, Direction } from '../../../model/arrival.ts';
import type { SettledFlow } from '../../../model/flow.ts';
import { readFrame } from '../../../ocpp/frame.ts';
import { parseTime } from '../../../ocpp/time.ts';
import { printable } from '../../../ledger/report/render/words.ts';
import { tellingFields } from './telling-fields.ts';

/** How much before and after a flow is shown. */
export const MARGIN_MS = 30_000;
const FIRST_SHOWN = 120;
const LAST_SHOWN = 80;
const MOST_CALLS = 1_000;
const LONGEST_ACTION = 40;
/** A hashed identity. */
const HASH = /~[0-9a-f]{16}/g;

/** One frame or event of the connection, as it is printed. */
export interface ShownFrame {
  readonly receivedAt: number;
  readonly eventAt: number | null;
  readonly direction: Direction | null;
  readonly what: string;
  readonly fields: string;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const eventTimeOf = (payload: unknown): number | null => {
  if (!isFields(payload)) return null;
  const { timestamp, meterValue } = payload;
  const first: unknown = Array.isArray(meterValue) ? meterValue[0] : undefined;
  return parseTime(timestamp ?? (isFields(first) ? first['timestamp'] : undefined));
};

const took = (ms: number): string => (Math.abs(ms) < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

const word = (text: string): string =>
  printable(text.length > LONGEST_ACTION ? `${text.slice(0, LONGEST_ACTION)}…` : text);

/** Collects what a station and its backend said around one flow: the first and the last of it, or all. */
export class FrameWindow {
  readonly #flow: SettledFlow;
  readonly #all: boolean;
  readonly #calls = new Map<
    string,
    { readonly action: string; readonly at: number; readonly shown: boolean }
  >();
  readonly #first: ShownFrame[] = [];
  #last: ShownFrame[] = [];
  #left = 0;
  /** Hashes change with their key; numbers in order of appearance do not. */
  readonly #identities = new Map<string, number>();

  constructor(flow: SettledFlow, all: boolean) {
    this.#flow = flow;
    this.#all = all;
  }

  add(arrival: Arrival): void {
    if (arrival.kind !== 'frame' && arrival.kind !== 'connection') return;
    if (arrival.station !== this.#flow.station) return;
    const shown = arrival.kind === 'frame' ? this.#frame(arrival) : this.#connection(arrival);
    if (shown !== null) this.#keep(shown);
  }

  /** What is shown, in order of receipt as logged, and how many frames were left out between the two parts. */
  frames(): {
    readonly first: readonly ShownFrame[];
    readonly left: number;
    readonly last: readonly ShownFrame[];
  } {
    const over = this.#last.length - LAST_SHOWN;
    if (over > 0 && !this.#all) this.#drop(over);
    return { first: this.#first, left: this.#left, last: this.#last };
  }

  #connection(arrival: Extract<Arrival, { kind: 'connection' }>): ShownFrame | null {
    if (!this.#isIn(arrival.receivedAt)) return null;
    const { event, code, protocol, receivedAt } = arrival;
    const fields = [
      ...(code === undefined ? [] : [`code=${code}`]),
      ...(protocol === undefined ? [] : [protocol]),
    ];
    return { receivedAt, eventAt: null, direction: null, what: event, fields: printable(fields.join(' ')) };
  }

  #frame({ receivedAt, direction, frame }: Extract<Arrival, { kind: 'frame' }>): ShownFrame | null {
    const read = readFrame(frame);
    const eventAt = read.type === 'call' || read.type === 'send' ? eventTimeOf(read.payload) : null;
    const inWindow = this.#isIn(receivedAt) || (eventAt !== null && this.#isIn(eventAt));
    const base = { receivedAt, eventAt, direction };
    if (read.type === 'unreadable') return inWindow ? { ...base, what: 'unreadable', fields: '' } : null;
    if (read.type === 'call' || read.type === 'send') {
      if (read.type === 'call') this.#remember(`${read.id}@${direction}`, read.action, receivedAt, inWindow);
      return inWindow ? { ...base, what: word(read.action), fields: tellingFields(read.payload) } : null;
    }
    const key = `${read.id}@${direction === 'from_station' ? 'to_station' : 'from_station'}`;
    const call = this.#calls.get(key);
    this.#calls.delete(key);
    // An answer is shown with its call, however late it came.
    if (!inWindow && call?.shown !== true) return null;
    const wait = call === undefined ? '' : ` after ${took(receivedAt - call.at)}`;
    const verb = read.type === 'result' ? 'answer to' : 'ERROR to';
    const code = read.type === 'error' && typeof frame?.[2] === 'string' ? word(frame[2]) : '';
    const what = `${verb} ${word(call?.action ?? 'no known call')}${wait}`;
    return { ...base, what, fields: read.type === 'result' ? tellingFields(read.payload) : code };
  }

  #remember(key: string, action: string, at: number, shown: boolean): void {
    this.#calls.delete(key);
    this.#calls.set(key, { action, at, shown });
    if (this.#calls.size <= MOST_CALLS) return;
    const oldest = this.#calls.keys().next();
    if (oldest.done !== true) this.#calls.delete(oldest.value);
  }

  #isIn(at: number): boolean {
    return at >= this.#flow.start - MARGIN_MS && at <= this.#flow.end + MARGIN_MS;
  }

  #keep({ fields, ...rest }: ShownFrame): void {
    const shown = { ...rest, fields: fields.replace(HASH, (hash) => this.#identity(hash)) };
    if (this.#all || this.#first.length < FIRST_SHOWN) {
      this.#first.push(shown);
      return;
    }
    this.#last.push(shown);
    if (this.#last.length >= 4 * LAST_SHOWN) this.#drop(this.#last.length - LAST_SHOWN);
  }

  #identity(hash: string): string {
    const known = this.#identities.get(hash) ?? this.#identities.size + 1;
    this.#identities.set(hash, known);
    return `identity-${known}`;
  }

  #drop(count: number): void {
    this.#last = this.#last.slice(count);
    this.#left += count;
  }
}
