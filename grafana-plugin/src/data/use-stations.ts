import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { IntervalPage, StationDetail } from '../api/types.ts';
import type { Span } from '../filters/range.ts';

const times = ({ from, to }: Span) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
const MOST_INTERVALS = 2_000;

export const useStation = (station: string, span: Span): UseQueryResult<StationDetail> =>
  useQuery({
    queryKey: ['station', station, span],
    queryFn: ({ signal }) =>
      getJson<StationDetail>(`api/v1/stations/${encodeURIComponent(station)}`, times(span), signal),
    placeholderData: keepPreviousData,
  });

/** What the connectors of a station said of themselves. */
export const useIntervals = (station: string, span: Span): UseQueryResult<IntervalPage> =>
  useQuery({
    queryKey: ['intervals', station, span],
    queryFn: ({ signal }) =>
      getJson<IntervalPage>('api/v1/intervals', { station, ...times(span), limit: MOST_INTERVALS }, signal),
    placeholderData: keepPreviousData,
  });
