import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { emptyColumns, type FigureColumns } from '../../figures/figure-columns.ts';
import { capabilityOf } from '../capability-row.ts';
import { FLOW_FIGURES, putFlow } from './flow-loader.ts';
import { INTERVAL_FIGURES, putInterval, putVisit, VISIT_FIGURES } from './visit-loader.ts';

/** How far behind the newest row one looks again: rows may be written a little out of order of the stream's time, ms. */
const OVERLAP_MS = 2 * 3_600_000;

const DAY_MS = 86_400_000;

const NEWEST = `SELECT MAX(
  (SELECT COALESCE(MAX(known_at), 0) FROM flow),
  (SELECT COALESCE(MAX(known_at), 0) FROM visit),
  (SELECT COALESCE(MAX(known_at), 0) FROM interval)) AS at`;

const OLDEST = `SELECT MIN(
  COALESCE((SELECT MIN(start_at) FROM flow), 9e18),
  COALESCE((SELECT MIN(end_at) FROM interval), 9e18)) AS at`;

// SQLite would otherwise go by time where it should go by what is new.
const ALL = {
  flow: 'INDEXED BY flow_figures',
  visit: 'INDEXED BY visit_by_start',
  interval: 'INDEXED BY interval_by_end',
} as const;
const NEW = {
  flow: 'INDEXED BY flow_by_known',
  visit: 'INDEXED BY visit_by_known',
  interval: 'INDEXED BY interval_by_known',
} as const;

/** A stretch of time, ms since the epoch. */
export interface ColumnSpan {
  readonly from: number;
  readonly to: number;
}

/** How many days back columns stand, and the clock, ms since the epoch. */
export interface FigureSourceSettings {
  readonly days: number;
  readonly now: () => number;
}

/**
 * Columns of a ledger, kept up to date. Loading takes some seconds a million flows; afterwards only what became known since is
 * read: by the stream's time, which does not go back. Once a day all is loaded again, so that what was pruned goes and what was
 * written from an older log comes. A question about earlier times gets columns of its own, loaded for it.
 */
export class FigureSource {
  readonly #database: DatabaseSync;
  readonly #settings: FigureSourceSettings;
  readonly #indexes = new Map<number, number>();
  /** Keys of intervals, by when they became known, as far back as one looks again. */
  readonly #recent = new Map<string, number>();
  #columns = emptyColumns();
  #from = Infinity;
  #loadedAt = -Infinity;
  #known = -Infinity;
  #version: unknown = null;

  constructor(database: DatabaseSync, settings: FigureSourceSettings) {
    this.#database = database;
    this.#settings = settings;
  }

  /** Columns that hold at least what began in the span, and intervals that overlap it. */
  columns(span: ColumnSpan): FigureColumns {
    const { now, days } = this.#settings;
    // Also where the clock was ahead, and is no longer.
    if (Math.abs(now() - this.#loadedAt) > DAY_MS) this.#begin(now() - days * DAY_MS, now());
    if (span.from < this.#from && this.#oldest() < this.#from) return this.#loaded(span);
    this.#refresh();
    return this.#columns;
  }

  /** Forgets everything: the next question loads it from `from` on. */
  #begin(from: number, at: number): void {
    this.#columns = emptyColumns();
    this.#indexes.clear();
    this.#recent.clear();
    this.#from = from;
    this.#loadedAt = at;
    this.#known = -Infinity;
    this.#version = null;
  }

  #oldest(): number {
    return Number(this.#database.prepare(OLDEST).get()?.['at'] ?? Infinity);
  }

  /** Reads what was written since, all of it in one view of the file. */
  #refresh(): void {
    const version = this.#database.prepare('PRAGMA data_version').get()?.['data_version'];
    if (version === this.#version) return;
    this.#database.exec('BEGIN');
    try {
      const since = this.#known - OVERLAP_MS;
      this.#known = Number(this.#database.prepare(NEWEST).get()?.['at'] ?? 0);
      if (since === -Infinity) this.#read(this.#columns, 'start_at >= :from', ALL, { from: this.#from });
      else
        this.#read(this.#columns, 'start_at >= :from AND known_at >= :since', NEW, {
          from: this.#from,
          since,
        });
      for (const [key, at] of this.#recent) if (this.#isPast(at)) this.#recent.delete(key);
      this.#version = version;
    } catch (error) {
      // What was read is half of it: the next question begins anew.
      this.#loadedAt = -Infinity;
      throw error;
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #loaded({ from, to }: ColumnSpan): FigureColumns {
    const columns = emptyColumns();
    this.#read(columns, 'start_at >= :from AND start_at < :to', ALL, { from, to });
    return columns;
  }

  #read(
    columns: FigureColumns,
    where: string,
    indexes: Readonly<Record<'flow' | 'visit' | 'interval', string>>,
    bound: Readonly<Record<string, number>>,
  ): void {
    const standing = columns === this.#columns;
    const indexOf = (rowId: number): number => {
      const known = standing ? this.#indexes.get(rowId) : undefined;
      const index = known ?? columns.flows.table.add();
      if (standing) this.#indexes.set(rowId, index);
      return index;
    };
    // What is read for the first time, and will not be read again, need not be remembered.
    const once = !standing || columns.states.table.size === 0;
    const isNew = (connector: number, start: number, knownAt: number): boolean =>
      (once && (!standing || this.#isPast(knownAt))) || this.#isNew(`${connector}:${start}`, knownAt);
    for (const row of this.#rows(`${FLOW_FIGURES} ${indexes.flow} WHERE ${where}`, bound))
      putFlow(columns, row, indexOf);
    for (const row of this.#rows(`${VISIT_FIGURES} ${indexes.visit} WHERE ${where}`, bound))
      putVisit(columns, row);
    const overlapping = where.replace('start_at >= :from', 'end_at > :from');
    for (const row of this.#rows(`${INTERVAL_FIGURES} ${indexes.interval} WHERE ${overlapping}`, bound))
      putInterval(columns, row, isNew);
    columns.version += 1;
    columns.incapable = this.#database
      .prepare('SELECT * FROM capability ORDER BY start_at, station, evse, connector')
      .all()
      .map(capabilityOf);
  }

  *#rows(statement: string, bound: Readonly<Record<string, number>>): Iterable<readonly SQLOutputValue[]> {
    const prepared = this.#database.prepare(statement);
    prepared.setReturnArrays(true);
    for (const row of prepared.iterate(bound)) if (Array.isArray(row)) yield row;
  }

  #isNew(key: string, knownAt: number): boolean {
    if (this.#recent.has(key)) return false;
    this.#recent.set(key, knownAt);
    return true;
  }

  #isPast(knownAt: number): boolean {
    return knownAt < this.#known - OVERLAP_MS;
  }
}
