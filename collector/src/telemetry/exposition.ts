import type { Collection, Exemplar, FamilyView } from './collection.ts';
import { type MetricSpec, unitWord } from './metric-spec.ts';

/** Prometheus text format 0.0.4, or OpenMetrics 1.0. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** Values as both formats write them. */
export const valueText = (value: number): string => {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
};

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const TYPES = { counter: 'counter', seconds: 'counter', gauge: 'gauge', histogram: 'histogram' } as const;

/** The lines that introduce a family. OpenMetrics names a counter's family without `_total`, and knows units. */
export const familyHeader = (spec: MetricSpec, format: ExpositionFormat): string => {
  const isOpen = format === 'openmetrics';
  const name = isOpen ? spec.prometheus.replace(/_total$/, '') : spec.prometheus;
  const unit = isOpen && unitWord(spec) !== '' ? `# UNIT ${name} ${unitWord(spec)}\n` : '';
  return `# HELP ${name} ${escapeHelp(spec.help)}\n# TYPE ${name} ${TYPES[spec.kind]}\n${unit}`;
};

const exemplarText = (exemplar: Exemplar | undefined): string =>
  exemplar === undefined
    ? ''
    : ` # {trace_id="${exemplar.traceId}"} ${valueText(exemplar.value)} ${String(exemplar.time / 1000)}`;

/** Labels of series `row` without braces. */
const labelsOf = (view: FamilyView, row: number): string => {
  const place = view.sets[row]?.text ?? '';
  const extra = view.extras[row]?.text ?? '';
  return place === '' || extra === '' ? place + extra : `${place},${extra}`;
};

const braced = (labels: string): string => (labels === '' ? '' : `{${labels}}`);

const histogramLines = (view: FamilyView, row: number, suffix: string, withExemplars: boolean): string => {
  const { spec, bucketCounts, values, exemplars } = view;
  const bounds = spec.buckets ?? [];
  const width = bounds.length + 1;
  const labels = labelsOf(view, row);
  const before = labels === '' ? '' : `${labels},`;
  let text = '';
  let cumulated = 0;
  for (let bucket = 0; bucket < width; bucket += 1) {
    const at = row * width + bucket;
    cumulated += bucketCounts?.[at] ?? 0;
    const le = valueText(bounds[bucket] ?? Infinity);
    const exemplar = withExemplars ? exemplarText(exemplars?.[at]) : '';
    text += `${spec.prometheus}_bucket{${before}le="${le}"} ${String(cumulated)}${suffix}${exemplar}\n`;
  }
  const tail = braced(labels);
  text += `${spec.prometheus}_sum${tail} ${valueText(values[row] ?? 0)}${suffix}\n`;
  return `${text}${spec.prometheus}_count${tail} ${String(cumulated)}${suffix}\n`;
};

/**
 * The sample lines of one series; several for a histogram.
 * @param suffix a space and a timestamp, or nothing
 */
export const sampleLines = (
  view: FamilyView,
  row: number,
  suffix: string,
  withExemplars: boolean,
): string => {
  if (view.bucketCounts !== null) return histogramLines(view, row, suffix, withExemplars);
  const exemplar = withExemplars && view.exemplars !== null ? exemplarText(view.exemplars[row]) : '';
  const value = view.values[row] ?? 0;
  return `${view.spec.prometheus}${braced(labelsOf(view, row))} ${valueText(value)}${suffix}${exemplar}\n`;
};

/**
 * The whole exposition, in pieces of about `rowsPerPiece` series each, so that the writer can let other work in
 * between. OpenMetrics ends with `# EOF`.
 */
export function* exposition(
  collection: Collection,
  format: ExpositionFormat,
  rowsPerPiece = 4000,
): Generator<string> {
  const withExemplars = format === 'openmetrics';
  let piece = '';
  let rows = 0;
  for (const view of collection) {
    if (view.count === 0) continue;
    piece += familyHeader(view.spec, format);
    for (let row = 0; row < view.count; row += 1) {
      piece += sampleLines(view, row, '', withExemplars);
      rows += view.bucketCounts === null ? 1 : 15;
      if (rows < rowsPerPiece) continue;
      yield piece;
      piece = '';
      rows = 0;
    }
  }
  yield withExemplars ? `${piece}# EOF\n` : piece;
}
