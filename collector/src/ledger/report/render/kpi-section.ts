import type { Report, SuccessKpis } from '../report.ts';
import { outcomeCounts, share } from '../tally.ts';
import type { Section } from './section.ts';
import { count, duration, interval, percent, shareOf } from './words.ts';

const SUCCESS_KPIS: readonly (readonly [keyof SuccessKpis, string])[] = [
  ['first_charge_success', 'First Charge Success'],
  ['visit_success', 'Visit Success'],
  ['charge_start_success', 'Charge Start Success'],
  ['charge_end_success', 'Charge End Success'],
  ['session_success', 'Session Success'],
];

/** Every KPI with its sample, its interval, and what it would be had all abandoned and unknown flows failed. */
export const kpiSection = ({ kpis }: Report): Section => {
  const success = SUCCESS_KPIS.map(([name, title]) => [
    title,
    percent(kpis[name].ratio),
    interval(kpis[name]),
    `${count(kpis[name].numerator)} of ${count(kpis[name].denominator)}`,
    shareOf(kpis.if_abandoned_and_unknown_had_failed[name]),
  ]);
  const nonCharge = kpis.non_charge_visits;
  const attempts = kpis.attempts_per_visit;
  return {
    title: 'KPIs',
    columns: [
      { title: '' },
      { title: 'rate', align: 'right' },
      { title: '95 % interval', align: 'right' },
      { title: 'sample', align: 'right' },
      { title: 'had abandoned and unknown failed', align: 'right' },
    ],
    rows: [
      ...success,
      [
        'Non-charge visits',
        percent(nonCharge.ratio),
        interval(nonCharge),
        `${count(nonCharge.numerator)} of ${count(nonCharge.denominator)}`,
        '',
      ],
      [
        'Attempts per visit',
        attempts.ratio?.toFixed(2) ?? '–',
        '',
        `${count(attempts.numerator)} in ${count(attempts.denominator)}`,
        '',
      ],
    ],
  };
};

/** How flows ended. */
export const outcomeSection = (report: Report): Section => ({
  title: 'Outcomes',
  columns: [{ title: '' }, { title: 'flows', align: 'right' }, { title: 'share', align: 'right' }],
  rows:
    report.flows === 0
      ? []
      : outcomeCounts(report.outcomes).map(([outcome, flows]) => [
          outcome,
          count(flows),
          percent(share(flows, report.flows).ratio),
        ]),
});

/** How long drivers waited for power. */
export const startTimeSection = ({ start_time }: Report): Section => ({
  title: 'Charge start time',
  columns: [
    { title: '' },
    ...['p10', 'p25', 'p50', 'p75', 'p90', 'p95', 'charges'].map((title) => ({
      title,
      align: 'right' as const,
    })),
  ],
  rows: (
    [
      ['machine', start_time.machine],
      ['driver', start_time.driver],
    ] as const
  )
    .filter(([, times]) => times.count > 0)
    .map(([name, { count: charges, p10, p25, p50, p75, p90, p95 }]) => [
      name,
      ...[p10, p25, p50, p75, p90, p95].map(duration),
      count(charges),
    ]),
});
