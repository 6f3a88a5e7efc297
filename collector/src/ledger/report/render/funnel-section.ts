import type { Report } from '../report.ts';
import { restNote, type Section } from './section.ts';
import { count, words } from './words.ts';

const MOST_FAILURES = 12;
const MOST_REASONS = 3;

/** Stage by stage: how many came there and what became of them. */
export const funnelSection = ({ funnel }: Report): Section => ({
  title: 'Funnel',
  columns: [
    { title: 'stage' },
    ...['entered', 'ok', 'failed', 'left'].map((title) => ({ title, align: 'right' as const })),
    { title: 'commonest reasons' },
  ],
  rows: funnel
    .filter((stage) => stage.entered > 0)
    .map(({ stage, entered, ok, failed, left, reasons }) => [
      words(stage),
      ...[entered, ok, failed, left].map(count),
      Object.entries(reasons)
        .slice(0, MOST_REASONS)
        .map(([reason, flows]) => `${words(reason)} ${count(flows)}`)
        .join(', '),
    ]),
});

/** Why charges failed, the commonest first. */
export const failuresSection = ({ failures }: Report): Section => ({
  title: 'Failures by reason',
  columns: [
    { title: 'flows', align: 'right' },
    ...['outcome', 'stage', 'reason', 'attribution'].map((title) => ({ title })),
  ],
  rows: failures
    .slice(0, MOST_FAILURES)
    .map(({ flows, outcome, stage, reason, attribution }) => [
      count(flows),
      outcome,
      ...[stage, reason, attribution].map((word) => words(word ?? '–')),
    ]),
  ...restNote(MOST_FAILURES, failures.length, 'kinds of failure'),
});
