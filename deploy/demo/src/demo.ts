import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { missingPrograms, takenPorts, unfitFolder } from './checks.ts';
import { buildHistory } from './history/build-history.ts';
import { historyStart } from './history/key.ts';
import { writeInventory } from './history/simulate.ts';
import { TARGET_LABELS, writeConfigs, writeLiveScenario } from './live/config-files.ts';
import { Servers } from './live/servers.ts';
import { startLive } from './live/start-live.ts';
import { lockFolder } from './folder-lock.ts';
import type { DemoOptions } from './options.ts';
import { placesIn, PROJECT, ROOT, type Places } from './places.ts';
import { Problem } from './problem.ts';
import type { Screen } from './screen.ts';
import { queryOf } from './summary/prometheus-client.ts';
import { readSummary, startSuccess, summaryLine } from './summary/summary.ts';
import { whereToLook } from './where-to-look.ts';

/** What the demo is given besides its options. */
export interface Surroundings {
  readonly screen: Screen;
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the shell. */
  readonly from: string;
  readonly now: () => number;
  /** Aborted when it is to end. */
  readonly signal: AbortSignal;
  readonly servers: Servers;
}

const SUMMARY_MS = 5_000;

/** The whole demo, until its signal aborts or its time is over. Throws a Problem when it cannot go on. */
export async function runDemo(options: DemoOptions, around: Surroundings): Promise<void> {
  const { servers } = around;
  const places = placesIn(options.folder ?? join(ROOT, '.demo'));
  const unfit = [
    ...missingPrograms(['prometheus', 'promtool'], around.environment['PATH'] ?? ''),
    ...unfitFolder(places.folder),
  ];
  if (unfit.length > 0) throw new Problem(unfit.join('\n'));
  const unlock = lockFolder(places.folder);
  try {
    const taken = await takenPorts(options.ports);
    if (taken.length > 0) throw new Problem(taken.join('\n'));
    await prepare(options, places, around);
    await live(options, places, around);
  } finally {
    await servers.stop();
    unlock();
  }
}

/** From the first program to the end. */
async function live(options: DemoOptions, places: Places, around: Surroundings): Promise<void> {
  const { screen, signal, servers } = around;
  await startLive(servers, options, places, (text) => screen.step(text), signal);

  const prometheus = `http://127.0.0.1:${options.ports.prometheus}`;
  const query = queryOf(prometheus);
  const history = options.days > 0 ? `${Math.ceil(options.days)}d` : '1d';
  const ended = servers.ended.then((problem) => {
    throw problem;
  });
  await Promise.race([ended, watch()]);

  async function watch(): Promise<void> {
    await untilScraped();
    for (const line of whereToLook(options, places, around.from)) screen.line(line);
    const began = performance.now();
    const lasts = options.forSeconds === null ? Infinity : options.forSeconds * 1_000;
    while (!signal.aborted && performance.now() - began < lasts) {
      const summary = await readSummary(query, history).catch(() => null);
      if (summary !== null) screen.status('summary', summaryLine(summary, history));
      const left = Math.min(SUMMARY_MS, lasts - (performance.now() - began));
      await setTimeout(Math.max(0, left), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until Prometheus knows the stations, and with a history also the KPI. */
  async function untilScraped(): Promise<void> {
    const asked = options.days > 0 ? startSuccess(history) : 'sum(ev_station_connected)';
    for (;;) {
      const found = await query(`${asked} and on () (sum(up) == 1)`).catch(() => []);
      if (found.length > 0) {
        const kpi =
          options.days > 0 ? ` Charge Start Success: ${((found[0]?.value ?? 0) * 100).toFixed(1)} %` : '';
        return screen.step(`Prometheus answers.${kpi}`);
      }
      await setTimeout(200, undefined, { signal });
    }
  }
}

async function prepare(options: DemoOptions, places: Places, around: Surroundings): Promise<void> {
  const { screen, signal } = around;
  const now = around.now();
  const start = historyStart(now, options.days);
  mkdirSync(places.folder, { recursive: true });
  writeInventory(
    { scenario: PROJECT.scenario, start, end: now, stations: options.stations },
    places.inventory,
  );
  writeConfigs(options.ports, places);
  writeLiveScenario(start, places);
  if (options.days > 0) {
    const watcher = {
      step: (text: string): void => screen.step(text),
      status: (text: string, share: number): void => screen.status(text, text, share),
    };
    const settings = { days: options.days, stations: options.stations, now, targetLabels: TARGET_LABELS };
    await buildHistory(settings, places, watcher, signal);
    return;
  }
  for (const folder of [places.prometheus, places.collector, places.fleetState])
    rmSync(folder, { recursive: true, force: true });
}
