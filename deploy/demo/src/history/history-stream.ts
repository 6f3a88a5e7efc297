import { join } from 'node:path';
import type { FieldInventory } from '@firstcharge/collector/inventory/field-inventory.ts';
import { serviceResource } from '@firstcharge/collector/exporters/otlp/settings.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import type { Ledger } from '@firstcharge/collector/ledger/ledger.ts';
import { PROCESSORS_DEFAULTS } from '@firstcharge/collector/processors/config.ts';
import { readerIndexes } from '@firstcharge/collector/service/stream/reader-indexes.ts';
import { Stream } from '@firstcharge/collector/service/stream/stream.ts';
import { FlowTraces } from '@firstcharge/collector/telemetry/flow-traces.ts';
import type { Collection } from '@firstcharge/collector/telemetry/collection.ts';
import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { Problem } from '../problem.ts';
import { HISTORY_SOURCE, HistoryLog } from './history-log.ts';

/** The only exporter of the live collector that reads metrics: what it has seen of a series must carry over. */
const EXPORTER = 'prometheus';

/** Where a history begins. */
export interface HistoryStreamSettings {
  readonly inventory: FieldInventory;
  /** Where the live collector will keep its state. */
  readonly collector: string;
  readonly ledger: string;
  /** Of an earlier history, up to here. */
  readonly snapshot: Uint8Array | null;
}

/** The stream of the collector over a history: the same trackers, metric store and ledger as live. */
export class HistoryStream {
  readonly #stream: Stream;
  readonly #log: HistoryLog;
  readonly #ledger: Ledger;
  readonly #reader: number;
  #sequence = 0;

  private constructor(stream: Stream, log: HistoryLog, ledger: Ledger, reader: number) {
    this.#reader = reader;
    this.#stream = stream;
    this.#log = log;
    this.#ledger = ledger;
  }

  static async open(settings: HistoryStreamSettings): Promise<HistoryStream> {
    const ledger = openSqliteLedger({ path: settings.ledger });
    if (!ledger.ok) throw new Problem(`the ledger cannot be opened: ${ledger.error.message}`);
    const readers = readerIndexes(join(settings.collector, 'readers.json'), [EXPORTER]);
    if (!readers.ok) throw new Problem(readers.error.message);
    const log = new HistoryLog(settings.snapshot);
    const resource = serviceResource('demo', '0', {});
    const stream = await Stream.open({
      log,
      ledger: ledger.value,
      tracker: { inventory: settings.inventory, config: PROCESSORS_DEFAULTS },
      metrics: {},
      traces: (snapshot) => new FlowTraces(resource, snapshot),
      warn: (message) => {
        throw new Problem(message);
      },
    });
    if (!stream.ok) throw new Problem(`the history cannot be tracked: ${stream.error.message}`);
    return new HistoryStream(stream.value, log, ledger.value, readers.value.get(EXPORTER) ?? 0);
  }

  async accept(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0) return;
    const position = { source: HISTORY_SOURCE, sequence: (this.#sequence += 1) };
    await this.#stream.accept({ arrivals, position });
  }

  /** What a scrape at this moment (ms) would have shown. */
  async collect(at: number): Promise<Collection> {
    await this.accept([{ kind: 'tick', receivedAt: at }]);
    return this.#stream.store.collect(this.#reader);
  }

  /** All that is known now, as a collector keeps it in its journal. */
  async snapshot(): Promise<Uint8Array> {
    const saved = await this.#stream.snapshot();
    const snapshot = await this.#log.loadSnapshot();
    if (!saved.ok || !snapshot.ok || snapshot.value === null)
      throw new Problem('the state of the history cannot be kept');
    return snapshot.value.bytes;
  }

  close(): void {
    this.#ledger.close();
  }
}
