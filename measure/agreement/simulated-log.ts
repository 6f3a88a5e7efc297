import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { encodeArrival } from '@firstcharge/collector/signal-log/arrival-line.ts';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { lateWords } from './late-words.ts';

const SCENARIO = join(import.meta.dirname, '..', '..', 'simulator', 'scenarios', 'agreement.yaml');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than any timer: whatever can end has ended. */
const QUIET_DAYS = 2;

/** The station that speaks last: who has heard it has heard everything. */
export const LAST_STATION = 'LAST';

/** A log and the inventory of its stations. */
export interface SimulatedLog {
  readonly log: string;
  readonly inventory: string;
  /** When its last message was received, ms. */
  readonly end: number;
}

/** Writes a log of messy stations, behind which time passes in which nothing is said. */
export async function simulateLog(folder: string, seed?: number): Promise<SimulatedLog> {
  const loaded = loadScenario(readFileSync(SCENARIO, 'utf8'), SCENARIO);
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  const scenario = { ...loaded.scenario, seed: seed ?? loaded.scenario.seed };
  const log = join(folder, 'log.jsonl');
  const progress = { show: () => undefined, end: () => undefined };
  const run = { scenario, stations: Infinity, progress, stopped: () => false };
  await logToFiles(run, { out: log, truth: undefined, stateOut: undefined });
  const late = lateWords();
  // Stretches of time in one state are written down at midnight, those that last on too.
  const end = Math.ceil((late.at(-1)?.receivedAt ?? 0) / DAY_MS + QUIET_DAYS) * DAY_MS;
  const lines = [...late, ...quiet(end)].map((arrival) => `${encodeArrival(arrival)}\n`);
  appendFileSync(log, lines.join(''));
  const inventory = join(folder, 'inventory.yaml');
  writeFileSync(inventory, inventoryYaml(scenario));
  return { log, inventory, end };
}

/** Every hour a tick, and at the end a last word. */
function quiet(end: number): Arrival[] {
  const hours = Array.from({ length: 24 * QUIET_DAYS }, (_, hour) => 24 * QUIET_DAYS - hour);
  const ticks = hours.map((hour): Arrival => ({ kind: 'tick', receivedAt: end - hour * HOUR_MS }));
  const last = { receivedAt: end, station: LAST_STATION } as const;
  const frame = [2, 'last', 'Heartbeat', {}];
  return [
    ...ticks,
    { kind: 'connection', ...last, event: 'connect', protocol: 'ocpp1.6' },
    { kind: 'frame', ...last, direction: 'from_station', frame },
  ];
}
