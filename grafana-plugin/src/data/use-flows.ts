import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Flow, FlowDetail, Funnel, Page } from '../api/types.ts';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';
import { flowParameters } from './parameters.ts';

const PAGE = 50;

/** Flows, the newest first, page by page. */
export const useFlows = (span: Span, filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['flows', span, filters],
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Flow>>(
        'api/v1/flows',
        { ...flowParameters(span, filters), limit: PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
  });

/** How many flows pass. */
export const useFlowCount = (span: Span, filters: Filters): UseQueryResult<number> =>
  useQuery({
    queryKey: ['flows', 'count', span, filters],
    queryFn: async ({ signal }) =>
      (await getJson<Funnel>('api/v1/funnel', flowParameters(span, filters), signal)).flows,
  });

/** The latest flows within a stretch of time, one page. */
export const useLatestFlows = (span: Span, filters: Filters, limit: number): UseQueryResult<Page<Flow>> =>
  useQuery({
    queryKey: ['flows', 'latest', span, filters, limit],
    queryFn: ({ signal }) =>
      getJson<Page<Flow>>('api/v1/flows', { ...flowParameters(span, filters), limit }, signal),
    placeholderData: keepPreviousData,
  });

const LOOK_BACK_MS = 14 * 86_400_000;
/** Of a station with many EVSEs, so many of its charges are looked through for one of the same EVSE. */
const LOOKED_THROUGH = 50;

/** Charges of the station of a flow that succeeded in the two weeks before it, the newest first. */
export const useEarlierSuccess = ({ id, station, start }: FlowDetail): UseQueryResult<Page<Flow>> =>
  useQuery({
    queryKey: ['flow', id, 'earlier'],
    queryFn: ({ signal }) => {
      const to = Date.parse(start);
      const between = { from: new Date(to - LOOK_BACK_MS).toISOString(), to: new Date(to).toISOString() };
      const query = { ...between, station, outcome: 'success', limit: LOOKED_THROUGH };
      return getJson<Page<Flow>>('api/v1/flows', query, signal);
    },
  });

export const useFlow = (id: string): UseQueryResult<FlowDetail> =>
  useQuery({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => getJson<FlowDetail>(`api/v1/flows/${encodeURIComponent(id)}`, {}, signal),
    enabled: id !== '',
  });
