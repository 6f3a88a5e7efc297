import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Exporter } from '../../exporters/exporter.ts';
import { EMPTY_INVENTORY, type Inventory } from '../../inventory/inventory.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Arrival } from '../../model/arrival.ts';
import type { Batch } from '../../model/batch.ts';
import type { Outcome } from '../../model/outcome.ts';
import { failed, ok, retryable, type Result } from '../../model/result.ts';
import { createTracker, type Tracker, type TrackerSettings } from '../../processors/tracker.ts';
import type { SignalLog } from '../../signal-log/signal-log.ts';
import type { FlowTracesSnapshot, FlowTraces } from '../../telemetry/flow-traces.ts';
import { MetricStore, type MetricStoreOptions } from '../../telemetry/metric-store.ts';
import { SNAPSHOT_VERSION, decodeSnapshot, encodeSnapshot } from './snapshot.ts';

/** What a stream is made of. */
export interface StreamParts {
  readonly log: SignalLog;
  readonly ledger: Ledger;
  readonly tracker: TrackerSettings;
  readonly metrics: MetricStoreOptions;
  readonly traces: (snapshot: FlowTracesSnapshot) => FlowTraces;
  readonly warn: (message: string) => void;
}

/** Outcomes that wait for a ledger that is away; beyond this the stream waits with them. */
const MAX_UNWRITTEN = 50_000;
/** Spans derived again at the start that are handed on once more, since nobody knows which of them had arrived. */
const MAX_REDELIVERED = 10_000;
/** A stream this near to the present has what its senders kept for it, ms. */
const ABREAST_MS = 2_000;
/** Ticks without a batch after which the stream is known to be abreast of its senders, so that time may run on by itself. */
const QUIET_TICKS = 2;

/**
 * The stream behind the signal log: arrivals become durable first, then trackers, metric store, ledger and exporters see
 * them, in order. Whatever is shown outside has been journalled, so a crash neither loses nor repeats any of it.
 */
export class Stream {
  readonly #parts: StreamParts;
  #tracker: Tracker;
  #inventory: Inventory;
  #store: MetricStore;
  #traces: FlowTraces;
  #exporters: readonly Exporter[] = [];
  #unwritten: Outcome[] = [];
  #offset = 0;
  #known: ReadonlySet<string> = new Set();
  #watching = false;
  #quiet = 0;
  #redelivered: ReadableSpan[] = [];
  #becameAbreast: () => void = () => undefined;
  /** Resolves once it has come to the present for the first time. */
  readonly abreast: Promise<void>;
  /** Arrivals applied since the process began. */
  applied = 0;
  failures = 0;

