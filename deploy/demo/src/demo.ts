import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missingPrograms, takenPorts, unfitFolder } from './checks.ts';
import { alertLine } from './alerts/alert-line.ts';
import { FaultFeed } from './alerts/fault-feed.ts';
import { WebhookSink, type Notified } from './alerts/webhook-sink.ts';
import { lockFolder } from './folder-lock.ts';
import { buildHistory } from './history/build-history.ts';
import { historyStart } from './history/key.ts';
import { writeInventory } from './history/simulate.ts';
import { TARGET_LABELS, writeConfigs, writeLiveScenario } from './live/config-files.ts';
import type { Servers } from './live/servers.ts';
import { startLive } from './live/start-live.ts';
import type { DemoOptions } from './options.ts';
import { placesIn, PROJECT, ROOT, type Places } from './places.ts';
import { Problem } from './problem.ts';
import type { Screen } from './screen.ts';
import { queryOf } from './summary/prometheus-client.ts';
import { untilScraped, watch } from './watch.ts';
import { whereToLook } from './where-to-look.ts';

/** What the demo is given besides its options. */
export interface Surroundings {
  readonly screen: Screen;
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the shell. */
  readonly from: string;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Aborted when it is to end. */
  readonly signal: AbortSignal;
  readonly servers: Servers;
}

/** … and by itself. */
interface WithAlerts extends Surroundings {
  /** Where Alertmanager sends what fires. */
  readonly sink: WebhookSink;
}

const complain = (sentences: readonly string[]): void => {
  if (sentences.length > 0) throw new Problem(sentences.join('\n'));
};

/** The whole demo, until its signal aborts or its time is over. Throws a Problem when it cannot go on. */
export async function runDemo(options: DemoOptions, around: Surroundings): Promise<void> {
  const places = placesIn(options.folder ?? join(ROOT, '.demo'));
  const programs = missingPrograms(
    ['prometheus', 'promtool', 'prometheus-alertmanager', 'mosquitto'],
    around.environment['PATH'] ?? '',
  );
  complain([...programs, ...unfitFolder(places.folder)]);
  const unlock = lockFolder(places.folder);
  const stop = new AbortController();
  const sink = new WebhookSink();
  const within = { ...around, sink, signal: AbortSignal.any([around.signal, stop.signal]) };
  try {
    complain(await takenPorts(options.ports));
    await sink.start();
    await prepare(options, places, within);
    const ended = around.servers.ended.then((problem) => {
      throw problem;
    });
    await Promise.race([ended, live(options, places, within)]);
  } finally {
    stop.abort();
    await around.servers.stop();
    await sink.stop();
    unlock();
  }
}

/** Makes the files and the history that the programs begin with. */
async function prepare(
  options: DemoOptions,
  places: Places,
  { screen, signal, now, sink }: WithAlerts,
): Promise<void> {
  const end = now();
  const start = historyStart(end, options.days);
  mkdirSync(places.folder, { recursive: true });
  writeInventory({ scenario: PROJECT.scenario, start, end, stations: options.stations }, places.inventory);
  writeConfigs(options.ports, places, sink.url);
  if (options.days === 0)
    for (const old of [places.prometheus, places.collector, places.fleetState])
      rmSync(old, { recursive: true, force: true });
  else
    await buildHistory(
      { days: options.days, stations: options.stations, now: end, targetLabels: TARGET_LABELS },
      places,
      {
        step: (text) => screen.step(text),
        status: (text, share) => screen.status(text, text, share),
      },
      signal,
    );
  // Incidents count from now: a history may take minutes.
  writeLiveScenario(start, now(), places);
}

/** From the first program to the end of the watching. */
async function live(options: DemoOptions, places: Places, around: WithAlerts): Promise<void> {
  const { screen, signal, servers, sink } = around;
  await startLive(servers, options, places, (text) => screen.step(text), signal);
  const settings = {
    query: queryOf(`http://127.0.0.1:${options.ports.prometheus}`),
    range: `${Math.max(1, Math.ceil(options.days))}d`,
    hasHistory: options.days > 0,
    screen,
    signal,
    lastsMs: options.forSeconds === null ? null : options.forSeconds * 1_000,
  };
  await untilScraped(settings);
  for (const line of whereToLook(options, places, { from: around.from, hasApp: existsSync(PROJECT.app) }))
    screen.line(line);
  for (const alert of sink.alerts) tellAlert(alert, screen);
  sink.onAlert = (alert) => tellAlert(alert, screen);
  await watch({ ...settings, faults: new FaultFeed(places.liveTruth) });
}

const TOLD: ReadonlySet<string | undefined> = new Set(['page', 'ticket']);

function tellAlert(alert: Notified, screen: Screen): void {
  if (TOLD.has(alert.labels['severity'])) screen.step(alertLine(alert));
}
