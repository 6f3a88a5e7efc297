import { readFileSync, writeFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';
import { runCpms } from './cpms.ts';
import { runFleet } from './fleet.ts';
import { inventoryYaml } from './inventory.ts';
import { logToFiles } from './log.ts';
import { progressOn } from './progress.ts';

/** A mistake of the user's, told in sentences. */
class UsageError extends Error {}

interface Overrides {
  readonly scenario: string;
  readonly days?: string;
  readonly seed?: string;
  readonly start?: string;
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
  const program = new Command('simulator')
    .description('A fleet of charging stations that knows the truth.')
    .exitOverride();
  withScenario(program.command('log').description('write an OCPP log at virtual time'))
    .requiredOption('--out <file>', 'the ocpp_log to write')
    .option('--truth <file>', 'the ground truth to write')
    .option('--state-out <file>', 'registers and counters, for a live fleet to go on from')
    .action(async (options: Overrides & { out: string; truth?: string; stateOut?: string }) => {
      const scenario = scenarioOf(options);
      let stopped = false;
      const stop = (): void => {
        stopped = true;
      };
      process.once('SIGINT', stop).once('SIGTERM', stop);
      const run = {
        scenario,
        stations: limitOf(options),
        progress: progressOn(process.stderr),
        stopped: () => stopped,
      };
      const started = process.hrtime.bigint();
      const { lines } = await logToFiles(run, {
        out: options.out,
        truth: options.truth,
        stateOut: options.stateOut,
      });
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      process.stderr.write(
        `${lines} lines in ${seconds.toFixed(1)} s (${Math.round(lines / seconds)} a second)\n`,
      );
    });
  withScenario(
    program.command('inventory').description('write the inventory of a scenario for the collector'),
  )
    .requiredOption('--out <file>', 'the YAML file to write')
    .action((options: Overrides & { out: string }) => {
      writeFileSync(options.out, inventoryYaml(scenarioOf(options), limitOf(options)));
    });
  withScenario(program.command('fleet').description('live stations against a CPMS, at real time'))
    .requiredOption('--url <ws>', 'where stations connect, without their id: ws://127.0.0.1:9000/ocpp')
    .option(
      '--control <http>',
      'control endpoint of the simulated CPMS: starts by app, faults of the backend',
    )
    .option('--mqtt <url>', 'broker to which sensors, routers, meters and terminals publish')
    .option('--speed <n>', 'how many times faster drivers come; protocol timers stay as they are', '1')
    .option('--truth <file>', 'the ground truth to write')
    .option('--state-in <file>', 'registers and counters of an earlier run')
    .action(async (options: FleetOptions) => {
      const speed = numberOf('--speed', options.speed) ?? 1;
      await runFleet({
        scenario: scenarioOf(options),
        stations: limitOf(options),
        url: options.url,
        control: options.control,
        mqtt: options.mqtt,
        speed,
        truth: options.truth,
        stateIn: options.stateIn,
        clock: Date.now,
        signal: untilSignal(),
      });
    });
  program
    .command('cpms')
    .description('a small CPMS that can misbehave')
    .requiredOption('--port <n>', 'where stations connect: ws://127.0.0.1:PORT/ocpp/ID')
    .option('--control-port <n>', 'where the control endpoint listens')
    .option('--host <address>', 'of both; it has no passwords, so keep it among yourselves', '127.0.0.1')
    .option('--first-transaction-id <n>', 'of OCPP 1.6 transactions', '1000')
    .option('--state-in <file>', 'go on counting transactions where an earlier log ended')
    .option('--slow-ms <n>', 'added to every answer', '0')
    .option('--stall <actions>', 'comma separated actions that never get an answer; * is all')
    .option('--error <actions>', 'comma separated actions that get a CALLERROR; * is all')
    .option('--refuse <status>', 'answer every authorisation with this status')
    .option('--strict', 'refuse messages that break their schema')
    .action(async (options: CpmsOptions) => {
      const condition = {
        slowMs: numberOf('--slow-ms', options.slowMs) ?? 0,
        refuse: options.refuse ?? null,
        stall: options.stall?.split(',') ?? [],
        error: options.error?.split(',') ?? [],
      };
      await runCpms({
        host: options.host,
        port: numberOf('--port', options.port) ?? 0,
        controlPort: numberOf('--control-port', options.controlPort),
        firstTransactionId: numberOf('--first-transaction-id', options.firstTransactionId) ?? 1000,
        stateIn: options.stateIn,
        condition,
        strict: options.strict === true,
        clock: Date.now,
        signal: untilSignal(),
      });
    });
  return program;
}

interface FleetOptions extends Overrides {
  readonly url: string;
  readonly control?: string;
  readonly mqtt?: string;
  readonly speed?: string;
  readonly truth?: string;
  readonly stateIn?: string;
}

interface CpmsOptions {
  readonly host: string;
  readonly port: string;
  readonly controlPort?: string;
  readonly firstTransactionId?: string;
  readonly stateIn?: string;
  readonly slowMs?: string;
  readonly stall?: string;
  readonly error?: string;
  readonly refuse?: string;
  readonly strict?: boolean;
}

/** Aborted by Ctrl-C or a termination. */
function untilSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return controller.signal;
}

const withScenario = (subcommand: Command): Command =>
  subcommand
    .requiredOption('--scenario <file>', 'scenario YAML')
    .option('--days <n>', "instead of the scenario's")
    .option('--seed <n>', "instead of the scenario's")
    .option('--start <instant>', "instead of the scenario's, ISO 8601")
    .option('--stations <n>', 'only the first so many, spread over the sites');

function scenarioOf(options: Overrides): Scenario {
  const loaded = loadScenario(readFileSync(options.scenario, 'utf8'), options.scenario);
  if (!loaded.ok) throw new UsageError(loaded.errors.join('\n'));
  const days = numberOf('--days', options.days);
  const seed = numberOf('--seed', options.seed);
  const start = options.start === undefined ? undefined : Date.parse(options.start);
  if (Number.isNaN(start))
    throw new UsageError(`--start: "${options.start}" is no instant; write it as 2026-11-01T00:00:00Z`);
  return {
    ...loaded.scenario,
    ...(start === undefined ? {} : { start }),
    ...(days === undefined ? {} : { days }),
    ...(seed === undefined ? {} : { seed }),
  };
}

const limitOf = (options: Overrides): number => numberOf('--stations', options.stations) ?? Infinity;

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0)
    throw new UsageError(`${name}: "${text}" is no number; give one above 0`);
  return number;
}
