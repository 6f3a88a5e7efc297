import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BlockFile } from '../prometheus/blocks.ts';
import { StoredPrometheus, type Series } from '../prometheus/stored-prometheus.ts';
import type { RecordingRule } from './rule-files.ts';

/** Where blocks lie, and the range for which rules are evaluated; seconds. */
export interface Recording {
  readonly folder: string;
  readonly data: string;
  readonly start: number;
  readonly end: number;
  /** The shortest interval: groups that are evaluated more often are evaluated as often as this. */
  readonly step: number;
}

const escaped = (value: string): string => JSON.stringify(value);

/** What a rule recorded, by the name and labels of each series, in order of time. */
function recordedBy(rule: RecordingRule, answer: readonly Series[]): Map<string, Series['values']> {
  const recorded = new Map<string, Series['values']>();
  for (const { metric, values } of answer) {
    const text = Object.entries({ ...metric, ...rule.labels })
      .filter(([name]) => name !== '__name__')
      .map(([name, value]) => `${name}=${escaped(value)}`)
      .join(',');
    const head = `${rule.name}{${text}}`;
    // `a - b or a` answers in two series, with the name of a and without, which are one when they are recorded.
    const known = recorded.get(head);
    if (known === undefined) recorded.set(head, values);
    else known.push(...values);
  }
  for (const values of recorded.values()) values.sort(([one], [other]) => one - other);
  return recorded;
}

/**
 * Evaluates recording rules level by level on a real Prometheus and puts what they give into its blocks, as
 * `promtool tsdb create-blocks-from rules` does, but one block a level: that command makes one for each rule and two hours,
 * which are tens of thousands here. Resolves with the number of samples.
 */
export async function recordLevels(
  levels: readonly (readonly RecordingRule[])[],
  recording: Recording,
  onLevel: (level: number) => void,
): Promise<number> {
  const { folder, data, end, step } = recording;
  let samples = 0;
  for (const [level, rules] of levels.entries()) {
    onLevel(level);
    const prometheus = await StoredPrometheus.on(folder, data);
    const file = new BlockFile(folder, `level-${level}`);
    try {
      for (const rule of rules) {
        const interval = Math.ceil(Math.max(rule.interval, step) / step) * step;
        const start = interval === step ? recording.start : Math.ceil(recording.start / interval) * interval;
        const answer = await prometheus.range(rule.expr, { start, end, step: interval });
        for (const [head, values] of recordedBy(rule, answer))
          file.write(values.map(([at, value]) => `${head} ${value} ${at}\n`).join(''), values.length);
      }
    } finally {
      await prometheus.stop();
    }
    samples += file.samples;
    await file.toBlock(data);
    rmSync(join(data, 'wal'), { recursive: true, force: true });
  }
  return samples;
}
