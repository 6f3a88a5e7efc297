import type { Subject } from './subjects.ts';

/** A recording rule with nothing left to fill in. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** An alert with nothing left to fill in; durations as Prometheus writes them. */
export interface AlertRule {
  readonly alert: string;
  readonly subject: Subject;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export type Rule = RecordingRule | AlertRule;

export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

/** One rule file: the name is that of its source and of what Prometheus loads. */
export interface RuleFile {
  readonly name: string;
  readonly groups: readonly RuleGroup[];
}

export const isAlert = (rule: Rule): rule is AlertRule => 'alert' in rule;

/** Every alert of the files, with its group. */
export const alertsOf = (files: readonly RuleFile[]): readonly AlertRule[] =>
  files.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter(isAlert)));

/** Every recording rule of the files. */
export const recordingsOf = (files: readonly RuleFile[]): readonly RecordingRule[] =>
  files.flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.filter((rule): rule is RecordingRule => !isAlert(rule))),
  );
