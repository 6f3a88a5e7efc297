import type { SettledFlow } from '../../../model/flow.ts';
import { countsInStart } from '../../../model/kpi.ts';
import type { PatternsConfig } from './config.ts';
import { forgetOldest, type Finding, type PatternBook } from './pattern-book.ts';

/** What the flows of one firmware came to: decayed counts, so that the last weeks weigh most. */
export interface Cohort {
  flows: number;
  readonly stations: Map<string, true>;
  readonly failures: Map<string, { count: number; readonly stations: Map<string, true> }>;
}

const newCohort = (): Cohort => ({ flows: 0, stations: new Map(), failures: new Map() });

const MAX_MODELS = 500;
const MAX_FIRMWARES = 8;
const MAX_STATIONS = 200;
/** Past this, counts are halved. */
const FULL = 4_000;

/**
 * Counts a settled flow for its firmware and says whether the firmware is to blame: the same failure at several of its
 * stations, at least half of them, and significantly more often than with other firmware of the model (difference of
 * two proportions against its standard error).
 */
export function byFirmware(book: PatternBook, config: PatternsConfig, flow: SettledFlow): Finding | null {
  if (!countsInStart(flow)) return null;
  const key = `${flow.vendor}|${flow.model}`;
  const model = book.cohorts.get(key) ?? new Map<string, Cohort>();
  book.cohorts.set(key, model);
  if (book.cohorts.size > MAX_MODELS) forgetOldest(book.cohorts);
  const cohort = model.get(flow.firmware) ?? newCohort();
  model.delete(flow.firmware);
  model.set(flow.firmware, cohort);
  if (model.size > MAX_FIRMWARES) forgetOldest(model);
  count(cohort, flow);
  if (flow.reason === null || flow.attribution === 'driver' || flow.attribution === 'backend') return null;
  if (!stands(config, model, flow.firmware, flow.reason)) return null;
  const flows = [...book.flows.values()].filter(
    (other) =>
      other.reason === flow.reason &&
      other.firmware === flow.firmware &&
      other.model === flow.model &&
      other.vendor === flow.vendor,
  );
  return { flows, attribution: 'firmware', why: 'this firmware fails more often than others of its model' };
}

function count(cohort: Cohort, { station, reason }: SettledFlow): void {
  cohort.flows += 1;
  see(cohort.stations, station);
  if (reason !== null) {
    const failure = cohort.failures.get(reason) ?? { count: 0, stations: new Map<string, true>() };
    failure.count += 1;
    see(failure.stations, station);
    cohort.failures.set(reason, failure);
  }
  if (cohort.flows < FULL) return;
  cohort.flows /= 2;
  for (const failure of cohort.failures.values()) failure.count /= 2;
}

function see(stations: Map<string, true>, station: string): void {
  if (stations.size < MAX_STATIONS) stations.set(station, true);
}

function stands(
  config: PatternsConfig,
  model: ReadonlyMap<string, Cohort>,
  firmware: string,
  reason: string,
): boolean {
  const cohort = model.get(firmware);
  const failure = cohort?.failures.get(reason);
  if (!cohort || !failure || failure.count < config.firmware_failures) return false;
  const { size } = failure.stations;
  if (size < config.firmware_stations || size < cohort.stations.size / 2) return false;
  let flows = 0;
  let failures = 0;
  for (const [version, other] of model) {
    if (version === firmware) continue;
    flows += other.flows;
    failures += other.failures.get(reason)?.count ?? 0;
  }
  if (flows === 0) return false;
  const share = failure.count / cohort.flows;
  const usual = failures / flows;
  const pooled = (failure.count + failures) / (cohort.flows + flows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / cohort.flows + 1 / flows));
  return share >= 2 * usual && share - usual >= config.firmware_sigma * error;
}
