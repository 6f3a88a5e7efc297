import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Breakdown, BreakdownBy, Funnel, Heatmap, Summary } from '../api/types.ts';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';
import { flowParameters, ownTimeZone, placeParameters } from './parameters.ts';

const NO_FLOW_FILTERS = { stage: '', reason: '', outcome: '', attribution: '' };

/** The figures of a stretch of time. */
export const useSummary = (span: Span | null, filters: Filters): UseQueryResult<Summary> =>
  useQuery({
    queryKey: ['summary', span, { ...filters, ...NO_FLOW_FILTERS }],
    queryFn: ({ signal }) =>
      getJson<Summary>('api/v1/summary', span === null ? {} : placeParameters(span, filters), signal),
    placeholderData: keepPreviousData,
    enabled: span !== null,
  });

/** Flows through their stages; not narrowed by stage or reason, which are chosen here. */
export const useFunnel = (span: Span, filters: Filters): UseQueryResult<Funnel> =>
  useQuery({
    queryKey: ['funnel', span, { ...filters, ...NO_FLOW_FILTERS }],
    queryFn: ({ signal }) => getJson<Funnel>('api/v1/funnel', placeParameters(span, filters), signal),
    placeholderData: keepPreviousData,
  });

/** Groups, those that lost most charges first. */
export const useBreakdown = (
  by: BreakdownBy,
  span: Span,
  filters: Filters,
  limit = 20,
): UseQueryResult<Breakdown> =>
  useQuery({
    queryKey: ['breakdown', by, span, filters, limit],
    queryFn: ({ signal }) =>
      getJson<Breakdown>('api/v1/breakdown', { by, limit, ...flowParameters(span, filters) }, signal),
    placeholderData: keepPreviousData,
  });

/** How groups can be ranked: the worst first, `flows` the most first, `key` by name. */
export const RANKS = ['charges_lost', 'first_charge_success', 'reliability_index', 'flows', 'key'] as const;
export type Rank = (typeof RANKS)[number];

const GROUPS_PAGE = 100;

/** Groups in their rank, page by page. */
export const useRankedGroups = (by: BreakdownBy, rank: Rank, span: Span, filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['breakdown', 'pages', by, rank, span, filters],
    queryFn: ({ signal, pageParam }) =>
      getJson<Breakdown>(
        'api/v1/breakdown',
        { by, rank, limit: GROUPS_PAGE, cursor: pageParam, ...flowParameters(span, filters) },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
  });

/** The sites that lost most charges, by hour of the day. */
export const useHeatmap = (span: Span, filters: Filters, sites: number): UseQueryResult<Heatmap> =>
  useQuery({
    queryKey: ['heatmap', span, filters, sites],
    queryFn: ({ signal }) =>
      getJson<Heatmap>(
        'api/v1/heatmap',
        { limit: sites, time_zone: ownTimeZone(), ...flowParameters(span, filters) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
