import { join } from 'node:path';
import type { ServiceContext } from './service-context.ts';
import type { ConfigFile } from './config-file.ts';
import { failed, ok, permanent, type Result } from '../model/result.ts';
import { CONFIG_VARIABLE } from '../gateway/read-config.ts';
import { ocppWsConfig } from '../receivers/ocpp_ws/config.ts';
import { serviceLog, type ServiceLog } from './service-log.ts';
import { Supervisor } from './supervision/supervisor.ts';
import type { ChildSettings } from './supervision/child.ts';
import { apiOf, startApi } from './api-service.ts';
import { StreamService } from './stream/stream-service.ts';

const HEARTBEAT_MS = 1_000;
/** Longer than any slice of work, shorter than an operator's patience. */
const SILENCE_MS = 20_000;
const SOURCES = join(import.meta.dirname, '..');

const logOf = (name: string, file: ConfigFile, context: ServiceContext): ServiceLog =>
  serviceLog(name, file.config.service.telemetry.logs.level, { write: context.stdout });

/** Resolves at the first SIGINT or SIGTERM, or when the process that started this one is gone. */
const untilToldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    // Ctrl-C reaches every process of a terminal: those with a supervisor wait for its word, so that gateways end first.
    process.on('SIGINT', () => process.connected || resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
  });

/** Runs the tracking process until its input ends or it is told to stop. */
export async function runStream(file: ConfigFile, context: ServiceContext): Promise<Result<void>> {
  const log = logOf('stream', file, context);
  const told = untilToldToStop();
  // Reading a long log back takes its time: it is no sign of a process that hangs.
  const reading = setInterval(() => process.send?.('reading'), HEARTBEAT_MS);
  const started = await StreamService.start({
    config: file.config,
    inventory: file.inventory,
    catalogue: file.catalogue,
    mappings: file.mappings,
    inventoryFile:
      file.inventoryPath === null ? null : { path: file.inventoryPath, text: file.inventoryText },
    environment: context.environment,
    stdin: context.stdin,
    version: context.version,
    log,
    now: Date.now,
  });
  clearInterval(reading);
  if (!started.ok) {
    if (process.connected) process.disconnect();
    return started;
  }
  process.send?.('alive');
  const alive = setInterval(() => process.send?.('alive'), HEARTBEAT_MS);
  log.info('the stream runs');
  await Promise.race([told, started.value.finished]);
  clearInterval(alive);
  log.info('the stream stops');
  await started.value.stop();
  if (process.connected) process.disconnect();
  return ok(undefined);
}

/** Runs the API until told to stop. */
export async function runApi(file: ConfigFile, context: ServiceContext): Promise<Result<void>> {
  const log = logOf('api', file, context);
  const told = untilToldToStop();
  const started = await startApi(file, context.version, log);
  if (!started.ok) {
    if (process.connected) process.disconnect();
    return started;
  }
  process.send?.('alive');
  const alive = setInterval(() => process.send?.('alive'), HEARTBEAT_MS);
  await told;
  clearInterval(alive);
  await started.value();
  if (process.connected) process.disconnect();
  return ok(undefined);
}

/** Runs gateways, the tracking process and the API, each its own process, until told to stop. */
export async function runSupervisor(
  file: ConfigFile,
  path: string | null,
  context: ServiceContext,
): Promise<Result<void>> {
  for (const warning of file.config.warnings)
    context.stderr(`${warning.file}:${warning.line}: ${warning.problem}\n`);
  const named = new Set(
    Object.values(file.config.service.pipelines).flatMap((pipeline) => pipeline.receivers),
  );
  const gateways = [...file.config.receivers.values()].filter(
    ({ id, type }) => type === 'ocpp_ws' && named.has(id),
  );
  const log = logOf('supervisor', file, context);
  // Not the wall clock: set forward, it would make every child look silent, and set back, none for long.
  const now = (): number => performance.now();
  const common = { log, now, forward: (line: string) => context.stdout(`${line}\n`) };
  const child = (name: 'stream' | 'api'): ChildSettings => ({
    ...common,
    name,
    args: [join(SOURCES, 'main.ts'), 'run', '--only', name, ...(path === null ? [] : ['--config', path])],
    environment: context.environment,
    silenceMs: SILENCE_MS,
    // Without figures to show, chargers are still connected and followed.
    required: name === 'stream',
    readyLine: null,
  });
  const api = apiOf(file.config) === null ? [] : [child('api')];
  // Without sockets to protect, the stream runs here.
  if (gateways.length === 0) return beside(new Supervisor(api), () => runStream(file, context));

  const told = untilToldToStop();
  const supervisor = new Supervisor([
    child('stream'),
    ...api,
    ...gateways.map(({ id, written }): ChildSettings => {
      const config = JSON.stringify(ocppWsConfig.parse(written ?? {}));
      return {
        ...common,
        name: id,
        args: [join(SOURCES, 'gateway', 'process.ts')],
        environment: { ...context.environment, [CONFIG_VARIABLE]: config },
        silenceMs: null,
        required: true,
        readyLine: '"listening"',
      };
    }),
  ]);
  const failure = await Promise.race([supervisor.start(), told.then(() => null)]);
  if (failure === null) {
    log.info('the collector runs', { processes: supervisor.pids() });
    await told;
    log.info('the collector stops');
  }
  await supervisor.stop();
  return failure === null ? ok(undefined) : notStarted(failure);
}

const notStarted = (name: string): Result<void> =>
  failed(permanent(`the ${name} process could not be started; its own lines say why`));

/** Does its own work while children run, which it can do without, and ends them with it. */
async function beside(supervisor: Supervisor, work: () => Promise<Result<void>>): Promise<Result<void>> {
  void supervisor.start();
  const done = await work();
  await supervisor.stop();
  return done;
}
