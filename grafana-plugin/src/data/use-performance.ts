import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Breakdown, BreakdownBy, Funnel, Summary } from '../api/types.ts';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';
import { flowParameters, ownTimeZone, placeParameters } from './parameters.ts';

const NO_FLOW_FILTERS = { stage: '', reason: '', outcome: '', attribution: '' };

const breakdown = (
  by: BreakdownBy,
  span: Span,
  filters: Filters,
  more: Readonly<Record<string, string | number>>,
) => ({
  queryKey: ['breakdown', by, span, filters, more],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    getJson<Breakdown>('api/v1/breakdown', { by, ...flowParameters(span, filters), ...more }, signal),
});

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
  useQuery({ ...breakdown(by, span, filters, { limit }), placeholderData: keepPreviousData });

/** By hour of the day for each of some sites, in their order. */
export const useHoursOfSites = (
  sites: readonly string[],
  span: Span,
  filters: Filters,
): UseQueryResult<Breakdown>[] =>
  useQueries({
    queries: sites.map((site) =>
      breakdown('hour', span, { ...filters, site }, { limit: 24, time_zone: ownTimeZone() }),
    ),
  });
