import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { formatSourceError } from '@firstcharge/collector/config/source-error.ts';
import { readIdentityKeys } from '@firstcharge/collector/service/stream/identity-key.ts';
import { PROJECT, type Places } from '../places.ts';
import { Problem } from '../problem.ts';
import { BlockMaker } from './block-maker.ts';
import { CheckpointStore } from './checkpoint.ts';
import { HistoryStream } from './history-stream.ts';
import { codeVersion, historyKey, historyStart } from './key.ts';
import { endRunningCharges } from './last-call.ts';
import { seedJournal } from './seed-journal.ts';
import { simulate } from './simulate.ts';
import { timetable } from './timetable.ts';
import { trackLog } from './track.ts';

/** What history to make. */
export interface HistorySettings {
  readonly days: number;
  readonly stations: number | null;
  /** The end of the history, ms since the epoch. */
  readonly now: number;
  /** What scrapes add to every series: `instance="…",job="…"`. */
  readonly targetLabels: string;
}

/** Who is told. */
export interface HistoryWatcher {
  readonly step: (text: string) => void;
  readonly status: (text: string, share: number) => void;
}

const DAY_MS = 86_400_000;

/**
 * Simulates the days before `now`, sends them through the collector's stream, and leaves Prometheus blocks, a ledger, and
 * a journal from which the live collector goes on. What does not change within a day is kept for the next run.
 */
export async function buildHistory(
  settings: HistorySettings,
  places: Places,
  watcher: HistoryWatcher,
  signal: AbortSignal,
): Promise<void> {
  const start = historyStart(settings.now, settings.days);
  const simulation = { scenario: PROJECT.scenario, start, end: settings.now, stations: settings.stations };
  const lines = await simulate(
    simulation,
    places,
    (share) => watcher.status('simulating the days that have been', share),
    signal,
  );
  const ended = endRunningCharges(places.log, settings.now);
  watcher.step(
    `simulated ${((settings.now - start) / DAY_MS).toFixed(1)} days: ${lines} OCPP messages and events; ${ended} charges end with them`,
  );

  const identityKeys = readIdentityKeys(places.identityKey);
  if (!identityKeys.ok) throw new Problem(identityKeys.error.message);
  const key = historyKey({
    scenario: readFileSync(PROJECT.scenario, 'utf8'),
    identityKey: identityKeys.value[0].toString('hex'),
    code: codeVersion(PROJECT.sources),
    start,
    stations: settings.stations,
  });
  const checkpoints = new CheckpointStore(places.cache, key);
  const fresh = timetable(start, settings.now);
  const kept = checkpoints.load();
  const found = kept !== null && kept.settled <= fresh.settled ? kept : null;
  const times = found === null ? fresh : { ...fresh, settled: found.settled };
  const unfinished = checkpoints.begin();
  for (const folder of [places.prometheus, places.collector, places.pieces])
    rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(places.ledger), { recursive: true });
  if (found !== null) {
    checkpoints.restoreBlocks(places.prometheus);
    checkpoints.restoreLedger(places.ledger);
  }

  const inventory = loadInventory({
    file: places.inventory,
    text: readFileSync(places.inventory, 'utf8'),
    defaultSite: 'default',
  });
  if (!inventory.ok) throw new Problem(inventory.error.map(formatSourceError).join('\n'));
  const stream = await HistoryStream.open({
    inventory: inventory.value,
    collector: places.collector,
    ledger: places.ledger,
    snapshot: found?.snapshot ?? null,
  });
  const blocks = new BlockMaker(places.pieces, signal);
  try {
    const from = { position: found?.logPosition ?? 0, at: found?.settled ?? start };
    const samples = await trackLog({
      log: places.log,
      from,
      timetable: times,
      identityKeys: identityKeys.value,
      stream,
      blocks,
      folderOf: (end) => (end > times.settled ? places.prometheus : unfinished),
      targetLabels: settings.targetLabels,
      onPiece: async (at, logPosition, samplesSoFar) => {
        if (at !== times.settled) return;
        await blocks.finish();
        const snapshot = await stream.snapshot();
        checkpoints.save({ settled: at, logPosition, samples: samplesSoFar, snapshot }, places.ledger);
        checkpoints.restoreBlocks(places.prometheus);
      },
      onProgress: (share) => watcher.status('through the trackers, into Prometheus blocks', share),
      signal,
    });
    await seedJournal(join(places.collector, 'journal'), await stream.snapshot());
    const reused =
      found === null ? '' : ` (${((found.settled - start) / DAY_MS).toFixed(0)} days of them from before)`;
    watcher.step(`${samples + (found?.samples ?? 0)} samples in Prometheus blocks${reused}`);
  } finally {
    stream.close();
    rmSync(places.pieces, { recursive: true, force: true });
  }
}
