import { Random } from '@firstcharge/simulator/random/random.ts';
import { sings } from './canaries.ts';
import { CollectorUnderFuzz } from './collector-under-fuzz.ts';
import { HostileStream } from './hostile-stream.ts';
import { stateSizeOf } from './state-size.ts';
import { validTalks } from './talks.ts';

/** What one run is. */
export interface FuzzRun {
  readonly seed: number;
  readonly frames: number;
  readonly stations?: number;
  readonly onProgress?: (frames: number) => void;
}

/** What was found. Sizes in bytes; the greatest of all that were seen. */
export interface FuzzResult {
  frames: number;
  readonly byMutation: Map<string, number>;
  /** What was thrown, with the frame that caused it. */
  readonly thrown: string[];
  /** Outputs that held an identity. */
  readonly leaks: string[];
  remembered: number;
  /** Of what is remembered, the part of the allowance that it took: 2 kB a station and 1 kB a connector. */
  allowanceUsed: number;
  onItsWay: number;
  snapshot: number;
  connectors: number;
  overflows: number;
  series: number;
  stations: number;
  flows: number;
  milliseconds: number;
}

const STATIONS = 30;
const START = Date.parse('2026-11-02T08:00:00Z');
/** One station's state is measured after every so many frames, each in its turn. */
const EVERY = 10;
const RESTART_EVERY = 10_007;
const LOOK_EVERY = 50_000;
const MOST_EXAMPLES = 20;
const STATION_BYTES = 2_048;
const CONNECTOR_BYTES = 1_024;

/** Sends spoilt conversations through everything that a frame passes, and watches what becomes of it. */
export function fuzz({ seed, frames, stations = STATIONS, onProgress }: FuzzRun): FuzzResult {
  const result: FuzzResult = {
    frames: 0,
    byMutation: new Map(),
    thrown: [],
    leaks: [],
    remembered: 0,
    allowanceUsed: 0,
    onItsWay: 0,
    snapshot: 0,
    connectors: 0,
    overflows: 0,
    series: 0,
    stations,
    flows: 0,
    milliseconds: 0,
  };
  const began = performance.now();
  const collector = new CollectorUnderFuzz();
  const look = (texts: Iterable<string>): void => {
    for (const text of texts) if (sings(text)) keep(result.leaks, around(text));
  };
  const guarded = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      keep(result.thrown, `${error instanceof Error ? error.stack : String(error)}\n${what}`);
    }
  };
  const stream = new HostileStream(validTalks(seed), new Random(`fuzz ${seed}`), stations, START);
  for (const { record, mutation } of stream.records()) {
    guarded(
      'raw' in record
        ? `${record.station} ${record.direction} ${record.raw.toString().slice(0, 2_000)}`
        : record.kind,
      () => collector.take(record),
    );
    result.frames += 1;
    result.byMutation.set(mutation, (result.byMutation.get(mutation) ?? 0) + 1);
    look([collector.told()]);
    if (result.frames % EVERY === 0) measure(result, collector, result.frames / EVERY);
    if (result.frames % RESTART_EVERY === 0) guarded('restart', () => collector.restart());
    if (result.frames % LOOK_EVERY === 0) {
      look(collector.shown());
      onProgress?.(result.frames);
    }
    if (result.frames >= frames) break;
  }
  guarded('the end', () => collector.finish());
  look([collector.told(), ...collector.shown()]);
  result.series = collector.store.seriesCount;
  result.overflows = collector.overflows;
  result.flows = collector.flows;
  result.milliseconds = performance.now() - began;
  collector.close();
  return result;
}

function measure(result: FuzzResult, { tracker }: CollectorUnderFuzz, turn: number): void {
  const stations = [...tracker.stations()];
  const station = stations[turn % stations.length];
  if (!station) return;
  const size = stateSizeOf(station);
  const allowance = STATION_BYTES + CONNECTOR_BYTES * Math.max(1, size.connectors);
  result.remembered = Math.max(result.remembered, size.remembered);
  result.allowanceUsed = Math.max(result.allowanceUsed, size.remembered / allowance);
  result.onItsWay = Math.max(result.onItsWay, size.onItsWay);
  result.snapshot = Math.max(result.snapshot, size.snapshot);
  result.connectors = Math.max(result.connectors, size.connectors);
}

function keep(examples: string[], example: string): void {
  if (examples.length < MOST_EXAMPLES) examples.push(example);
}

/** The place in a text that gave it away. */
const around = (text: string): string =>
  /.{0,120}(?:kanari|wkanare|8949009009009).{0,40}/i.exec(text)?.[0] ?? '';
