import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@firstcharge/collector/service/testkit/processes.ts';
import { NativeServer } from '../alerting/native-server.ts';
import type { RuleGroup } from './groups.ts';

/** What one evaluation of a rule cost; seconds of CPU (user and system, all threads of Prometheus). */
export interface RuleCost {
  readonly group: string;
  readonly name: string;
  readonly cpu: number;
  /** What Prometheus said when it could not; null when it could. */
  readonly failure: string | null;
}

/**
 * Has a real Prometheus with its default limits evaluate every rule of some groups at one moment (`at`, seconds), one after
 * the other. The answer's JSON stands for what recording it would cost. CPU rather than time: other work on the machine
 * does not count, and a group is evaluated by one thread.
 */
export async function evaluate(
  groups: readonly RuleGroup[],
  { folder, data, at }: { readonly folder: string; readonly data: string; readonly at: number },
): Promise<RuleCost[]> {
  const config = join(folder, 'prometheus.json');
  writeFileSync(config, '{}');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=20y',
    // Blocks stay as they were written: merging them would be counted, too.
    '--storage.tsdb.min-block-duration=2h',
    '--storage.tsdb.max-block-duration=2h',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ];
  const server = await NativeServer.start('prometheus', args, async () => (await fetch(`${url}/-/ready`)).ok);
  const used = async (): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
  };
  const costs: RuleCost[] = [];
  try {
    for (const { name: group, rules } of groups)
      for (const { name, expr } of rules) {
        const before = await used();
        const body = new URLSearchParams({ query: expr, time: `${at}` });
        const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
        const text = await response.text();
        costs.push({ group, name, cpu: (await used()) - before, failure: response.ok ? null : text });
      }
  } finally {
    await server.stop();
  }
  return costs;
}
