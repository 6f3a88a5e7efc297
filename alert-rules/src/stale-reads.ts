import { durationSeconds, momentaryReads } from './promql-text.ts';
import { isAlert, type RuleFile } from './rule.ts';

/** So far does Prometheus look back for the sample that counts as the present one. */
const LOOK_BACK_SECONDS = 300;

/**
 * Reads of series that are recorded too seldom to be there at any moment: within their own group they have just been
 * written, everywhere else they are there for five minutes of an interval.
 */
export function staleReads(files: readonly RuleFile[]): readonly string[] {
  const groups = files.flatMap(({ name: file, groups: all }) => all.map((group) => ({ file, group })));
  const writers = new Map(
    groups.flatMap(({ group }) =>
      group.rules.flatMap((rule) => (isAlert(rule) ? [] : [[rule.record, group] as const])),
    ),
  );
  return groups.flatMap(({ file, group }) =>
    group.rules.flatMap((rule) =>
      momentaryReads(rule.expr).flatMap((series) => {
        const writer = writers.get(series);
        if (writer === undefined || writer.name === group.name) return [];
        if (durationSeconds(writer.interval) < LOOK_BACK_SECONDS) return [];
        const name = isAlert(rule) ? rule.alert : rule.record;
        return [
          `${file}: ${name}: ${series} is recorded every ${writer.interval} only, and most of the time not there. Fix: read it over a longer range, last_over_time(${series}[…])`,
        ];
      }),
    ),
  );
}
