import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { FieldInventory } from '@firstcharge/collector/inventory/field-inventory.ts';
import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { createIdentityHash } from '@firstcharge/collector/ocpp/identity-hash.ts';
import { redactFrame } from '@firstcharge/collector/ocpp/redaction.ts';
import { LineTally } from '@firstcharge/collector/receivers/ocpp_log/line-tally.ts';
import { readArrivals } from '@firstcharge/collector/receivers/ocpp_log/read-arrivals.ts';
import { historyHeaders } from '@firstcharge/collector/telemetry/openmetrics-history.ts';
import { HistoryStream } from '../../../deploy/demo/src/history/history-stream.ts';
import { SampleWriter } from '../../../deploy/demo/src/history/sample-writer.ts';
import { BlockFile } from '../prometheus/blocks.ts';

/** A log to be read, and how it is sampled; times in ms. */
export interface WaveHistory {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly inventory: FieldInventory;
  readonly start: number;
  readonly end: number;
  /** The time of the sample after this one. */
  readonly next: (at: number) => number;
  /** Metrics that rules read; all others are left out. */
  readonly metrics: ReadonlySet<string>;
}

/** Samples go into one block in so many days: much text at a time fills the disk. */
const BLOCK_MS = 5 * 86_400_000;
/** A counter that stands still is written this often, ms. */
const REST_MS = 30 * 60_000;
const TARGET = 'instance="collector:9464",job="firstcharge"';
const SUFFIX = /_(bucket|sum|count)$/;

/** Sends a log through the collector's stream and writes what a scrape would have shown as Prometheus blocks. */
export async function trackWave(wave: WaveHistory): Promise<number> {
  const wanted = new Set([...wave.metrics].flatMap((name) => [name, name.replace(SUFFIX, '')]));
  const collector = join(wave.folder, 'collector');
  mkdirSync(collector, { recursive: true });
  const ledger = join(wave.folder, 'ledger.sqlite');
  const stream = await HistoryStream.open({ inventory: wave.inventory, collector, ledger, snapshot: null });
  let file = new BlockFile(wave.folder, 'samples');
  let text = '';
  const writer = new SampleWriter((lines) => (text += lines), TARGET);
  let samples = 0;
  let sampleAt = wave.next(wave.start);
  let blockEnd = wave.start + BLOCK_MS;

  const sampleUpTo = async (until: number): Promise<void> => {
    for (; sampleAt <= Math.min(until, wave.end); sampleAt = wave.next(sampleAt)) {
      const collection = (await stream.collect(sampleAt)).filter(({ spec }) => wanted.has(spec.prometheus));
      const isLast = wave.next(sampleAt) > Math.min(blockEnd, wave.end);
      if (text === '' && file.samples === 0) file.write(historyHeaders(), 0);
      writer.sample(collection, { at: sampleAt, restMs: REST_MS, isLast });
      file.write(text, writer.samples - samples);
      samples = writer.samples;
      text = '';
      if (!isLast) continue;
      await file.toBlock(wave.data);
      file = new BlockFile(wave.folder, 'samples');
      writer.beginPiece();
      blockEnd += BLOCK_MS;
    }
  };

  const hash = createIdentityHash([randomBytes(32)]);
  const take = async (arrivals: readonly Arrival[]): Promise<void> => {
    let taken = 0;
    for (let index = 0; index < arrivals.length; index += 1) {
      const at = arrivals[index]?.receivedAt ?? 0;
      if (at < sampleAt) continue;
      await stream.accept(arrivals.slice(taken, index));
      taken = index;
      await sampleUpTo(at);
    }
    await stream.accept(arrivals.slice(taken));
  };
  try {
    const read = await readArrivals(wave.log, take, {
      redact: (frame) => redactFrame(frame, hash) ?? [],
      tally: new LineTally(),
    });
    if (!read.ok) throw new Error(read.error.message);
    await sampleUpTo(wave.end);
    await file.toBlock(wave.data);
  } finally {
    stream.close();
  }
  return samples;
}
