import { config } from '@grafana/runtime';
import type { Flow } from '../api/types.ts';

/** Sources of traces that Explore opens by a trace's id. */
const TRACES = new Set(['tempo', 'jaeger']);
const AROUND_MS = 3_600_000;

/** The trace of a flow in Explore; null where Grafana has no source of traces. */
export const traceUrl = ({
  trace_id,
  start,
  end,
}: Pick<Flow, 'trace_id' | 'start' | 'end'>): string | null => {
  const source = Object.values(config.datasources).find(({ type }) => TRACES.has(type));
  if (source === undefined) return null;
  const { type, uid } = source;
  const query = { refId: 'A', datasource: { type, uid }, query: trace_id };
  const pane = {
    datasource: uid,
    queries: [type === 'tempo' ? { ...query, queryType: 'traceql' } : query],
    range: { from: String(Date.parse(start) - AROUND_MS), to: String(Date.parse(end) + AROUND_MS) },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ firstcharge: pane }))}`;
};
