import type { DataFrame } from '@grafana/data';
import type { Span } from '../filters/range.ts';

/** The first moment at which some frame has a value, ms; Infinity where none has. */
const firstValue = (frames: readonly DataFrame[]): number =>
  Math.min(
    ...frames.map(({ fields }) => {
      const at = fields[1]?.values.findIndex((value) => value !== null) ?? -1;
      return at < 0 ? Infinity : Number(fields[0]?.values[at]);
    }),
    Infinity,
  );

/** Whether series reach back over most of a span: rules that were loaded yesterday have recorded nothing of last month. */
export const covers = (frames: readonly DataFrame[], { from, to }: Span): boolean =>
  firstValue(frames) <= from + (to - from) / 4;
