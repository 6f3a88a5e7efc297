import { join } from 'node:path';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { neededBy } from '../detect/rules/needed.ts';
import type { Rules } from '../detect/rules/rule-files.ts';
import { quietScenario } from '../detect/scenario/quiet.ts';
import { METRIC_NAMES } from '../recorded-fleet/metric-names.ts';
import { recordFleet } from '../recorded-fleet/recorded-fleet.ts';
import type { Samples } from './blocks/sampled-series.ts';
import { reachOf, type Reader } from './reach.ts';

/** A series of the small fleet. */
export interface SmallSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: Samples;
}

/** Twenty stations as they would stand in Prometheus. */
export interface SmallFleet {
  /** What the collector shows, every minute of the last hours. */
  readonly scraped: readonly SmallSeries[];
  /** What rules have recorded, as far back as rules read it. */
  readonly recorded: readonly SmallSeries[];
  /** Until here it is history, ms; an hour more is there to be scraped. */
  readonly now: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const RAW_HOURS = 6;
/** Simulated beyond `now`. */
const AHEAD_MS = 3_600_000;
/** Interval of the groups that are evaluated most often but for those of a minute. */
const STEP_S = 240;
/** A counter that stands still is written every half hour: this finds it in between. */
const REST = '31m';

/** Simulates twenty stations for some days and reads back what a scrape and the recording rules make of them. */
export async function smallFleet(rules: Rules, days: number, folder: string): Promise<SmallFleet> {
  const readers: Reader[] = [...rules.recording, ...rules.alerting.map(({ expr }) => ({ name: null, expr }))];
  const recordedNames = new Set(rules.recording.map(({ name }) => name));
  const reach = reachOf(readers, (word) => recordedNames.has(word));
  const { levels, metrics } = neededBy(
    { recording: rules.recording, alerting: [...rules.alerting, ...rules.recording.map(asAlert)] },
    (word) => METRIC_NAMES.has(word),
  );
  const scenario = quietScenario({ seed: 7, days: days + AHEAD_MS / DAY_MS, groups: 1, background: 1 });
  const end = scenario.start + scenario.days * DAY_MS;
  const minutely = end - AHEAD_MS - (RAW_HOURS + 1) * 3_600_000;
  const fleet = await recordFleet(scenario, {
    folder,
    metrics,
    levels: levels.map((level) => level.filter(({ name }) => (reach.ever.get(name) ?? 0) > 0)),
    step: STEP_S,
    next: (at) => nextMultiple(at, at < minutely ? 5 * MINUTE_MS : MINUTE_MS),
  });
  const now = end - AHEAD_MS;
  const prometheus = await StoredPrometheus.on(folder, fleet.data);
  const read = async (query: string, fromMs: number, toMs: number, step: number): Promise<SmallSeries[]> => {
    const start = Math.ceil(fromMs / 1000 / step) * step;
    const series = await prometheus.range(query, { start, end: toMs / 1000, step });
    return series.map(({ metric, values }) => ({
      labels: metric,
      samples: {
        times: Float64Array.from(values, ([at]) => at * 1000),
        values: Float64Array.from(values, ([, value]) => Number(value)),
      },
    }));
  };
  try {
    const scraped: SmallSeries[] = [];
    for (const name of metrics)
      scraped.push(...(await read(`last_over_time(${name}[${REST}])`, now - RAW_HOURS * 3_600_000, end, 60)));
    const recorded: SmallSeries[] = [];
    const intervals = new Map(rules.recording.map(({ name, interval }) => [name, interval]));
    for (const [name, window] of reach.now) {
      const from = Math.max(scenario.start, now - window * 1000);
      if (window > 0) recorded.push(...(await read(name, from, now, intervals.get(name) ?? STEP_S)));
    }
    return { scraped, recorded, now };
  } finally {
    await prometheus.stop();
  }
}

const nextMultiple = (at: number, step: number): number => (Math.floor(at / step) + 1) * step;

/** To ask what a recording rule needs as one asks it of an alert. */
const asAlert = (rule: Rules['recording'][number]): Rules['alerting'][number] => ({
  ...rule,
  holdFor: 0,
  keepFiringFor: 0,
  file: join('recording', rule.name),
});
