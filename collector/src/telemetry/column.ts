import type { Exemplar, ExtraLabels, FamilyView } from './collection.ts';
import { labelText } from './label-text.ts';
import type { LabelSet } from './label-set.ts';
import { isCumulative, type MetricSpec } from './metric-spec.ts';

/** Distinguishes the series of one label set: the column and its further labels in one small integer. */
const EXTRAS_PER_COLUMN = 1 << 20;

/** Plain form of a column. Rows are in order; `-1` = not running. */
export interface ColumnSnapshot {
  readonly metric: string;
  readonly extras: readonly (readonly string[])[];
  readonly sets: readonly number[];
  readonly extra: readonly number[];
  readonly values: readonly number[];
  readonly since: readonly number[];
  /** Collections that had been made when the row was. */
  readonly born: readonly number[];
  readonly buckets: readonly number[];
  readonly exemplars: readonly (readonly [number, string, number, number])[];
}

/**
 * All series of one metric, side by side in typed arrays. Seconds are kept as whole milliseconds, so that adding up
 * stretches of time is exact. Deleting moves the last row into the gap.
 */
export class Column {
  readonly spec: MetricSpec;
  readonly name: string;
  readonly #keyBase: number;
  /** Buckets of a histogram, +Inf included; 0 otherwise. */
  readonly #width: number;
  /** Exemplars that a row can have. */
  readonly #slots: number;
  readonly #extraByKey = new Map<string, ExtraLabels>();
  #count = 0;
  #sets: LabelSet[] = [];
  #extra: ExtraLabels[] = [];
  #values = new Float64Array(16);
  #since = new Float64Array(0);
  #born = new Uint32Array(16);
  #buckets = new Float64Array(0);
  #exemplars: (Exemplar | undefined)[] = [];

  constructor(index: number, name: string, spec: MetricSpec) {
    this.#keyBase = index * EXTRAS_PER_COLUMN;
    this.name = name;
    this.spec = spec;
    this.#width = spec.buckets === undefined ? 0 : spec.buckets.length + 1;
    this.#slots = Math.max(1, this.#width);
    if (spec.kind === 'seconds') this.#since = new Float64Array(16).fill(-1);
    this.#buckets = new Float64Array(16 * this.#width);
  }

  get count(): number {
    return this.#count;
  }

  /** Prometheus series that one row stands for. */
  get seriesPerRow(): number {
    return this.#width === 0 ? 1 : this.#width + 2;
  }

  /** The further labels' values, interned. */
  extraOf(values: readonly string[]): ExtraLabels {
    const id = values.length === 1 ? (values[0] ?? '') : values.join('\u0000');
    let extra = this.#extraByKey.get(id);
    if (extra === undefined) {
      extra = {
        index: this.#extraByKey.size,
        values,
        text: labelText(Object.keys(this.spec.labels), values),
      };
      this.#extraByKey.set(id, extra);
    }
    return extra;
  }

