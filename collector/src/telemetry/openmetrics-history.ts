import { familyHeader, sampleLines } from './exposition.ts';
import { METRIC_ROWS } from './metric-table.ts';
import type { MetricStore } from './metric-store.ts';

/** Headers of every family, once, before any sample. */
export const historyHeaders = (): string =>
  METRIC_ROWS.map(([, spec]) => familyHeader(spec, 'openmetrics')).join('');

/** Last line of a history file. */
export const HISTORY_END = '# EOF\n';

/**
 * Every series as `metric{labels} value timestamp`, as `reader` sees it after stream time has come to `timestampMs`.
 * `promtool tsdb create-blocks-from openmetrics` wants each series in order of time and nothing more: headers, then one
 * rendering a step, then the end.
 */
export const renderWithTimestamps = (store: MetricStore, timestampMs: number, reader = 0): string => {
  store.advance(timestampMs);
  const suffix = ` ${String(timestampMs / 1000)}`;
  let text = '';
  for (const view of store.collect(reader)) {
    for (let row = 0; row < view.count; row += 1) text += sampleLines(view, row, suffix, false);
  }
  return text;
};
