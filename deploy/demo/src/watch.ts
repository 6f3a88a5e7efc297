import { setTimeout } from 'node:timers/promises';
import { faultLine } from './alerts/fault-line.ts';
import type { FaultFeed } from './alerts/fault-feed.ts';
import { Problem } from './problem.ts';
import type { Screen } from './screen.ts';
import type { Query } from './summary/prometheus-client.ts';
import { readSummary, startSuccess, summaryLine } from './summary/summary.ts';

const SUMMARY_MS = 5_000;
const FIRST_SCRAPE_MS = 60_000;
const LOOK_MS = 200;

/** What is watched, and where it is told. */
export interface WatchSettings {
  readonly query: Query;
  /** Range of the long figures: `30d`. */
  readonly range: string;
  readonly hasHistory: boolean;
  readonly screen: Screen;
  /** Ends the watching, as does the time when there is one; ms. */
  readonly signal: AbortSignal;
  readonly lastsMs: number | null;
}

/** … and what the simulated world knows of its own faults. */
export interface WatchedWorld extends WatchSettings {
  readonly faults: FaultFeed;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Waits until Prometheus has scraped the collector, and answers with the KPI where there is a history. */
export async function untilScraped({
  query,
  range,
  hasHistory,
  screen,
  signal,
}: WatchSettings): Promise<void> {
  const asked = hasHistory ? startSuccess(range) : 'sum(ev_station_connected)';
  const deadline = performance.now() + FIRST_SCRAPE_MS;
  for (;;) {
    const [found] = await query(`(${asked}) and on () (sum(up) == 1)`).catch(() => []);
    if (found !== undefined)
      return screen.step(
        hasHistory
          ? `Prometheus knows: Charge Start Success over ${range} is ${percent(found.value)}`
          : 'Prometheus knows the stations',
      );
    if (performance.now() > deadline)
      throw new Problem('Prometheus has not scraped the collector within a minute; see the logs of both.');
    await setTimeout(LOOK_MS, undefined, { signal });
  }
}

/** Tells the figures every few seconds until it is time to end. */
export async function watch({ query, range, screen, signal, lastsMs, faults }: WatchedWorld): Promise<void> {
  const until = performance.now() + (lastsMs ?? Infinity);
  while (!signal.aborted && performance.now() < until) {
    for (const fault of faults.read()) if (!fault.everyday) screen.step(faultLine(fault));
    const summary = await readSummary(query, range).catch(() => null);
    if (summary !== null) screen.status('summary', summaryLine(summary, range));
    const pause = Math.min(SUMMARY_MS, until - performance.now());
    await setTimeout(Math.max(0, pause), undefined, { signal }).catch(() => undefined);
  }
}
