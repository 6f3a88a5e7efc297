import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { neededBy } from '../detect/rules/needed.ts';
import { recordLevels } from '../detect/rules/record.ts';
import type { Rules } from '../detect/rules/rule-files.ts';
import { quietScenario } from '../detect/scenario/quiet.ts';
import { METRIC_NAMES } from '../recorded-fleet/metric-names.ts';
import { recordFleet, type RecordedFleet } from '../recorded-fleet/recorded-fleet.ts';
import type { Samples } from './blocks/sampled-series.ts';
import { reachOf } from './reach.ts';

/** A series of the small fleet. */
export interface SmallSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: Samples;
}

/** Twenty stations as they would stand in Prometheus at `end`, ms. */
export interface SmallFleet {
  /** What the collector shows, every minute of the last hours. */
  readonly scraped: readonly SmallSeries[];
  /** What rules have recorded, as far back as rules read it. */
  readonly recorded: readonly SmallSeries[];
  readonly end: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_S = 3_600;
/** No rule reads more of what is scraped. */
const RAW_HOURS = 6;
/** Interval of the groups that are evaluated most often but for those of a minute. */
const STEP_S = 240;
/** What is read only as it is now is recorded for so long, that hourly groups have been evaluated. */
const NEWEST_S = 2 * HOUR_S;
/** A counter that stands still is written every half hour: this finds it in between. */
const REST = '31m';

/** What the rules read of each other, and of the collector. */
function readingOf({ recording, alerting }: Rules) {
  const names = new Set(recording.map(({ name }) => name));
  const readers = [...recording, ...alerting.map(({ expr }) => ({ name: null, expr }))];
  const asked = recording.map((rule) => ({ ...rule, holdFor: 0, keepFiringFor: 0, file: '' }));
  const needed = neededBy({ recording, alerting: [...alerting, ...asked] }, (word) => METRIC_NAMES.has(word));
  return { ...needed, reach: reachOf(readers, (word) => names.has(word)) };
}

/** Simulates twenty stations for some days, and records over all of them what is read over windows, the rest at the end. */
export async function recordSmallFleet(rules: Rules, days: number, folder: string): Promise<RecordedFleet> {
  const { levels, metrics, reach } = readingOf(rules);
  const scenario = quietScenario({ seed: 7, days, groups: 1, background: 1 });
  const minutely = scenario.start + days * DAY_MS - (RAW_HOURS + 1) * HOUR_S * 1000;
  const isOld = ({ name }: { readonly name: string }): boolean => (reach.ever.get(name) ?? 0) > 0;
  const fleet = await recordFleet(scenario, {
    folder,
    metrics,
    levels: levels.map((level) => level.filter(isOld)),
    step: STEP_S,
    next: (at) => nextMultiple(at, at < minutely ? 5 * MINUTE_MS : MINUTE_MS),
  });
  const newest = { folder, data: fleet.data, start: fleet.end - NEWEST_S, end: fleet.end, step: STEP_S };
  const others = levels
    .map((level) => level.filter((rule) => !isOld(rule)))
    .filter((level) => level.length > 0);
  await recordLevels(others, newest, () => undefined);
  return fleet;
}

/** Reads what a recorded fleet has of the series that rules read. */
export async function readSmallFleet(
  rules: Rules,
  fleet: RecordedFleet,
  folder: string,
): Promise<SmallFleet> {
  const { metrics, reach } = readingOf(rules);
  const prometheus = await StoredPrometheus.on(folder, fleet.data);
  const read = async (query: string, from: number, step: number): Promise<SmallSeries[]> => {
    const start = Math.ceil(Math.max(from, fleet.start) / step) * step;
    const series = await prometheus.range(query, { start, end: fleet.end, step });
    return series.filter(isSteady).map(({ metric, values }) => ({
      labels: metric,
      samples: {
        times: Float64Array.from(values, ([at]) => at * 1000),
        values: Float64Array.from(values, ([, value]) => Number(value)),
      },
    }));
  };
  const intervals = new Map(rules.recording.map(({ name, interval }) => [name, interval]));
  try {
    const scraped: SmallSeries[] = [];
    for (const name of metrics)
      scraped.push(...(await read(`last_over_time(${name}[${REST}])`, fleet.end - RAW_HOURS * HOUR_S, 60)));
    const recorded: SmallSeries[] = [];
    for (const [name, window] of reach.now)
      recorded.push(
        ...(await read(name, fleet.end - Math.max(window, NEWEST_S), intervals.get(name) ?? STEP_S)),
      );
    return { scraped, recorded, end: fleet.end * 1000 };
  } finally {
    await prometheus.stop();
  }
}

/** Until a station has booted once, its firmware is not known: series of that time say nothing in a fleet that runs. */
const isSteady = ({ metric }: { readonly metric: Readonly<Record<string, string>> }): boolean =>
  metric['model'] === undefined ||
  metric['firmware'] !== undefined ||
  metric['__name__']?.startsWith('ev_charge_') !== true;

const nextMultiple = (at: number, step: number): number => (Math.floor(at / step) + 1) * step;
