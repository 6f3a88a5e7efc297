import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getJson, type Query } from '../api/client.ts';
import type { Comparison } from '../api/types-comparison.ts';
import type { Scorecard } from '../api/types.ts';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';
import { placeParameters } from './parameters.ts';

export const useScorecards = (
  span: Span,
  filters: Filters,
): UseQueryResult<{ readonly items: readonly Scorecard[] }> =>
  useQuery({
    queryKey: ['scorecards', span, filters],
    queryFn: ({ signal }) =>
      getJson<{ readonly items: readonly Scorecard[] }>(
        'api/v1/scorecards',
        placeParameters(span, filters),
        signal,
      ),
    placeholderData: keepPreviousData,
  });

/** Two cohorts, `a` and `b`, that differ in `by`. null: there are not two yet. */
export const useComparison = (cohorts: Query | null): UseQueryResult<Comparison> =>
  useQuery({
    queryKey: ['compare', cohorts],
    queryFn: ({ signal }) => getJson<Comparison>('api/v1/compare', cohorts ?? {}, signal),
    enabled: cohorts !== null,
  });
