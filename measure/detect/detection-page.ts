import type { Figure } from '../figures/figures.ts';
import type { Scores } from './comparison/scores.ts';
import { FAMILIES } from './scenario/families.ts';
import { ALERT_HEAD, alertRows, FAMILY_HEAD, familyRows, RAMP_HEAD, rampRows } from './comparison/tables.ts';

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const symptomRows = (): string[][] =>
  FAMILIES.map(({ behaviour, symptoms }) => [behaviour, [...new Set(symptoms)].sort().join(', ')]).sort(
    ([one = ''], [other = '']) => one.localeCompare(other),
  );

/** Waves of seed 1 whose alerts were looked at one by one when thresholds were set: what comes after them shows whether that holds. */
export const TUNED_WAVES = 5;

/** How large a run was. */
export interface RunSize {
  readonly seed: number;
  readonly stations: number;
  readonly days: number;
  readonly warmUp: number;
}

/** What was measured, and the same of the waves that no threshold was tuned on. */
export interface Figures {
  readonly all: readonly Figure[];
  readonly heldOut: readonly Figure[];
}

/** docs/detection.md: what the rules find, and what they do not. */
export function detectionPage(scores: Scores, figures: Figures, size: RunSize): string {
  const written = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value)
      ? '–'
      : Number.isInteger(value)
        ? String(value)
        : value.toFixed(3);
  const measured = figures.all.map(({ id, name, value, unit, budget, ok }) => [
    name,
    written(value),
    written(figures.heldOut.find((one) => one.id === id)?.value),
    unit,
    budget,
    budget === '' ? '' : ok ? 'kept' : '**missed**',
  ]);
  return `# What the alert rules find

Written by \`make detect\`: ${size.stations} simulated stations over ${size.days} days (seed ${size.seed}), with faults from day ${size.warmUp.toFixed(1)} on. Their log goes through
the collector's own trackers into blocks of a real Prometheus; the rules of [alert-rules](../alert-rules/) are evaluated there every 5 minutes, and each minute
around the start and the end of every injected fault, drop and dip (groups with a longer interval by that); recording rules every 5 minutes; \`for\` and \`keep_firing_for\` by an evaluator that is held against \`promtool test rules\`. Alerts about the collector itself are left out. How each
gradual fault proceeds is told in the [simulator's README](../simulator/README.md).

A fault is raised when a ticket or page names its place after it began, with a symptom that such a fault has. An alert is right when something was wrong where it
points, of which its symptom can come: an injected fault (up to 12 hours after its end, since alerts look back), an everyday fault that lasted longer than 15 minutes
(2, where the alert speaks of safety), or everyday faults three times in a day or five times in three days. Not counted are alerts that the Alertmanager example inhibits, and those that
\`firstcharge inventory silences\` keeps quiet while work is planned: ${scores.inhibited} were.

Thresholds were tuned on the first ${TUNED_WAVES} waves of twenty stations. The others were left alone; *held out* is what was measured there. How many failed visits a ticket wants was chosen on
quiet fleets, and looked at on all waves.

${markdown(['figure', 'all', 'held out', 'unit', 'budget', ''], measured)}

## By family

${markdown(FAMILY_HEAD, familyRows(scores))}

## Gradual faults, by their slope

${markdown(RAMP_HEAD, rampRows(scores))}

## By alert

${markdown(ALERT_HEAD, alertRows(scores))}

## What an alert may say of a fault

An alert counts for a fault of the family when its \`symptom\` is one of these, and is wrong where it has another.

${markdown(['family', 'symptoms'], symptomRows())}
`;
}
