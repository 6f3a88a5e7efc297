import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { readInhibitRules } from './evaluator/inhibition.ts';
import { measuredRules } from './rules/measured-rules.ts';
import { runWave } from './wave-run.ts';

/** One wave, and the files that it is judged by. */
export interface WaveJob {
  readonly scenario: Scenario;
  readonly folder: string;
  /** What it is called in the messages. */
  readonly label: string;
  readonly rules: string;
  /** An Alertmanager configuration; one that is not there inhibits nothing. */
  readonly inhibition: string;
  /** Regular expression of the alerts that are asked for. */
  readonly alerts: string;
  readonly keep: boolean;
}

const { scenario, folder, label, ...job }: WaveJob = workerData;
const result = await runWave(scenario, {
  folder,
  rules: measuredRules(job.rules, new RegExp(`^(?:${job.alerts})$`)),
  inhibitRules: existsSync(job.inhibition) ? readInhibitRules(job.inhibition) : [],
  say: (text) => parentPort?.postMessage(`${label}: ${text}`),
  keep: job.keep,
});
parentPort?.postMessage(result);
