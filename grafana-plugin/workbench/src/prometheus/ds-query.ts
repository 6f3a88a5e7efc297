import { z } from 'zod';
import { framesOf, prometheusAnswer } from './frames.ts';

const query = z.object({
  refId: z.string(),
  expr: z.string(),
  range: z.boolean().optional(),
  instant: z.boolean().optional(),
  legendFormat: z.string().optional(),
  intervalMs: z.number().positive().default(15_000),
  maxDataPoints: z.number().positive().default(500),
});

/** Body of `POST /api/ds/query`, as far as the data source of Prometheus reads it. Times are ms since the epoch. */
export const dsQuery = z.object({ queries: z.array(query), from: z.coerce.number(), to: z.coerce.number() });
export type DsQuery = z.infer<typeof dsQuery>;

const SCRAPE_SECONDS = 15;

/** Step in s: what the panel can show, and never finer than the query asks for. */
const stepOf = ({ intervalMs, maxDataPoints }: z.infer<typeof query>, from: number, to: number): number =>
  Math.max(1, Math.ceil(Math.max(intervalMs, (to - from) / maxDataPoints) / 1_000));

const inserted = (expr: string, step: number, rangeSeconds: number): string =>
  expr
    .replaceAll('$__rate_interval', `${Math.max(step + SCRAPE_SECONDS, 4 * SCRAPE_SECONDS)}s`)
    .replaceAll('$__interval', `${step}s`)
    .replaceAll('$__range', `${rangeSeconds}s`);

/** Runs the queries against Prometheus and answers with Grafana's data frames. */
export const runDsQuery = async (prometheus: string, { queries, from, to }: DsQuery): Promise<unknown> => {
  const results = await Promise.all(
    queries.map(async (one) => {
      const step = stepOf(one, from, to);
      const expression = inserted(one.expr, step, Math.max(1, Math.round((to - from) / 1_000)));
      const instant = one.instant === true;
      const body = new URLSearchParams({ query: expression });
      if (instant) body.set('time', String(to / 1_000));
      else {
        body.set('start', String(Math.floor(from / 1_000 / step) * step));
        body.set('end', String(Math.floor(to / 1_000 / step) * step));
        body.set('step', String(step));
      }
      const answer = await fetch(`${prometheus}/api/v1/${instant ? 'query' : 'query_range'}`, {
        method: 'POST',
        body,
      });
      const parsed = prometheusAnswer.parse(await answer.json());
      if (parsed.status === 'error')
        return [one.refId, { status: answer.status, error: parsed.error, frames: [] }];
      return [one.refId, { status: 200, frames: framesOf(one.refId, parsed.data, one.legendFormat) }];
    }),
  );
  return { results: Object.fromEntries(results) };
};
