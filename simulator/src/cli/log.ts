import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { CpmsModel } from '../cpms/model.ts';
import { Scheduler } from '../clock/scheduler.ts';
import { LineWriter } from '../mouth/log-writer.ts';
import { LogBackend } from '../mouth/log-backend.ts';
import { LogMouth } from '../mouth/log-mouth.ts';
import { Random } from '../random/random.ts';
import { planFleet } from '../scenario/fleet-plan.ts';
import type { Scenario } from '../scenario/schema.ts';
import { World } from '../world/world.ts';
import type { Progress } from './progress.ts';

const SLICE_MS = 3_600_000;
const FIRST_TRANSACTION = 1000;

export interface LogRun {
  readonly scenario: Scenario;
  readonly stations: number;
  readonly writeLog: (line: string) => void;
  readonly writeTruth: (line: string) => void;
  readonly progress: Progress;
  readonly stopped: () => boolean;
}

/** Runs a scenario at virtual time, an hour of it a step. Returns what a later run can go on from. */
export function* runLog(run: LogRun): Generator<void, object, void> {
  const { scenario } = run;
  const scheduler = new Scheduler(scenario.start);
  const cpms = new CpmsModel({
    firstTransactionId: FIRST_TRANSACTION,
    heartbeatSeconds: scenario.heartbeat_seconds,
  });
  const mouth = new LogMouth(scheduler, cpms, run.writeLog, new Random(`seed ${scenario.seed}/network`));
  const endsAt = scenario.start + scenario.days * 86_400_000;
  const world = new World({
    scheduler,
    scenario,
    fleet: planFleet(scenario, run.stations),
    mouth,
    backend: new LogBackend(mouth),
    writeTruth: run.writeTruth,
    endsAt,
  });
  world.start();
  while (scheduler.now < endsAt && !run.stopped()) {
    scheduler.runUntil(Math.min(endsAt, scheduler.now + SLICE_MS));
    run.progress.show((scheduler.now - scenario.start) / (endsAt - scenario.start));
    yield;
  }
  world.truth.finish();
  return { next_transaction_id: cpms.nextTransactionId, stations: world.memory() };
}

/** Runs a scenario into files. Lets signals through after every step. */
export async function logToFiles(
  run: Omit<LogRun, 'writeLog' | 'writeTruth'>,
  files: { out: string; truth: string | undefined; stateOut: string | undefined },
): Promise<{ lines: number }> {
  const log = new LineWriter(files.out);
  const truth = files.truth === undefined ? null : new LineWriter(files.truth);
  const steps = runLog({
    ...run,
    writeLog: (line) => log.write(line),
    writeTruth: (line) => truth?.write(line),
  });
  let step = steps.next();
  while (step.done !== true) {
    await setImmediate();
    step = steps.next();
  }
  log.close();
  truth?.close();
  if (files.stateOut !== undefined) writeFileSync(files.stateOut, `${JSON.stringify(step.value)}\n`);
  run.progress.end();
  return { lines: log.lines };
}
