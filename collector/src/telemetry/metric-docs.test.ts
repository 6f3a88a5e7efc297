import { describe, expect, it } from '@jest/globals';
import { metricDocs } from './metric-docs.ts';
import { METRIC_ROWS } from './metric-table.ts';

describe('the documentation of metrics', () => {
  it('has a row for every metric and no broken table', () => {
    const text = metricDocs();
    for (const [, spec] of METRIC_ROWS)
      expect(text).toContain(`| \`${spec.prometheus}\` | \`${spec.otel}\` |`);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
  });

  it('says what each state code means', () => {
    expect(metricDocs()).toContain('2 `charging`');
  });
});
