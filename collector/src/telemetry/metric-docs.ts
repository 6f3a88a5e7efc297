import { CONNECTOR_STATES } from '../model/availability.ts';
import { METRIC_ROWS } from './metric-table.ts';
import { type MetricSpec, SCOPES } from './metric-spec.ts';
import { SELF_METRICS } from './self-metrics.ts';

const TYPES = { counter: 'counter', seconds: 'counter', gauge: 'gauge', histogram: 'histogram' } as const;

/** Longer lists are named where they are explained, not spelled out in a table. */
const SHORT_LIST = 11;

const labelsText = (spec: MetricSpec): string => {
  const place = SCOPES[spec.scope].map((name) => `\`${name}\``);
  const extra = Object.entries(spec.labels).map(([name, values]) => {
    if (values === 'bounded') return `\`${name}\``;
    const list = values.length <= SHORT_LIST ? values.join(', ') : `${String(values.length)} values`;
    return `\`${name}\` (${list})`;
  });
  return [...place, ...extra].join(', ') || '—';
};

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');

const row = (spec: MetricSpec): string => {
  const unit = spec.unit === '' ? '' : `\`${spec.unit}\``;
  const cells = [
    `\`${spec.prometheus}\``,
    `\`${spec.otel}\``,
    TYPES[spec.kind],
    unit,
    labelsText(spec),
    spec.help,
  ];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
};

const table = (specs: readonly MetricSpec[]): string =>
  [
    '| Prometheus | OpenTelemetry | type | unit | labels | meaning |',
    '|---|---|---|---|---|---|',
    ...specs.map(row),
  ].join('\n');

/** The text of `docs/metrics.md`, made from the tables that the collector itself uses. */
export const metricDocs = (): string => `# Metrics

Generated from the tables in \`collector/src/telemetry/\`; do not edit by hand.

Every metric has two names: the Prometheus name, which is what queries use, and the OpenTelemetry name, which the
published translation (name, unit, kind) turns into the first. Labels have the same names on both routes.

- A counter is shown as 0 to each reader the first time that reader sees it, and with its true value from the next
  collection on, so that \`increase()\` sees the first event.
- Counters never fall, also over restarts. Series of a firmware that a station no longer has stay for 35 days after
  they last moved.
- A label without a value is left out. Vendor, model, firmware and the like are cut to 64 characters, and beyond a
  number of different values become \`other\`.
- No label holds anything about a driver or a SIM.

## Chargers

${table(METRIC_ROWS.map(([, spec]) => spec))}

Values of \`ev_connector_state_code\`: ${CONNECTOR_STATES.map((state, code) => `${String(code)} \`${state}\``).join(', ')}.

## The collector about itself

${table(Object.values(SELF_METRICS))}
`;
