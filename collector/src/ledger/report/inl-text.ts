import { INL_EQUATIONS, type InlRate } from '../../model/inl.ts';
import type { Kpi } from '../../model/kpi.ts';
import type { InlFigures } from './inl.ts';
import { tableLines } from './render/table.ts';
import type { Report } from './report.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
const counted = ({ numerator, denominator, ratio }: Kpi): readonly string[] => [
  percent(ratio),
  `${numerator} / ${denominator}`,
];
const seconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} s`);

const wrap = (text: string, width: number): string =>
  text.split(' ').reduce((lines, word) => {
    const line = lines.slice(lines.lastIndexOf('\n') + 1);
    return lines === ''
      ? `- ${word}`
      : line.length + word.length >= width
        ? `${lines}\n  ${word}`
        : `${lines} ${word}`;
  }, '');

/** INL's figures beside ours, as text of at most `width` characters a line, with a line break at the end. */
export const renderInl = (inl: InlFigures, ours: Report['kpis'], width = 100): string => {
  const modes = inl.modes.map(({ mode, charge_start_success, session_success }) => [
    `${mode.replaceAll('_', ' ')} (eq. ${INL_EQUATIONS[mode].start}, ${INL_EQUATIONS[mode].session})`,
    ...counted(charge_start_success),
    ...counted(session_success),
  ]);
  const rates = (name: string, { pooled, weighted }: InlRate, own: Kpi): string[] => [
    name,
    ...counted(pooled),
    percent(weighted),
    ...counted(own),
  ];
  const right = (title: string) => ({ title, align: 'right' as const });
  const { count, p10, p25, p50, p75 } = inl.charge_start_time;
  return [
    'INL form (ChargeX), by how the attempt began',
    '',
    ...tableLines(
      [{ title: 'mode' }, right('start'), right('counts'), right('session'), right('counts')],
      modes,
      width,
    ),
    '',
    ...tableLines(
      [
        { title: 'KPI' },
        right('INL pooled'),
        right('counts'),
        right('INL weighted'),
        right('ours'),
        right('counts'),
      ],
      [
        rates('Charge Start Success', inl.charge_start_success, ours.charge_start_success),
        rates(
          'Charge End Success (eq. 10)',
          { pooled: inl.charge_end_success, weighted: null },
          ours.charge_end_success,
        ),
        rates('Session Success', inl.session_success, ours.session_success),
      ],
      width,
    ),
    '',
    `Charge Start Time (eq. 9): p10 ${seconds(p10)}, p25 ${seconds(p25)}, p50 ${seconds(p50)}, p75 ${seconds(p75)}, of ${count} starts`,
    `Outside every equation: ${inl.outside} flows`,
    '',
    'Where the two differ, and why',
    ...inl.differences.map((text) => wrap(text, width)),
    '',
  ].join('\n');
};
