import type { ExtraLabels, FamilyView } from '@firstcharge/collector/telemetry/collection.ts';
import { valueText } from '@firstcharge/collector/telemetry/exposition.ts';
import type { LabelSet } from '@firstcharge/collector/telemetry/label-set.ts';
import type { MetricSpec } from '@firstcharge/collector/telemetry/metric-spec.ts';

/** When series that are written at the same moments moved and were written, ms; so numerators never run ahead. */
export interface Rest {
  /** One of them has left 0. */
  isAwake: boolean;
  movedAt: number;
  writtenAt: number;
}

const joined = (labels: readonly string[]): string => labels.filter((text) => text !== '').join(',');

/** One series, or one histogram, of the history, with what it showed when it was last written or at rest. */
export class HistoryRow {
  readonly set: LabelSet;
  readonly extra: ExtraLabels;
  readonly rest: Rest;
  readonly isGauge: boolean;
  /** Name and labels of each of its lines: buckets, sum and count of a histogram. */
  readonly #heads: readonly string[];
  readonly #width: number;
  #value = 0;
  #buckets: Float64Array;
  /** Sampling at which it was last there. */
  seenAt = -Infinity;

  constructor(spec: MetricSpec, set: LabelSet, extra: ExtraLabels, targetLabels: string, rest: Rest) {
    this.set = set;
    this.extra = extra;
    this.rest = rest;
    this.isGauge = spec.kind === 'gauge';
    const labels = joined([set.text, extra.text, targetLabels]);
    const bounds = spec.kind === 'histogram' ? [...(spec.buckets ?? []), Infinity] : [];
    this.#width = bounds.length;
    this.#buckets = new Float64Array(this.#width);
    const name = spec.prometheus;
    this.#heads =
      this.#width === 0
        ? [`${name}{${labels}} `]
        : [
            ...bounds.map((bound) => `${name}_bucket{${joined([labels, `le="${valueText(bound)}"`])}} `),
            `${name}_sum{${labels}} `,
            `${name}_count{${labels}} `,
          ];
  }

  /** Prometheus series that it stands for. */
  get seriesCount(): number {
    return this.#heads.length;
  }

  /** Notes whether row `index` of the family shows something else than what was kept. */
  look(view: FamilyView, index: number, at: number): void {
    if (this.isGauge || !this.#differs(view, index)) return;
    this.rest.movedAt = at;
    this.rest.isAwake = true;
  }

  /** Takes over what row `index` shows. */
  keep(view: FamilyView, index: number): void {
    this.#value = view.values[index] ?? 0;
    const from = index * this.#width;
    if (view.bucketCounts !== null) this.#buckets.set(view.bucketCounts.subarray(from, from + this.#width));
  }

  /** Its lines, with what was kept, as of `at` (ms). */
  text(at: number): string {
    const suffix = ` ${at / 1000}\n`;
    if (this.#width === 0) return `${this.#heads[0] ?? ''}${valueText(this.#value)}${suffix}`;
    let text = '';
    let cumulated = 0;
    for (let bucket = 0; bucket < this.#width; bucket += 1) {
      cumulated += this.#buckets[bucket] ?? 0;
      text += `${this.#heads[bucket] ?? ''}${cumulated}${suffix}`;
    }
    text += `${this.#heads[this.#width] ?? ''}${valueText(this.#value)}${suffix}`;
    return `${text}${this.#heads[this.#width + 1] ?? ''}${cumulated}${suffix}`;
  }

  #differs(view: FamilyView, index: number): boolean {
    if ((view.values[index] ?? 0) !== this.#value) return true;
    const from = index * this.#width;
    for (let bucket = 0; bucket < this.#width; bucket += 1) {
      if ((view.bucketCounts?.[from + bucket] ?? 0) !== this.#buckets[bucket]) return true;
    }
    return false;
  }
}
