import type { Span } from '../../filters/range.ts';
import type { Window } from '../../prometheus/queries.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a stretch each point of a trend covers, and how far apart points are: about thirty in a range. */
export const trendWindow = ({
  from,
  to,
}: Span): { readonly window: Window; readonly stepMs: number; readonly label: string } => {
  const length = to - from;
  if (length <= DAY_MS) return { window: '1h', stepMs: HOUR_MS / 4, label: '1 h' };
  if (length <= 4 * DAY_MS) return { window: '6h', stepMs: HOUR_MS, label: '6 h' };
  if (length <= 120 * DAY_MS) return { window: '1d', stepMs: DAY_MS / 4, label: '1 day' };
  return { window: '7d', stepMs: DAY_MS, label: '7 days' };
};
