import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { getJson, getText, postJson } from '../api/client.ts';
import type { Exclusion, Page, Programme, UptimeReport } from '../api/types.ts';

/** `period`: a year, quarter or month, `2026-Q3`. */
export const useUptimeReport = (programme: Programme, period: string): UseQueryResult<UptimeReport> =>
  useQuery({
    queryKey: ['report', programme, period],
    queryFn: ({ signal }) => getJson<UptimeReport>(`api/v1/reports/${programme}`, { period }, signal),
    placeholderData: keepPreviousData,
  });

/** The file that goes to the regulator. */
export const reportCsv = (programme: Programme, period: string): Promise<string> =>
  getText(`api/v1/reports/${programme}`, { period }, 'text/csv');

const EXCLUSIONS_PAGE = 100;

/** Exclusions in a state, page by page. */
export const useExclusions = (state: string) =>
  useInfiniteQuery({
    queryKey: ['exclusions', state],
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Exclusion>>(
        'api/v1/exclusions',
        { state, limit: EXCLUSIONS_PAGE, cursor: pageParam },
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
