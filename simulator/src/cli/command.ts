import { readFileSync, writeFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';
import { inventoryYaml } from './inventory.ts';
import { logToFiles } from './log.ts';
import { progressOn } from './progress.ts';

/** A mistake of the user's, told in sentences. */
class UsageError extends Error {}

interface Overrides {
  readonly scenario: string;
  readonly days?: string;
  readonly seed?: string;
  readonly stations?: string;
}

/** Runs the command line; returns the exit code. */
export async function command(argv: readonly string[]): Promise<number> {
  const program = build();
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function build(): Command {
  const program = new Command('simulator').description('A fleet of charging stations that knows the truth.').exitOverride();
  withScenario(program.command('log').description('write an OCPP log at virtual time'))
    .requiredOption('--out <file>', 'the ocpp_log to write')
    .option('--truth <file>', 'the ground truth to write')
    .option('--state-out <file>', 'registers and counters, for a live fleet to go on from')
    .action((options: Overrides & { out: string; truth?: string; stateOut?: string }) => {
      const scenario = scenarioOf(options);
      let stopped = false;
      const stop = (): void => {
        stopped = true;
      };
      process.once('SIGINT', stop).once('SIGTERM', stop);
      const run = { scenario, stations: limitOf(options), progress: progressOn(process.stderr), stopped: () => stopped };
      const started = process.hrtime.bigint();
      const { lines } = logToFiles(run, { out: options.out, truth: options.truth, stateOut: options.stateOut });
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      process.stderr.write(`${lines} lines in ${seconds.toFixed(1)} s (${Math.round(lines / seconds)} a second)\n`);
    });
  withScenario(program.command('inventory').description('write the inventory of a scenario for the collector'))
    .requiredOption('--out <file>', 'the YAML file to write')
    .action((options: Overrides & { out: string }) => {
      writeFileSync(options.out, inventoryYaml(scenarioOf(options), limitOf(options)));
    });
  return program;
}

const withScenario = (subcommand: Command): Command =>
  subcommand
    .requiredOption('--scenario <file>', 'scenario YAML')
    .option('--days <n>', 'instead of the scenario\'s')
    .option('--seed <n>', 'instead of the scenario\'s')
    .option('--stations <n>', 'only the first so many, spread over the sites');

function scenarioOf(options: Overrides): Scenario {
  const loaded = loadScenario(readFileSync(options.scenario, 'utf8'), options.scenario);
  if (!loaded.ok) throw new UsageError(loaded.errors.join('\n'));
  const days = numberOf('--days', options.days);
  const seed = numberOf('--seed', options.seed);
  return { ...loaded.scenario, ...(days === undefined ? {} : { days }), ...(seed === undefined ? {} : { seed }) };
}

const limitOf = (options: Overrides): number => numberOf('--stations', options.stations) ?? Infinity;

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new UsageError(`${name}: "${text}" is no number; give one above 0`);
  return number;
}
