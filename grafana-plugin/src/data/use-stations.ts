import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { IntervalPage, StationDetail } from '../api/types.ts';
import type { Span } from '../filters/range.ts';

const times = ({ from, to }: Span) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
/** Of a page, and in all: so many stretches a ribbon can still tell apart. */
const PAGE = 2_000;
const MOST_INTERVALS = 10_000;

async function allIntervals(station: string, span: Span, signal: AbortSignal): Promise<IntervalPage> {
  const read = (cursor: string) =>
    getJson<IntervalPage>('api/v1/intervals', { station, ...times(span), limit: PAGE, cursor }, signal);
  let all = await read('');
  while (all.next_cursor !== null && all.items.length < MOST_INTERVALS) {
    const next = await read(all.next_cursor);
    all = { ...next, items: [...all.items, ...next.items] };
  }
  return all;
}

export const useStation = (station: string, span: Span): UseQueryResult<StationDetail> =>
  useQuery({
    queryKey: ['station', station, span],
    queryFn: ({ signal }) =>
      getJson<StationDetail>(`api/v1/stations/${encodeURIComponent(station)}`, times(span), signal),
    placeholderData: keepPreviousData,
  });

/** What the connectors of a station said of themselves; `next_cursor` where even that is not all. */
export const useIntervals = (station: string, span: Span): UseQueryResult<IntervalPage> =>
  useQuery({
    queryKey: ['intervals', station, span],
    queryFn: ({ signal }) => allIntervals(station, span, signal),
    placeholderData: keepPreviousData,
  });
