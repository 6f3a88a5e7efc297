import type { Collection, Exemplar } from './collection.ts';
import { Column, type ColumnSnapshot } from './column.ts';
import { type LabelSet, LabelSets } from './label-set.ts';
import type { MetricSpec, Scope } from './metric-spec.ts';
import { ReaderBook, type ReaderBookSnapshot } from './reader-book.ts';
import { METRIC_ROWS, type MetricName } from './metric-table.ts';
import { SCOPES } from './metric-spec.ts';

/** Plain form of all series; `sets` are `[scope, changedAt, ...values]`. */
export interface SeriesSnapshot {
  readonly sets: readonly (readonly [string, number, readonly string[]])[];
  readonly columns: readonly ColumnSnapshot[];
  readonly refused: number;
  readonly readers: ReaderBookSnapshot;
}

const NO_LABELS: readonly string[] = [];

/**
 * Every series of every metric, and the limit on their number. What moves them, and when, is decided elsewhere.
 * `now` is stream time in ms. An update of a series that the limit refuses is dropped and counted.
 */
export class Series {
  readonly #limit: number;
  readonly #onLimit: () => void;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #sets = new LabelSets();
  readonly readers = new ReaderBook();
  #count = 0;
  #refused = 0;
  now = 0;

  constructor(limit: number, onLimit: () => void) {
    this.#limit = limit;
    this.#onLimit = onLimit;
    this.#columns = new Map(
      METRIC_ROWS.map(([name, spec]: readonly [string, MetricSpec], index) => [
        name,
        new Column(index, name, spec),
      ]),
    );
  }

  /** Prometheus series held. */
  get count(): number {
    return this.#count;
  }

  /** Updates and series refused because of the limit. */
  get refused(): number {
    return this.#refused;
  }

  get isFull(): boolean {
    return this.#count >= this.#limit;
  }

  /** The place with these label values, made when new. */
  place(scope: Scope, values: readonly string[]): LabelSet {
    return this.#sets.intern(scope, values, this.now);
  }

  findPlace(scope: Scope, values: readonly string[]): LabelSet | undefined {
    return this.#sets.find(scope, values);
  }

  places(): Iterable<LabelSet> {
    return this.#sets.all();
  }

  /** Counts something that found no room. */
  refuse(): void {
    this.#refused += 1;
    if (this.#refused === 1) this.#onLimit();
  }

  /** Makes the series exist, at 0. */
  publish(metric: MetricName, place: LabelSet, labels: readonly string[] = NO_LABELS): void {
    this.#row(metric, place, labels);
  }

  add(metric: MetricName, place: LabelSet, labels: readonly string[], by: number, exemplar?: Exemplar): void {
    const { column, row } = this.#row(metric, place, labels);
    if (row < 0 || !(by >= 0) || by === Infinity) return;
    place.changedAt = this.now;
    column.add(row, by);
    if (exemplar !== undefined) column.exemplify(row, exemplar);
  }

  set(metric: MetricName, place: LabelSet, labels: readonly string[], value: number): void {
    const { column, row } = this.#row(metric, place, labels);
    if (row >= 0 && Number.isFinite(value)) column.setValue(row, value);
  }

  /** Takes a gauge away: its value is not known any more. */
  unset(metric: MetricName, place: LabelSet, labels: readonly string[]): void {
    const column = this.#columns.get(metric);
    if (column === undefined) return;
    const before = column.count;
    column.forget(place, column.extraOf(labels));
    this.#count -= (before - column.count) * column.seriesPerRow;
  }

  observe(
    metric: MetricName,
    place: LabelSet,
    labels: readonly string[],
    value: number,
    exemplar?: Exemplar,
  ): void {
    if (!(value >= 0) || value === Infinity) return;
    const { column, row } = this.#row(metric, place, labels);
    if (row < 0) return;
    place.changedAt = this.now;
    column.observe(row, value, exemplar);
  }

  /** Lets a series of seconds run from now on, or stops it. */
  run(metric: MetricName, place: LabelSet, labels: readonly string[], isRunning: boolean): void {
    const { column, row } = this.#row(metric, place, labels);
    if (row < 0) return;
    if (isRunning) column.run(row, this.now);
    else column.halt(row, this.now);
  }

  /** Forgets a place with all its series. */
  drop(place: LabelSet): void {
    for (const column of this.#columns.values()) {
      const before = column.count;
      column.drop(place);
      this.#count -= (before - column.count) * column.seriesPerRow;
    }
    this.#sets.delete(place);
  }

  view(reader: number, start: number): Collection {
    const known = this.readers.knownTo(reader);
    return [...this.#columns.values()].map((column) => column.view(known, this.now, start));
  }

  snapshot(): SeriesSnapshot {
    const sets = [...this.#sets.all()];
    const index = new Map(sets.map((set, at) => [set, at]));
    return {
      sets: sets.map((set) => [set.scope, set.changedAt, set.values]),
      columns: [...this.#columns.values()].map((column) => column.snapshot(index)),
      refused: this.#refused,
      readers: this.readers.snapshot(),
    };
  }

  /** Fills an empty object; metrics and scopes that no longer exist are left out. */
  restore(from: SeriesSnapshot): void {
    const sets = from.sets.flatMap(([scope, changedAt, values]) =>
      isScope(scope) ? [this.#sets.intern(scope, values, changedAt)] : [],
    );
    for (const snapshot of from.columns) this.#columns.get(snapshot.metric)?.restore(snapshot, sets);
    this.#count = [...this.#columns.values()].reduce(
      (sum, column) => sum + column.count * column.seriesPerRow,
      0,
    );
    this.#refused = from.refused;
    this.readers.restore(from.readers);
  }

  #row(metric: MetricName, place: LabelSet, labels: readonly string[]): { column: Column; row: number } {
    const column = this.#columns.get(metric);
    if (column === undefined) throw new Error(`no metric ${metric}`);
    const extra = column.extraOf(labels);
    const found = column.find(place, extra);
    if (found >= 0) return { column, row: found };
    if (this.#count + column.seriesPerRow > this.#limit) {
      this.refuse();
      return { column, row: -1 };
    }
    this.#count += column.seriesPerRow;
    return { column, row: column.create(place, extra, this.readers.collections) };
  }
}

const isScope = (scope: string): scope is Scope => scope in SCOPES;
