import type { DataFrame } from '@grafana/data';
import { config, getBackendSrv, toDataQueryResponse } from '@grafana/runtime';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { lastValueFrom } from 'rxjs';
import { toApiError } from '../api/api-error.ts';
import type { Span } from '../filters/range.ts';

/** One expression to draw over a time range. */
export interface RangeQuery {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
}

interface Asked {
  readonly queries: readonly RangeQuery[];
  readonly span: Span;
  readonly intervalMs: number;
  readonly datasourceUid: string;
}

/** The configured data source, or Grafana's default one, or the first Prometheus that there is. */
export const prometheusUid = (configured: string): string => {
  if (configured !== '') return configured;
  const all = Object.values(config.datasources).filter(({ type }) => type === 'prometheus');
  return (all.find(({ isDefault }) => isDefault === true) ?? all[0])?.uid ?? '';
};

async function ask({ queries, span, intervalMs, datasourceUid }: Asked): Promise<DataFrame[]> {
  const datasource = { type: 'prometheus', uid: datasourceUid };
  try {
    const response = await lastValueFrom(
      getBackendSrv().fetch<never>({
        url: '/api/ds/query?ds_type=prometheus',
        method: 'POST',
        showErrorAlert: false,
        data: {
          queries: queries.map((query) => ({
            ...query,
            datasource,
            range: true,
            intervalMs,
            maxDataPoints: 1_000,
          })),
          from: String(span.from),
          to: String(span.to),
        },
      }),
    );
    const { data, error } = toDataQueryResponse(response);
    if (error !== undefined) throw new Error(error.message ?? 'query failed');
    return data;
  } catch (error) {
    throw toApiError(error);
  }
}

/** Expressions over a time range, as data frames. */
export const useRangeQuery = (asked: Asked): UseQueryResult<DataFrame[]> =>
  useQuery({
    queryKey: ['prometheus', asked],
    queryFn: () => ask(asked),
    placeholderData: keepPreviousData,
    enabled: asked.datasourceUid !== '' && asked.queries.length > 0,
  });

/** Opens queries in Explore. */
export const exploreUrl = (datasourceUid: string, queries: readonly RangeQuery[], span: Span): string => {
  const panes = {
    firstcharge: {
      datasource: datasourceUid,
      queries: queries.map((query) => ({
        ...query,
        datasource: { type: 'prometheus', uid: datasourceUid },
        range: true,
      })),
      range: { from: String(span.from), to: String(span.to) },
    },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
};
