import { CONNECTOR_STATES } from '../../model/availability.ts';
import { Dictionary, Table } from './table.ts';

const columns = (capacity: number) => ({
  start: new Float64Array(capacity),
  end: new Float64Array(capacity),
  connector: new Uint32Array(capacity),
  /** Its number in CONNECTOR_STATES. */
  state: new Uint8Array(capacity),
  /** The row before this one of the same connector, + 1; 0 where it is the first. */
  before: new Uint32Array(capacity),
});

/** A connector, and the site of its latest interval. */
export interface ColumnConnector {
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  site: string;
  latest: number;
  /** Its newest row + 1; 0: it has none. */
  newest: number;
}

const STATES = CONNECTOR_STATES.length;
/** Rows that are summed up together by themselves: three days of ten thousand stations. */
const CHUNK = 262_144;

/** Rows that came one after the other: when they lie, and how long each connector was in each state. */
interface Chunk {
  readonly from: number;
  readonly to: number;
  /** ms, of connector c in state s at c × states + s; of as many connectors as had a row by then. */
  readonly times: Float64Array;
  /** Connectors with a row. */
  readonly seen: Uint8Array;
}

/** One interval of a connector. */
export interface StateRow {
  /** ms since the epoch. */
  readonly start: number;
  readonly end: number;
  /** The number of the connector. */
  readonly connector: number;
  /** In CONNECTOR_STATES. */
  readonly state: number;
}

/** What connectors did in a stretch of time. */
export interface StateSums {
  /** ms, of connector c in state s at c × states + s. */
  readonly times: Float64Array;
  /** 1 where a connector has an interval in that time. */
  readonly seen: Uint8Array;
}

/** Intervals of state as columns, 25 bytes each; rows are added, and never change. */
export class StateColumns {
  readonly table = new Table(columns);
  readonly connectors = new Dictionary<ColumnConnector>();
  readonly #chunks: Chunk[] = [];
  readonly #chunk: number;

  /** `chunk`: rows that are summed up together. */
  constructor(chunk = CHUNK) {
    this.#chunk = chunk;
  }

  add({ start, end, connector, state }: StateRow): void {
    const place = this.connectors.values[connector];
    if (place === undefined) return;
    const index = this.table.add();
    const rows = this.table.columns;
    rows.start[index] = start;
    rows.end[index] = end;
    rows.connector[index] = connector;
    rows.state[index] = state;
    rows.before[index] = place.newest;
    place.newest = index + 1;
    if (this.table.size % this.#chunk === 0) this.#chunks.push(this.#sumUp(this.table.size - this.#chunk));
  }

  /** Time of all connectors by state within [from, to). Whole chunks are added as they are, so that a month is no longer than a day. */
  sums(from: number, to: number): StateSums {
    const times = new Float64Array(this.connectors.values.length * STATES);
    const seen = new Uint8Array(this.connectors.values.length);
    this.#chunks.forEach((chunk, number) => {
      if (chunk.to <= from || chunk.from >= to) return;
      if (chunk.from < from || chunk.to > to)
        return this.#addRows({ times, seen }, from, to, number * this.#chunk, (number + 1) * this.#chunk);
      for (let cell = 0; cell < chunk.times.length; cell += 1)
        times[cell] = (times[cell] ?? 0) + (chunk.times[cell] ?? 0);
      for (let place = 0; place < chunk.seen.length; place += 1) if (chunk.seen[place] === 1) seen[place] = 1;
    });
    this.#addRows({ times, seen }, from, to, this.#chunks.length * this.#chunk, this.table.size);
    return { times, seen };
  }

  /** The intervals of one connector, the last that was added first. */
  *of(connector: number): Iterable<StateRow> {
    const { start, end, state, before } = this.table.columns;
    for (let row = this.connectors.values[connector]?.newest ?? 0; row > 0; row = before[row - 1] ?? 0)
      yield { start: start[row - 1] ?? 0, end: end[row - 1] ?? 0, connector, state: state[row - 1] ?? 0 };
  }

  /** Adds rows `first` to `last` (not included), as far as they are within the time. */
  #addRows({ times, seen }: StateSums, from: number, to: number, first: number, last: number): void {
    const { start, end, connector, state } = this.table.columns;
    for (let index = first; index < last; index += 1) {
      const began = start[index] ?? 0;
      const ended = end[index] ?? 0;
      // As the ledger: what overlaps the time asked for.
      if (ended <= from || began >= to) continue;
      const place = connector[index] ?? 0;
      const cell = place * STATES + (state[index] ?? 0);
      const time = (ended < to ? ended : to) - (began > from ? began : from);
      seen[place] = 1;
      if (time > 0) times[cell] = (times[cell] ?? 0) + time;
    }
  }

  #sumUp(first: number): Chunk {
    const size = this.connectors.values.length;
    const sums = { times: new Float64Array(size * STATES), seen: new Uint8Array(size) };
    this.#addRows(sums, -Infinity, Infinity, first, first + this.#chunk);
    const { start, end } = this.table.columns;
    let [from, to] = [Infinity, -Infinity];
    for (let index = first; index < first + this.#chunk; index += 1) {
      from = Math.min(from, start[index] ?? 0);
      to = Math.max(to, end[index] ?? 0);
    }
    return { from, to, ...sums };
  }
}
