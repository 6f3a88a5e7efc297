import type { DataFrame } from '@grafana/data';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';
import { covers } from './covers.ts';
import {
  chargeEndSuccess,
  chargeStartSuccess,
  firstChargeSuccess,
  recordedRate,
  type Rate,
  type Window,
} from './queries.ts';
import { useRangeQuery, type RangeQuery } from './use-range-query.ts';

const RAW = { first: firstChargeSuccess, start: chargeStartSuccess, end: chargeEndSuccess } as const;

interface AskedRates {
  /** By the rate: what its line is called. */
  readonly legends: readonly (readonly [rate: Rate, legend: string])[];
  readonly filters: Filters;
  readonly span: Span;
  readonly window: Window;
  readonly intervalMs: number;
  readonly datasourceUid: string;
}

/**
 * Success rates over time: from recorded series, which a large fleet answers at once; from the counters themselves where nothing
 * is recorded, or not for long enough. Also the queries, to be looked at elsewhere.
 */
export const useRates = ({
  legends,
  filters,
  span,
  window,
  intervalMs,
  datasourceUid,
}: AskedRates): { readonly frames: UseQueryResult<DataFrame[]>; readonly queries: readonly RangeQuery[] } => {
  const queriesOf = (expression: (rate: Rate) => string | null): RangeQuery[] =>
    legends.flatMap(([rate, legendFormat]) => {
      const expr = expression(rate);
      return expr === null ? [] : [{ refId: rate, expr, legendFormat }];
    });
  const recordedQueries = queriesOf((rate) => recordedRate(rate, filters, window));
  const asked = { span, intervalMs, datasourceUid };
  const recorded = useRangeQuery({ ...asked, queries: recordedQueries });
  const isShort =
    recordedQueries.length === 0 ||
    recorded.isError ||
    (recorded.isSuccess && !recorded.isPlaceholderData && !covers(recorded.data, span));
  const rawQueries = queriesOf((rate) => RAW[rate](filters, window));
  const raw = useRangeQuery({ ...asked, queries: isShort ? rawQueries : [] });
  return isShort ? { frames: raw, queries: rawQueries } : { frames: recorded, queries: recordedQueries };
};
