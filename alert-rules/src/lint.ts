import type { CasesOf } from './cases.ts';
import { durationSeconds, metricNames, rangeReads } from './promql-text.ts';
import { alertsOf, isAlert, recordingsOf, type AlertRule, type RuleFile } from './rule.ts';
import { LAYERS, PROOFS, SEVERITIES } from './rule-source.ts';
import { staleReads } from './stale-reads.ts';
import { SUBJECTS } from './subjects.ts';

/** What the linter holds the rules against. */
export interface Surroundings {
  /** Runbooks by alert name. */
  readonly runbooks: ReadonlyMap<string, string>;
  readonly cases: ReadonlyMap<string, CasesOf>;
  readonly metrics: ReadonlySet<string>;
}

const RAW_SECONDS = 6 * 3600;
export const RUNBOOK_PARTS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'] as const;
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  severity: SEVERITIES,
  layer: LAYERS,
  proof: PROOFS,
};

/** What is missing or wrong, one sentence each with its fix; empty when all is well. */
export function lint(files: readonly RuleFile[], around: Surroundings): readonly string[] {
  const alerts = alertsOf(files);
  const recorded = new Set(recordingsOf(files).map(({ record }) => record));
  const names = alerts.map(({ alert }) => alert);
  return [
    ...files.flatMap((file) =>
      file.groups.flatMap(({ rules }) =>
        rules.flatMap((rule) => {
          const name = isAlert(rule) ? rule.alert : rule.record;
          return expressionProblems(rule.expr, recorded, around.metrics).map(
            (problem) => `${file.name}: ${name}: ${problem}`,
          );
        }),
      ),
    ),
    ...staleReads(files),
    ...recordingsOf(files)
      .filter(({ record }) => !/^[a-z_]+:[a-z][a-z0-9_]*:[a-z][a-z0-9_]*$/.test(record))
      .map(({ record }) => `${record}: a recorded series is named level:metric:operations. Fix: rename it`),
    ...doubles(names).map((name) => `${name}: two alerts have this name. Fix: rename one`),
    ...alerts.flatMap((alert) => alertProblems(alert, around).map((problem) => `${alert.alert}: ${problem}`)),
    ...[...around.runbooks.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `runbooks/${name}.md belongs to no alert. Fix: remove or rename it`),
    ...[...around.cases.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `tests/ has cases of ${name}, which is no alert. Fix: remove or rename them`),
  ];
}

const doubles = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

function expressionProblems(
  expr: string,
  recorded: ReadonlySet<string>,
  metrics: ReadonlySet<string>,
): string[] {
  const problems = metricNames(expr)
    .filter((name) => !(name.includes(':') ? recorded : metrics).has(name))
    .map((name) =>
      name.includes(':')
        ? `nothing records ${name}. Fix: correct the name, or add a recording rule`
        : `the collector has no metric ${name}. Fix: see docs/metrics.md for the names`,
    );
  for (const { metric, seconds } of rangeReads(expr))
    if (!metric.includes(':') && !(seconds <= RAW_SECONDS))
      problems.push(
        `reads more than 6 hours of raw samples${metric === '' ? '' : ` of ${metric}`}. Fix: sum a recorded increment instead (record-stations.yaml, record-cohort.yaml)`,
      );
  return problems;
}

function alertProblems(alert: AlertRule, { runbooks, cases }: Surroundings): string[] {
  const problems: string[] = [];
  if (!/^[A-Z][A-Za-z0-9]+$/.test(alert.alert)) problems.push('is not CamelCase. Fix: rename it');
  for (const [label, allowed] of Object.entries(ALLOWED)) {
    const value = alert.labels[label];
    if (value === undefined || !allowed.includes(value))
      problems.push(`label ${label} is ${value ?? 'missing'}. Fix: use one of ${allowed.join(', ')}`);
  }
  if (!/^[a-z][a-z_]+$/.test(alert.labels['symptom'] ?? ''))
    problems.push('label symptom is missing. Fix: add what is seen, such as slow_start');
  for (const text of ['summary', 'description'])
    if ((alert.annotations[text] ?? '').length < 10)
      problems.push(`annotation ${text} is missing. Fix: write a sentence for the person on call`);
  if (/[{]/.test(alert.annotations['summary'] ?? ''))
    problems.push(
      'annotation summary has a template. Fix: keep it one static sentence; values go into description',
    );
  for (const duration of [alert.for, alert.keep_firing_for])
    if (duration !== undefined && Number.isNaN(durationSeconds(duration)))
      problems.push(`${duration} is no duration. Fix: write one such as 15m`);
  problems.push(...runbookProblems(alert.alert, runbooks.get(alert.alert)));
  problems.push(...caseProblems(alert, cases.get(alert.alert)));
  return problems;
}

function runbookProblems(alert: string, runbook: string | undefined): string[] {
  if (runbook === undefined)
    return [`has no runbook. Fix: write runbooks/${alert}.md with the headings ${RUNBOOK_PARTS.join(', ')}`];
  return RUNBOOK_PARTS.filter((part) => !new RegExp(`^## ${part}\n\n\\S`, 'm').test(runbook)).map(
    (part) => `its runbook says nothing under “${part}”. Fix: fill in ## ${part}`,
  );
}

function caseProblems(alert: AlertRule, cases: CasesOf | undefined): string[] {
  const missing: string[] = [];
  if (!cases?.firing) missing.push('has no case in which it fires. Fix: add one to a file in tests/');
  if (!cases?.quiet)
    missing.push('has no case in which it is quiet. Fix: add one with exp_samples: [] to a file in tests/');
  for (const label of SUBJECTS[alert.subject].labels)
    for (const labels of cases?.labels ?? [])
      if (!labels.includes(`${label}="`))
        missing.push(
          `its case fires without the label ${label}, which an alert about a ${alert.subject} has. Fix: keep ${label} in the expression, and ask for it in the case`,
        );
  return [...new Set(missing)];
}
