import { describe, expect, it } from '@jest/globals';
import { exampleFlow, exampleFailure, settled } from '../examples.ts';
import { renderInl } from './inl-text.ts';
import { ReportBuilder } from './report-builder.ts';
import type { Report } from './report.ts';

const report = (): Report => {
  const builder = new ReportBuilder();
  const answered = { attemptedAt: 1_000, chargingReportedAt: null } as const;
  const charged = { attemptedAt: 1_000, chargingReportedAt: 3_000 } as const;
  const flows = [
    exampleFlow({ id: 'a', ...charged }),
    exampleFlow({ id: 'b', startMode: 'remote_start', ...charged }),
    exampleFailure({ id: 'c', outcome: 'refused', validStop: false, ...answered }),
    exampleFailure({ id: 'd', outcome: 'abandoned', validStop: false, ...answered }),
    exampleFailure({ id: 'e', startMode: null, attemptedAt: null }),
  ];
  for (const flow of flows) builder.add(settled(flow));
  return builder.build({ open: 0, until: null });
};

describe('INL’s form of a report', () => {
  it('keeps refused and abandoned attempts that ours leave out', () => {
    const { inl, kpis } = report();
    expect(inl.charge_start_success.pooled).toEqual({ numerator: 2, denominator: 4, ratio: 0.5 });
    expect(inl.charge_start_success.weighted).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(kpis.charge_start_success).toMatchObject({ numerator: 2, denominator: 3 });
    expect(inl.outside).toBe(1);
  });

  it('times starts from the answer to the credential', () => {
    expect(report().inl.charge_start_time).toEqual({ count: 2, p10: 2, p25: 2, p50: 2, p75: 2 });
  });

  it('is printed beside ours, with where and why they differ, within the width', () => {
    const { inl, kpis } = report();
    const text = renderInl(inl, kpis, 100);
    expect(text).toMatch(/authorize first \(eq\. 3, 14\) +33\.3 % +1 \/ 3/);
    expect(text).toMatch(/Charge Start Success +50\.0 % +2 \/ 4 +66\.7 % +66\.7 % +2 \/ 3/);
    expect(text).toContain('Where the two differ, and why');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(101);
  });
});
