import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { NativeServer } from '../alerting/native-server.ts';
import { seconds } from '../detect/rules/rule-files.ts';

const ruleFile = z.object({ groups: z.array(z.looseObject({ name: z.string(), interval: z.string() })) });
const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        lastEvaluation: z.string(),
        evaluationTime: z.number(),
        rules: z.array(
          z.object({
            name: z.string(),
            query: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
            evaluationTime: z.number(),
          }),
        ),
      }),
    ),
  }),
});

/** How long evaluations of a group took, seconds, and how often they are due. */
export interface GroupCost {
  readonly name: string;
  /** As shipped. */
  readonly interval: number;
  /** One a evaluation, but for the first, when nothing was recorded yet. */
  readonly durations: readonly number[];
}

/** A rule at its last evaluation, seconds. */
export interface RuleCost {
  readonly group: string;
  readonly name: string;
  readonly query: string;
  readonly duration: number;
}

export interface RulesCost {
  readonly groups: readonly GroupCost[];
  readonly rules: readonly RuleCost[];
  /** What went wrong at evaluations; empty when nothing did. */
  readonly failures: readonly string[];
}

/** What is run over which data, and for how long. */
export interface RulesRun {
  readonly folder: string;
  readonly data: string;
  /** Of the shipped rules. */
  readonly rules: string;
  /** host:port to scrape. */
  readonly target: string;
  readonly scrapeInterval: string;
  /** Groups that are due less often are evaluated as often as this, seconds, since nobody waits for an hour three times. */
  readonly mostInterval: number;
  /** Evaluations of each group that count. */
  readonly evaluations: number;
}

/** Copies the rule files with shorter intervals where they are long; resolves with the shipped ones by group. */
function copyRules(from: string, to: string, mostInterval: number): Map<string, number> {
  mkdirSync(to, { recursive: true });
  const intervals = new Map<string, number>();
  for (const name of readdirSync(from).filter((file) => file.endsWith('.yaml'))) {
    const { groups } = ruleFile.parse(parse(readFileSync(join(from, name), 'utf8')));
    for (const group of groups) {
      intervals.set(group.name, seconds(group.interval));
      group.interval = `${Math.min(mostInterval, seconds(group.interval))}s`;
    }
    writeFileSync(join(to, name), stringify({ groups }, { lineWidth: 0 }));
  }
  return intervals;
}

/** Has a real Prometheus with its default limits evaluate the rules, and reads how long each group took. */
export async function runRules(run: RulesRun): Promise<RulesCost> {
  const rules = join(run.folder, 'rules');
  const intervals = copyRules(run.rules, rules, run.mostInterval);
  const config = join(run.folder, 'prometheus.json');
  const scrape = {
    job_name: 'firstcharge',
    honor_labels: true,
    scrape_interval: run.scrapeInterval,
    scrape_timeout: run.scrapeInterval,
    static_configs: [{ targets: [run.target] }],
  };
  writeFileSync(config, JSON.stringify({ rule_files: [join(rules, '*.yaml')], scrape_configs: [scrape] }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const prometheus = await NativeServer.start(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${run.data}`,
      '--storage.tsdb.retention.time=40d',
      // Blocks stay as they were written: compacting them would be measured, too.
      '--storage.tsdb.min-block-duration=2h',
      '--storage.tsdb.max-block-duration=2h',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    async () => (await fetch(`${url}/-/ready`)).ok,
  );
  const seen = new Map<string, Map<string, number>>();
  const failures = new Set<string>();
  const look = async (): Promise<z.infer<typeof rulesAnswer>['data']['groups']> => {
    const { groups } = rulesAnswer.parse(await (await fetch(`${url}/api/v1/rules`)).json()).data;
    for (const { name, lastEvaluation, evaluationTime, rules: own } of groups) {
      const durations = seen.get(name) ?? new Map<string, number>();
      seen.set(name, durations);
      if (!lastEvaluation.startsWith('0001')) durations.set(lastEvaluation, evaluationTime);
      for (const { name: rule, health, lastError } of own)
        if (health === 'err') failures.add(`${name}: ${rule}: ${lastError ?? ''}`);
    }
    return groups;
  };
  const most = (run.evaluations + 2) * run.mostInterval * 1000 * 2 + 60_000;
  try {
    await until(
      'every group has been evaluated',
      async () => {
        await look();
        return [...intervals.keys()].every((name) => (seen.get(name)?.size ?? 0) > run.evaluations);
      },
      most,
    );
    const last = await look();
    return {
      groups: [...intervals].map(([name, interval]) => ({
        name,
        interval,
        durations: [...(seen.get(name)?.values() ?? [])].slice(1),
      })),
      rules: last.flatMap(({ name: group, rules: own }) =>
        own.map(({ name, query, evaluationTime: duration }) => ({ group, name, query, duration })),
      ),
      failures: [...failures],
    };
  } finally {
    await prometheus.stop();
  }
}
