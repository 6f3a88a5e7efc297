import { table } from '../figures/figures.ts';
import type { Match } from './matching.ts';
import { QUESTIONS } from './verdicts.ts';

const NONE = '(none)';

/** True outcome × tracked outcome → flows. */
export type Confusion = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Counts how often each true outcome was told as which. */
export function confusionOf(matches: readonly Match[]): Confusion {
  const rows = new Map<string, Map<string, number>>();
  for (const { truth, tracked } of matches) {
    const row = rows.get(truth?.outcome ?? NONE) ?? new Map<string, number>();
    rows.set(truth?.outcome ?? NONE, row);
    const told = tracked?.outcome ?? NONE;
    row.set(told, (row.get(told) ?? 0) + 1);
  }
  return rows;
}

/** The matrix as text, truth down, tracked across. */
export function confusionTable(confusion: Confusion): string {
  const columns = [...new Set([...confusion.values()].flatMap((row) => [...row.keys()]))].sort();
  const rows = [...confusion].sort(([one], [other]) => (one < other ? -1 : 1));
  return table([
    ['truth \\ tracked', ...columns],
    ...rows.map(([truth, row]) => [truth, ...columns.map((column) => String(row.get(column) ?? '·'))]),
  ]);
}

/** Wrong answers by behaviour, the worst first: one column a question. */
export function worstBehaviours(matches: readonly Match[]): string {
  const tally = new Map<string, { flows: number; wrong: number[] }>();
  for (const match of matches) {
    const wrong = QUESTIONS.map((question) => (question.asked(match) && !question.right(match) ? 1 : 0));
    for (const name of behavioursOf(match)) {
      const entry = tally.get(name) ?? { flows: 0, wrong: QUESTIONS.map(() => 0) };
      tally.set(name, {
        flows: entry.flows + 1,
        wrong: entry.wrong.map((sum, at) => sum + (wrong[at] ?? 0)),
      });
    }
  }
  const rows = [...tally].sort(([, one], [, other]) => (other.wrong[0] ?? 0) - (one.wrong[0] ?? 0));
  return table([
    ['behaviour', 'flows', ...QUESTIONS.map((question) => `${question.name} wrong`)],
    ...rows.map(([name, entry]) => [name, String(entry.flows), ...entry.wrong.map(String)]),
  ]);
}

function behavioursOf({ truth }: Match): readonly string[] {
  if (!truth) return ['(no such flow)'];
  return truth.behaviours.length > 0 ? truth.behaviours : [NONE];
}

/** How a wrong answer came about, most frequent first: what was, what was told, and the rule that told it. */
export function mistakes(matches: readonly Match[]): string {
  const tally = new Map<string, number>();
  for (const match of matches) {
    const { truth, tracked } = match;
    const asked = QUESTIONS.find((question) => question.asked(match) && !question.right(match));
    if (!asked) continue;
    const was = truth && [truth.outcome, truth.failed_stage, truth.reason, truth.attribution].join('/');
    const told =
      tracked && [tracked.outcome, tracked.failedStage, tracked.reason, tracked.attribution].join('/');
    const rule = tracked?.evidence.at(-1)?.text ?? '';
    const key = [asked.name, was ?? NONE, told ?? NONE, rule].join('\t');
    tally.set(key, (tally.get(key) ?? 0) + 1);
  }
  const rows = [...tally].sort(([, one], [, other]) => other - one).slice(0, 40);
  return table([
    ['flows', 'wrong', 'was', 'told', 'by'],
    ...rows.map(([key, count]) => [String(count), ...key.split('\t')]),
  ]);
}
