import { METRIC_ROWS } from '@firstcharge/collector/telemetry/metric-table.ts';

/** Names of all series that the collector may show. */
export const METRIC_NAMES: ReadonlySet<string> = new Set(
  METRIC_ROWS.flatMap(([, { prometheus, kind }]) =>
    kind === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${prometheus}_${part}`) : [prometheus],
  ),
);
