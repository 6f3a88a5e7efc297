import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Flow, FlowDetail, Page } from '../api/types.ts';
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

/** The latest flows within a stretch of time, one page. */
export const useLatestFlows = (span: Span, filters: Filters, limit: number): UseQueryResult<Page<Flow>> =>
  useQuery({
    queryKey: ['flows', 'latest', span, filters, limit],
    queryFn: ({ signal }) =>
      getJson<Page<Flow>>('api/v1/flows', { ...flowParameters(span, filters), limit }, signal),
    placeholderData: keepPreviousData,
  });

export const useFlow = (id: string): UseQueryResult<FlowDetail> =>
  useQuery({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => getJson<FlowDetail>(`api/v1/flows/${encodeURIComponent(id)}`, {}, signal),
    enabled: id !== '',
  });
