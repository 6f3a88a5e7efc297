import { describe, expect, it } from '@jest/globals';
import { prometheusName } from './testdata/prometheus-translation.ts';
import { METRIC_ROWS } from './metric-table.ts';
import { isCumulative, type MetricSpec, SCOPES } from './metric-spec.ts';
import { SELF_METRICS } from './self-metrics.ts';

const ALL: readonly MetricSpec[] = [...METRIC_ROWS.map(([, spec]) => spec), ...Object.values(SELF_METRICS)];
const kindOf = ({ kind }: MetricSpec): 'counter' | 'gauge' | 'histogram' =>
  kind === 'seconds' ? 'counter' : kind;

describe('the table of metrics', () => {
  it.each(ALL.map((spec) => [spec.otel, spec.prometheus, spec] as const))(
    'names %s so that the published translation gives %s',
    (otel, prometheus, spec) => {
      expect(prometheusName(otel, spec.unit, kindOf(spec))).toBe(prometheus);
    },
  );

  it('gives no two metrics the same name on either route', () => {
    expect(new Set(ALL.map((spec) => spec.otel)).size).toBe(ALL.length);
    const samples = ALL.flatMap((spec) =>
      spec.kind === 'histogram'
        ? ['_bucket', '_sum', '_count'].map((end) => spec.prometheus + end)
        : [spec.prometheus],
    );
    expect(new Set(samples).size).toBe(samples.length);
  });

  it('uses names and labels that Prometheus accepts, each label once', () => {
    for (const spec of ALL) {
      expect(spec.prometheus).toMatch(/^(ev|firstcharge)_[a-z0-9_]+$/);
      const labels = [...SCOPES[spec.scope], ...Object.keys(spec.labels)];
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
      expect(labels).not.toContain('le');
    }
  });

  it('ends what grows in _total and nothing else', () => {
    for (const spec of ALL) {
      expect(spec.prometheus.endsWith('_total')).toBe(isCumulative(spec.kind) && spec.kind !== 'histogram');
    }
  });

  it('gives histograms ascending buckets and nothing else any', () => {
    for (const { kind, buckets } of ALL) {
      expect(buckets !== undefined).toBe(kind === 'histogram');
      expect(buckets ?? []).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
    }
  });

  it('explains every metric in a sentence', () => {
    for (const { help } of ALL) expect(help).toMatch(/^\S.*\.$/);
  });
});

describe('the published translation', () => {
  it('adds the unit once, _total to counters and _ratio to gauges of unit 1', () => {
    expect(prometheusName('a.b', 's', 'gauge')).toBe('a_b_seconds');
    expect(prometheusName('a.seconds', 's', 'counter')).toBe('a_seconds_total');
    expect(prometheusName('a.b', '1', 'gauge')).toBe('a_b_ratio');
    expect(prometheusName('a.ratio', '1', 'histogram')).toBe('a_ratio');
    expect(prometheusName('a.total', '{flow}', 'counter')).toBe('a_total');
    expect(prometheusName('a', 'By/s', 'gauge')).toBe('a_bytes_per_second');
  });
});
