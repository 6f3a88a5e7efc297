import type { MetricSpec } from '@firstcharge/collector/telemetry/metric-spec.ts';
import { METRIC_ROWS } from '@firstcharge/collector/telemetry/metric-table.ts';
import { SELF_METRICS } from '@firstcharge/collector/telemetry/self-metrics.ts';

/** What Prometheus says of its targets and of itself. */
const OF_PROMETHEUS = [
  'up',
  'prometheus_rule_evaluation_failures_total',
  'prometheus_rule_group_iterations_missed_total',
];

const seriesOf = ({ prometheus, kind }: MetricSpec): readonly string[] =>
  kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => prometheus + suffix) : [prometheus];

/** Every name that a rule may read and that is not recorded. */
export const knownMetrics = (): ReadonlySet<string> =>
  new Set([
    ...METRIC_ROWS.flatMap(([, spec]) => seriesOf(spec)),
    ...Object.values(SELF_METRICS).flatMap(seriesOf),
    ...OF_PROMETHEUS,
  ]);
