import { prometheusName } from '../../telemetry/testdata/prometheus-translation.ts';
import type { DecodedAttributes, DecodedMetric } from '../otlp/testdata/otlp-decoding.ts';

const labels = (attributes: DecodedAttributes, more: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...attributes, ...more })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.replaceAll(/[^a-zA-Z0-9_]/g, '_')}="${String(value)}"`)
    .sort()
    .join(',');

/**
 * What Prometheus would hold after taking in these OTLP metrics by the published translation: `name{sorted labels}` →
 * value. When a metric came more than once, its last value.
 */
export const translated = (metrics: readonly DecodedMetric[]): Map<string, number> => {
  const samples = new Map<string, number>();
  for (const { name, unit, kind, isMonotonic, points } of metrics) {
    const promKind = kind === 'sum' ? (isMonotonic ? 'counter' : 'gauge') : kind;
    const base = prometheusName(name, unit, promKind);
    for (const { attributes, value, histogram } of points) {
      if (histogram === null) {
        samples.set(`${base}{${labels(attributes)}}`, value);
        continue;
      }
      let cumulated = 0;
      histogram.counts.forEach((count, at) => {
        cumulated += count;
        const bound = histogram.bounds[at];
        const le = bound === undefined ? '+Inf' : String(bound);
        samples.set(`${base}_bucket{${labels(attributes, { le })}}`, cumulated);
      });
      samples.set(`${base}_sum{${labels(attributes)}}`, histogram.sum);
      samples.set(`${base}_count{${labels(attributes)}}`, histogram.count);
    }
  }
  return samples;
};