  find(set: LabelSet, extra: ExtraLabels): number {
    return set.rowOf(this.#keyBase + extra.index);
  }

  /** `born`: collections made so far. */
  create(set: LabelSet, extra: ExtraLabels, born: number): number {
    const row = this.#count;
    if (row === this.#values.length) this.#grow();
    this.#count += 1;
    this.#sets.push(set);
    this.#extra.push(extra);
    this.#values[row] = 0;
    this.#born[row] = born;
    if (this.spec.kind === 'seconds') this.#since[row] = -1;
    this.#buckets.fill(0, row * this.#width, (row + 1) * this.#width);
    if (this.spec.exemplars === true)
      for (let at = 0; at < this.#slots; at += 1) this.#exemplars.push(undefined);
    set.add(this.#keyBase + extra.index, row);
    return row;
  }

  add(row: number, by: number): void {
    this.#values[row] = (this.#values[row] ?? 0) + by;
  }

  setValue(row: number, value: number): void {
    this.#values[row] = value;
  }

  /** Starts a series of seconds; one that runs already goes on. */
  run(row: number, now: number): void {
    if ((this.#since[row] ?? -1) < 0) this.#since[row] = now;
  }

  /** Stops a series of seconds and keeps what it counted. */
  halt(row: number, now: number): void {
    const since = this.#since[row] ?? -1;
    if (since < 0) return;
    this.add(row, Math.max(0, now - since));
    this.#since[row] = -1;
  }

  observe(row: number, value: number, exemplar: Exemplar | undefined): void {
    const bounds = this.spec.buckets ?? [];
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? Infinity)) bucket += 1;
    const at = row * this.#width + bucket;
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
    this.add(row, value);
    if (exemplar !== undefined && this.spec.exemplars === true) this.#exemplars[at] = exemplar;
  }

  exemplify(row: number, exemplar: Exemplar): void {
    if (this.spec.exemplars === true) this.#exemplars[row] = exemplar;
  }

  /** Forgets every series of this column that `set` has. */
  drop(set: LabelSet): void {
    for (const key of set.keys.filter((candidate) => this.#owns(candidate))) this.#remove(set, key);
  }

  /** Forgets one series. */
  forget(set: LabelSet, extra: ExtraLabels): void {
    this.#remove(set, this.#keyBase + extra.index);
  }

  /**
   * What may be seen now by who knows what was born before `known` collections: 0 where that is the first that it sees
   * of a series, so that no first increment is lost.
   */
  view(known: number, now: number, start: number): FamilyView {
    const values = this.#values.slice(0, this.#count);
    const buckets = this.#width === 0 ? null : this.#buckets.slice(0, this.#count * this.#width);
    const exemplars = this.spec.exemplars === true ? this.#exemplars.slice() : null;
    const cumulative = isCumulative(this.spec.kind);
    for (let row = 0; row < this.#count; row += 1) {
      const isNew = cumulative && (this.#born[row] ?? 0) >= known;
      if (isNew) {
        values[row] = 0;
        buckets?.fill(0, row * this.#width, (row + 1) * this.#width);
        exemplars?.fill(undefined, row * this.#slots, (row + 1) * this.#slots);
      } else if (this.spec.kind === 'seconds') {
        values[row] = this.#milliseconds(row, now) / 1000;
      }
    }
    const { spec } = this;
    const [sets, extras] = [this.#sets.slice(), this.#extra.slice()];
    return {
      spec,
      start,
      time: now,
      count: this.#count,
      sets,
      extras,
      values,
      bucketCounts: buckets,
      exemplars,
    };
  }

  snapshot(setIndex: ReadonlyMap<LabelSet, number>): ColumnSnapshot {
    const exemplars: (readonly [number, string, number, number])[] = [];
    this.#exemplars.forEach((exemplar, at) => {
      if (exemplar !== undefined) exemplars.push([at, exemplar.traceId, exemplar.value, exemplar.time]);
    });
    return {
      metric: this.name,
      extras: [...this.#extraByKey.values()].map((extra) => extra.values),
      sets: this.#sets.map((set) => setIndex.get(set) ?? -1),
      extra: this.#extra.map((extra) => extra.index),
      values: [...this.#values.subarray(0, this.#count)],
      since: [...this.#since.subarray(0, this.#since.length === 0 ? 0 : this.#count)],
      born: [...this.#born.subarray(0, this.#count)],
      buckets: [...this.#buckets.subarray(0, this.#count * this.#width)],
      exemplars,
    };
  }

  /** Fills a fresh column. */
  restore(from: ColumnSnapshot, sets: readonly LabelSet[]): void {
    const extras = from.extras.map((values) => this.extraOf(values));
    from.sets.forEach((setAt, index) => {
      const set = sets[setAt];
      const extra = extras[from.extra[index] ?? -1];
      if (set === undefined || extra === undefined) return;
      const row = this.create(set, extra, from.born[index] ?? 0);
      this.#values[row] = from.values[index] ?? 0;
      if (this.spec.kind === 'seconds') this.#since[row] = from.since[index] ?? -1;
      for (let at = 0; at < this.#width; at += 1) {
        this.#buckets[row * this.#width + at] = from.buckets[index * this.#width + at] ?? 0;
      }
    });
    for (const [at, traceId, value, time] of from.exemplars) this.#exemplars[at] = { traceId, value, time };
  }

  #owns(key: number): boolean {
    return key >= this.#keyBase && key < this.#keyBase + EXTRAS_PER_COLUMN;
  }

  #milliseconds(row: number, now: number): number {
    const since = this.#since[row] ?? -1;
    return (this.#values[row] ?? 0) + (since < 0 ? 0 : Math.max(0, now - since));
  }

  #remove(set: LabelSet, key: number): void {
    const row = set.rowOf(key);
    const last = this.#count - 1;
    const lastSet = this.#sets[last];
    if (row < 0 || lastSet === undefined) return;
    const lastExtra = this.#extra[last];
    if (row !== last && lastExtra !== undefined) {
      this.#sets[row] = lastSet;
      this.#extra[row] = lastExtra;
      this.#values[row] = this.#values[last] ?? 0;
      this.#born[row] = this.#born[last] ?? 0;
      if (this.spec.kind === 'seconds') this.#since[row] = this.#since[last] ?? -1;
      this.#buckets.copyWithin(row * this.#width, last * this.#width, (last + 1) * this.#width);
      lastSet.move(this.#keyBase + lastExtra.index, row);
    }
    if (this.spec.exemplars === true) {
      this.#exemplars.copyWithin(row * this.#slots, last * this.#slots, (last + 1) * this.#slots);
      this.#exemplars.length = last * this.#slots;
    }
    set.remove(key);
    this.#sets.pop();
    this.#extra.pop();
    this.#count = last;
  }

  #grow(): void {
    const size = this.#values.length * 2;
    this.#values = enlarge(this.#values, size);
    this.#buckets = enlarge(this.#buckets, size * this.#width);
    if (this.spec.kind === 'seconds') this.#since = enlarge(this.#since, size);
    const born = new Uint32Array(size);
    born.set(this.#born);
    this.#born = born;
  }
}

const enlarge = (from: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> => {
  const to = new Float64Array(size);
  to.set(from);
  return to;
};
