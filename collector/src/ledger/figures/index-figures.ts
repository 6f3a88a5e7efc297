import type { Origin } from '../report/origin.ts';
import { ReliabilityBook, type ReliabilityFigures } from '../report/reliability-book.ts';
import type { Report } from '../report/report.ts';
import type { FigureColumns } from './figure-columns.ts';
import { originSums } from './origin-sums.ts';
import type { Selection } from './selection.ts';

interface Made {
  readonly availability: Report['availability'];
  readonly figures: ReliabilityFigures;
}
const known = new WeakMap<Selection, Made>();

/** The indexes of a selection with `availability` as A; and what each station was last. Made once for both. */
export const indexFigures = (
  columns: FigureColumns,
  selection: Selection,
  availability: Report['availability'],
): ReliabilityFigures => {
  const found = known.get(selection);
  if (found?.availability === availability) return found.figures;
  const figures = figuresOf(columns, selection, availability);
  known.set(selection, { availability, figures });
  return figures;
};

const figuresOf = (
  columns: FigureColumns,
  selection: Selection,
  availability: Report['availability'],
): ReliabilityFigures => {
  const book = new ReliabilityBook();
  const sums = originSums(columns, selection);
  const ordered = [...sums.latest.keys()]
    .filter((number) => sums.latest[number] !== -Infinity)
    .sort((one, other) => (sums.latest[one] ?? 0) - (sums.latest[other] ?? 0) || one - other);
  for (const number of ordered) {
    const origin: Origin | undefined = columns.flows.origins.values[number];
    if (origin) book.addSums(origin, sums.of(number));
  }
  return book.figures(availability);
};
