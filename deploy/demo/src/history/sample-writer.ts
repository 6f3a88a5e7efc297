import type { Collection, FamilyView } from '@firstcharge/collector/telemetry/collection.ts';
import type { LabelSet } from '@firstcharge/collector/telemetry/label-set.ts';
import { HistoryRow, type Rest } from './history-row.ts';

const NEVER = -Infinity;

/** When a sampling is, and how long a series that does not move may go without one; ms. */
export interface Sampling {
  readonly at: number;
  readonly restMs: number;
  /** Of its piece. */
  readonly isLast: boolean;
}

/**
 * Collections as OpenMetrics samples with timestamps, at a bearable number: gauges at every sampling, counters when they
 * move (with the value before, so that no increase is lost or smeared) and otherwise once in a while. What never counted
 * anything is left out, but for the last sampling of a piece, from which the next may go on.
 */
export class SampleWriter {
  readonly #write: (text: string) => void;
  readonly #targetLabels: string;
  readonly #rows = new Map<string, HistoryRow[]>();
  readonly #places = new Map<LabelSet, Rest>();
  #sampledAt = NEVER;
  samples = 0;

  /** `targetLabels`: what a scrape would add, as `instance="…",job="…"`. */
  constructor(write: (text: string) => void, targetLabels: string) {
    this.#write = write;
    this.#targetLabels = targetLabels;
  }

  /** The next sampling is the first of a piece: it writes all that has counted. */
  beginPiece(): void {
    this.#sampledAt = NEVER;
  }

  sample(collection: Collection, { at, restMs, isLast }: Sampling): void {
    const rows = collection.map((view) => this.#rowsOf(view));
    collection.forEach((view, index) => {
      rows[index]?.forEach((row, position) => row.look(view, position, at));
    });
    const due = new Set<Rest>();
    collection.forEach((view, index) => {
      let text = '';
      rows[index]?.forEach((row, position) => {
        const { rest } = row;
        const isDue = isLast || this.#sampledAt === NEVER || at - rest.writtenAt >= restMs;
        if (row.isGauge || (rest.movedAt === at ? true : isDue && (rest.isAwake || isLast))) {
          const skipped = rest.movedAt === at && rest.writtenAt < this.#sampledAt;
          if (skipped && row.seenAt === this.#sampledAt) text += this.#count(row, row.text(this.#sampledAt));
          row.keep(view, position);
          text += this.#count(row, row.text(at));
          due.add(rest);
        }
        row.seenAt = at;
      });
      if (text !== '') this.#write(text);
    });
    for (const rest of due) rest.writtenAt = at;
    this.#sampledAt = at;
  }

  #count(row: HistoryRow, text: string): string {
    this.samples += row.seriesCount;
    return text;
  }

  /** The remembered rows of a family, in its present order: rows move when others are dropped. */
  #rowsOf(view: FamilyView): HistoryRow[] {
    const name = view.spec.prometheus;
    const known = this.#rows.get(name) ?? [];
    const fits = (row: HistoryRow | undefined, index: number): row is HistoryRow =>
      row !== undefined && row.set === view.sets[index] && row.extra === view.extras[index];
    const rows: HistoryRow[] = [];
    for (let index = 0; index < view.count; index += 1) {
      const here = known[index];
      const row = fits(here, index) ? here : known.find((candidate) => fits(candidate, index));
      const made = row ?? this.#newRow(view, index);
      if (made !== null) rows.push(made);
    }
    this.#rows.set(name, rows);
    return rows;
  }

  #newRow(view: FamilyView, index: number): HistoryRow | null {
    const [set, extra] = [view.sets[index], view.extras[index]];
    if (set === undefined || extra === undefined) return null;
    return new HistoryRow(view.spec, set, extra, this.#targetLabels, this.#restOf(view, set));
  }

  /** The counters of a place move together; histograms and running seconds each by itself. */
  #restOf({ spec }: FamilyView, set: LabelSet): Rest {
    const fresh: Rest = { isAwake: false, movedAt: NEVER, writtenAt: NEVER };
    if (spec.kind !== 'counter') return fresh;
    const shared = this.#places.get(set) ?? fresh;
    this.#places.set(set, shared);
    return shared;
  }
}
