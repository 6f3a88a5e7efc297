import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { filledIn, queriesOf } from '@firstcharge/dashboards/lint.ts';
import { z } from 'zod';
import type { Range, StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';

/** Whoever answers a range query; an instant query is a range of one step. */
export type Asked = Pick<StoredPrometheus, 'range'>;

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** A Prometheus that runs at `url`; throws with what it says of a query that it refuses. */
export const prometheusAt = (url: string): Asked => ({
  range: async (query, { start, end, step }) => {
    const body = new URLSearchParams({ query, start: `${start}`, end: `${end}`, step: `${step}` });
    const response = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
    if (!response.ok) throw new Error(`${query}\n${await response.text()}`);
    return answer.parse(await response.json()).data.result;
  },
});

const VARIABLE = /^label_values\((.+), (\w+)\)$/s;

/** First choice of each variable of a dashboard, as Grafana would offer it: asked of Prometheus, in order. */
export async function firstChoices(
  { templating }: Dashboard,
  prometheus: Asked,
  at: number,
): Promise<Record<string, string>> {
  const chosen: Record<string, string> = {};
  for (const { name, type, includeAll, definition } of templating?.list ?? []) {
    if (type !== 'query') continue;
    const [, selector = '', label = ''] = VARIABLE.exec(definition ?? '') ?? [];
    const query = `count by (${label}) (${filledIn(selector, chosen)})`;
    const values = (await prometheus.range(query, { start: at, end: at, step: 60 })).map(
      ({ metric }) => metric[label] ?? '',
    );
    const [first] = values.sort();
    if (first === undefined) throw new Error(`nothing to choose for ${name}: ${query}`);
    chosen[name] = includeAll === true ? '.*' : first;
  }
  return chosen;
}

/** Asks every query of every panel; resolves with the titles of panels for which nothing came back. Throws on an error. */
export async function emptyPanels(
  dashboard: Dashboard,
  prometheus: Asked,
  { shown, variables }: { readonly shown: Range; readonly variables: Readonly<Record<string, string>> },
): Promise<string[]> {
  const series = new Map<string, number>();
  for (const { panel, expr } of queriesOf(dashboard)) {
    const answer = await prometheus.range(filledIn(expr, variables), shown);
    series.set(panel, (series.get(panel) ?? 0) + answer.length);
  }
  return [...series].filter(([, count]) => count === 0).map(([panel]) => panel);
}
