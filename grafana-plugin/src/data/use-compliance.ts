import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { getJson, getText, postJson } from '../api/client.ts';
import type { Exclusion, Page, Programme, UptimeReport, WhoAmI } from '../api/types.ts';

/** Which report: `period` a year, quarter or month (`2026-Q3`), '' while it is not known; `site` '' for all. */
export interface AskedReport {
  readonly programme: Programme;
  readonly period: string;
  readonly site: string;
}

export const useUptimeReport = ({ programme, period, site }: AskedReport): UseQueryResult<UptimeReport> =>
  useQuery({
    queryKey: ['report', programme, period, site],
    queryFn: ({ signal }) => getJson<UptimeReport>(`api/v1/reports/${programme}`, { period, site }, signal),
    placeholderData: keepPreviousData,
    enabled: period !== '',
  });

/** When the first flow of the ledger began, ISO 8601; null: nobody knows; undefined: not yet asked. */
export const useFirstFlow = (): string | null | undefined => {
  const { data, isError } = useQuery({
    queryKey: ['ledger'],
    queryFn: ({ signal }) => getJson<WhoAmI>('api/v1/whoami', {}, signal),
  });
  return isError ? null : data?.ledger.first_flow;
};

/** The file that goes to the regulator. */
export const reportCsv = ({ programme, period, site }: AskedReport): Promise<string> =>
  getText(`api/v1/reports/${programme}`, { period, site }, 'text/csv');

const EXCLUSIONS_PAGE = 100;

/** Exclusions in a state, of one site or ('') of all, page by page. */
export const useExclusions = (state: string, site: string) =>
  useInfiniteQuery({
    queryKey: ['exclusions', state, site],
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Exclusion>>(
        'api/v1/exclusions',
        { state, site, limit: EXCLUSIONS_PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });

/** What a person decides about an exclusion, and why. */
export interface Decided {
  readonly exclusion: Exclusion;
  readonly verdict: 'approve' | 'reject';
  readonly reason: string;
  readonly by: string;
}

export const useDecide = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ exclusion, verdict, reason, by }: Decided) =>
      postJson<Exclusion>(
        `api/v1/exclusions/${encodeURIComponent(exclusion.id)}/${verdict}`,
        { reason, by },
        { 'If-Match': `"${exclusion.version}"`, 'Idempotency-Key': crypto.randomUUID() },
      ),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['exclusions'] });
      await client.invalidateQueries({ queryKey: ['report'] });
    },
  });
};
