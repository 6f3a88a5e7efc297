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

/** Lines of what a rule recorded. */
function linesOf(rule: RecordingRule, { metric, values }: Series): string {
  const labels = { ...metric, ...rule.labels };
  const text = Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}=${escaped(value)}`)
    .join(',');
  const head = `${rule.name}{${text}} `;
  return values.map(([at, value]) => `${head}${value} ${at}\n`).join('');
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
        for (const series of await prometheus.range(rule.expr, { start, end, step: interval }))
          file.write(linesOf(rule, series), series.values.length);
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