  private constructor(parts: StreamParts) {
    this.#parts = parts;
    this.abreast = new Promise((resolve) => (this.#becameAbreast = resolve));
    this.#inventory = parts.tracker.inventory ?? EMPTY_INVENTORY;
    this.#tracker = createTracker(parts.tracker);
    this.#store = new MetricStore(parts.metrics);
    this.#traces = parts.traces([]);
  }

  /** Goes on where the signal log ends: newest snapshot, then everything after it. */
  static async open(parts: StreamParts): Promise<Result<Stream>> {
    const stream = new Stream(parts);
    const saved = await parts.log.loadSnapshot();
    if (!saved.ok) return saved;
    if (saved.value) {
      const snapshot = decodeSnapshot(saved.value.bytes);
      if (snapshot.ok) {
        stream.#tracker = createTracker(parts.tracker, snapshot.value.tracker);
        stream.#store = MetricStore.restore(snapshot.value.metrics, parts.metrics);
        stream.#traces = parts.traces(snapshot.value.traces);
        stream.#offset = saved.value.offset;
      } else parts.warn(`${snapshot.error.message}; reading the signal log from its beginning`);
    }
    try {
      for await (const entry of parts.log.read(stream.#offset)) {
        stream.#replay(entry.batch.arrivals);
        stream.#offset = entry.next;
      }
    } catch (error) {
      return failed(
        retryable(`the signal log cannot be read: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
    stream.#known = new Set(parts.log.positions().keys());
    return ok(stream);
  }

  get store(): MetricStore {
    return this.#store;
  }

  get streamAt(): number {
    return this.#tracker.streamAt;
  }

  get openFlows(): number {
    return this.#tracker.openFlows();
  }

  /** Identities of what is under way, as hashes. */
  identities(): ReadonlySet<string> {
    return this.#tracker.identities();
  }

  get stationCount(): number {
    return [...this.#tracker.stations()].length;
  }

  /**
   * Exporters are handed what is derived from now on, and the newest spans that were derived again at the start: a process
   * that was killed may not have sent them, and who has them already knows them by their ids.
   */
  useExporters(exporters: readonly Exporter[]): void {
    this.#exporters = exporters;
    const spans = this.#redelivered.splice(0);
    if (spans.length > 0) for (const exporter of exporters) exporter.consume([], spans);
  }

  useInventory(inventory: Inventory): void {
    this.#inventory = inventory;
    this.#tracker.useInventory(inventory);
  }

  /** The one in use. */
  get inventory(): Inventory {
    return this.#inventory;
  }

  /** Makes a batch durable, then tracks it. Rejects when it could not be made durable: the receiver tries again. */
  async accept(batch: Batch): Promise<void> {
    this.#quiet = 0;
    await this.#take(batch);
  }

  /** Lets the stream's time pass where nothing else does; to be called every second. */
  async tick(now: number): Promise<void> {
    this.#quiet += 1;
    if (this.#watching && this.#runsTo(now) > this.streamAt)
      await this.#take({ arrivals: [{ kind: 'tick', receivedAt: now }] });
    if (this.#watching && now - this.streamAt < ABREAST_MS) this.#becameAbreast();
  }

  /** Begins to watch although nothing has come in yet. */
  async watch(now: number): Promise<void> {
    if (!this.#watching) await this.#take({ arrivals: [{ kind: 'tick', receivedAt: now }] });
  }

  /** Journals that the metrics are collected for a reader: what it is shown is a view of the store right now. */
  collection(reader: number, now: number): Promise<void> {
    return this.#note({ kind: 'collection', receivedAt: this.#runsTo(now), reader });
  }

  /** Journals that what was collected last for a reader arrived. */
  collected(reader: number): Promise<void> {
    return this.#note({ kind: 'collected', receivedAt: this.streamAt, reader });
  }

  async #note(arrival: Arrival): Promise<void> {
    const appended = await this.#parts.log.append({ arrivals: [arrival] });
    if (!appended.ok) throw new Error(appended.error.message);
    this.#offset = appended.value;
    this.#export(this.#apply([arrival]));
  }

  /** Keeps the state, so that a restart need not read the log from its beginning, and lets go of what it covers. */
  async snapshot(): Promise<Result<void>> {
    this.#write([]);
    // What the ledger has not taken must be derived again after a crash.
    if (this.#unwritten.length > 0) return failed(retryable('the ledger is away'));
    const offset = this.#offset;
    const bytes = encodeSnapshot({
      version: SNAPSHOT_VERSION,
      tracker: this.#tracker.snapshot(),
      metrics: this.#store.snapshot(),
      traces: this.#traces.snapshot(),
    });
    const saved = await this.#parts.log.saveSnapshot({ offset, bytes });
    return saved.ok ? this.#parts.log.truncateBefore(offset) : saved;
  }

  async #take(batch: Batch): Promise<void> {
    if (this.#unwritten.length > MAX_UNWRITTEN) this.#write([]);
    if (this.#unwritten.length > MAX_UNWRITTEN) throw new Error('the ledger is away');
    const watch = this.#watch(batch);
    const arrivals = watch ? [watch, ...batch.arrivals] : batch.arrivals;
    const appended = await this.#parts.log.append({ ...batch, arrivals });
    if (!appended.ok) {
      this.failures += 1;
      if (watch) this.#watching = false;
      throw new Error(appended.error.message);
    }
    if (appended.value <= this.#offset) {
      // The log has had it before, and so have we.
      if (watch) this.#watching = false;
      return;
    }
    this.#offset = appended.value;
    this.#export(this.#apply(arrivals));
  }

  /**
   * How far time has come by itself. While batches come, it is theirs to tell: after a restart they bring the past, and a
   * timer that fired before they are read would be wrong. While nobody watches, time stands.
   */
  #runsTo(now: number): number {
    const abreast = this.#watching && this.#quiet >= QUIET_TICKS;
    return abreast ? Math.max(now, this.streamAt) : this.streamAt;
  }

  /**
   * A batch of a source that the log knows joins what was seen before; one of a new source comes after a stretch in which
   * nobody watched.
   */
  #watch(batch: Batch): Arrival | null {
    if (this.#watching) return null;
    this.#watching = true;
    const first = batch.arrivals[0];
    if (!first || (batch.position && this.#known.has(batch.position.source))) return null;
    return { kind: 'watch', receivedAt: first.receivedAt };
  }

  #replay(arrivals: readonly Arrival[]): void {
    const outcomes = this.#apply(arrivals);
    this.#write(outcomes);
    for (const span of this.#traces.spansOf(outcomes)) this.#redelivered.push(span);
    if (this.#redelivered.length > 2 * MAX_REDELIVERED)
      this.#redelivered = this.#redelivered.slice(-MAX_REDELIVERED);
  }

  #apply(arrivals: readonly Arrival[]): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const arrival of arrivals) {
      for (const outcome of this.#tracker.apply(arrival)) {
        this.#store.apply(outcome);
        outcomes.push(outcome);
      }
      this.#store.advance(this.#tracker.streamAt);
      if (arrival.kind === 'collection') this.#store.offer(arrival.reader);
      else if (arrival.kind === 'collected') this.#store.taken(arrival.reader);
    }
    this.applied += arrivals.length;
    return outcomes;
  }

  #export(outcomes: readonly Outcome[]): void {
    this.#write(outcomes);
    if (outcomes.length === 0) return;
    const spans = this.#traces.spansOf(outcomes);
    for (const exporter of this.#exporters) exporter.consume(outcomes, spans);
  }

  #write(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) if (LEDGER_KINDS.has(outcome.kind)) this.#unwritten.push(outcome);
    if (this.#unwritten.length === 0) return;
    const written = this.#parts.ledger.write(this.#unwritten);
    if (written.ok) this.#unwritten = [];
    else this.#parts.warn(`the ledger is away, trying again: ${written.error.message}`);
  }
}

const LEDGER_KINDS: ReadonlySet<Outcome['kind']> = new Set([
  'flow_settled',
  'flow_amended',
  'visit_ended',
  'visit_amended',
  'interval_ended',
  'capability',
  'station_boot',
  'fault_raised',
  'station_firmware',
  'site_event',
]);
