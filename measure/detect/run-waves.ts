import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import type { WaveJob } from './wave-thread.ts';
import type { WaveResult } from './wave-run.ts';

/** What is the same for all waves of a run. */
export interface WavesSettings extends Omit<WaveJob, 'scenario' | 'folder' | 'label'> {
  readonly folder: string;
  /** Waves at a time: each is one thread and one Prometheus. */
  readonly parallel: number;
  readonly say: (text: string) => void;
}

/** A scenario with the name of its folder. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** Runs each scenario as a wave, several at a time; resolves in their order. Rejects with the first error. */
export async function runWaves(
  scenarios: readonly NamedScenario[],
  { folder, parallel, say, ...same }: WavesSettings,
): Promise<readonly WaveResult[]> {
  const results = new Map<number, WaveResult>();
  const waiting = [...scenarios.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { name, scenario }] = next;
      const job: WaveJob = { ...same, scenario, folder: join(folder, name), label: name };
      results.set(index, await inThread(job, say));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return [...results.entries()].sort(([one], [other]) => one - other).map(([, result]) => result);
}

async function inThread(job: WaveJob, say: (text: string) => void): Promise<WaveResult> {
  const worker = new Worker(join(import.meta.dirname, 'wave-thread.ts'), { workerData: job });
  let result: WaveResult | undefined;
  worker.on('message', (message: string | WaveResult) => {
    if (typeof message === 'string') say(message);
    else result = message;
  });
  await once(worker, 'exit');
  if (result === undefined) throw new Error(`${job.label} ended without a result`);
  return result;
}
