import { once } from 'node:events';
import { RealTime } from '../clock/real-time.ts';
import { Scheduler } from '../clock/scheduler.ts';
import { HttpBackend } from '../mouth/http-backend.ts';
import { LineWriter } from '../mouth/log-writer.ts';
import { TelemetryBroker } from '../mouth/telemetry-broker.ts';
import { SocketMouth } from '../mouth/socket-mouth.ts';
import { planFleet } from '../scenario/fleet-plan.ts';
import type { Scenario } from '../scenario/schema.ts';
import { World } from '../world/world.ts';
import { readState } from './state.ts';

const FLUSH_MS = 2000;
const FOREVER_MS = 3650 * 86_400_000;

export interface FleetRun {
  readonly scenario: Scenario;
  readonly stations: number;
  readonly url: string;
  readonly control: string | undefined;
  /** Broker for telemetry. */
  readonly mqtt?: string | undefined;
  readonly speed: number;
  readonly truth: string | undefined;
  readonly stateIn: string | undefined;
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/** Runs live stations until the signal aborts. Behaviours with a time after the start count from the scenario's. */
export async function runFleet(run: FleetRun): Promise<void> {
  const scheduler = new Scheduler(run.clock());
  const time = new RealTime(scheduler, run.clock);
  const poke = (): void => time.poke();
  const broker = run.mqtt === undefined ? null : new TelemetryBroker(run.mqtt, run.clock);
  const mouth = new SocketMouth(
    run.url,
    poke,
    broker === null ? undefined : (...said) => broker.publish(...said),
  );
  const truth = run.truth === undefined ? null : new LineWriter(run.truth);
  const memory =
    run.stateIn === undefined ? undefined : new Map(Object.entries(readState(run.stateIn).stations));
  const world = new World({
    scheduler,
    scenario: run.scenario,
    fleet: planFleet(run.scenario, run.stations),
    mouth,
    backend: new HttpBackend(run.control, poke),
    writeTruth: (line) => truth?.write(line),
    endsAt: run.clock() + FOREVER_MS,
    speed: run.speed,
    ...(memory === undefined ? {} : { memory }),
  });
  world.start();
  time.poke();
  const flushing = setInterval(() => truth?.flush(), FLUSH_MS);
  if (!run.signal.aborted) await once(run.signal, 'abort');
  clearInterval(flushing);
  time.stop();
  world.truth.finish();
  truth?.close();
  await mouth.close();
  await broker?.close();
}
