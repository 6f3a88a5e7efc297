/* One stream after the other on the same signal log, as processes that are killed and started again would be. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { Exporter } from '../../exporters/exporter.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import type { Batch } from '../../model/batch.ts';
import { failed, ok, retryable, type Result } from '../../model/result.ts';
import type { LogEntry, SignalLog, Snapshot } from '../../signal-log/signal-log.ts';
import { exposition } from '../../telemetry/exposition.ts';
import { FlowTraces } from '../../telemetry/flow-traces.ts';
import { Stream } from '../stream/stream.ts';

const RESOURCE = resourceFromAttributes({ 'service.name': 'firstcharge' });

/** What a span says, as text: two deliveries of one span must be the same text. */
const spanText = (span: ReadableSpan): string => {
  const { name, startTime, endTime, attributes, events, links, status, parentSpanContext } = span;
  const parent = parentSpanContext?.spanId;
  return JSON.stringify({ name, startTime, endTime, attributes, events, links, status, parent });
};

/** A signal log that can refuse, or keep a batch and die before it says so. */
export class TroubledLog implements SignalLog {
  mood: 'well' | 'refuses' | 'dies' = 'well';
  readonly #log: SignalLog;

  constructor(log: SignalLog) {
    this.#log = log;
  }

  async append(batch: Batch): Promise<Result<number>> {
    if (this.mood === 'refuses') return failed(retryable('the disk is full'));
    const appended = await this.#log.append(batch);
    return this.mood === 'dies' ? new Promise(() => undefined) : appended;
  }
  read(offset: number): AsyncIterable<LogEntry> {
    return this.#log.read(offset);
  }
  positions(): ReadonlyMap<string, number> {
    return this.#log.positions();
  }
  saveSnapshot(snapshot: Snapshot): Promise<Result<void>> {
    return this.#log.saveSnapshot(snapshot);
  }
  loadSnapshot(): Promise<Result<Snapshot | null>> {
    return this.#log.loadSnapshot();
  }
  truncateBefore(offset: number): Promise<Result<void>> {
    return this.#log.truncateBefore(offset);
  }
  close(): Promise<void> {
    return this.#log.close();
  }
}

/** A ledger that answers `retryable` while it is away. */
export class AbsentLedger {
  isAway = false;
  readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = {
      ...ledger,
      write: (outcomes) => (this.isAway ? failed(retryable('the disk is full')) : ledger.write(outcomes)),
    };
  }
}

/** Value of a result; throws the failure of one that has none. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Everything that a collector shows to the outside. */
export interface Shown {
  readonly metrics: string;
  readonly spans: readonly string[];
  readonly flows: string;
  readonly visits: string;
  readonly intervals: string;
  readonly amendments: string;
}

/** Opens streams on one log and one ledger, and keeps what comes out of all of them. */
export class StreamBench {
  readonly #reopen: () => Promise<SignalLog>;
  readonly ledger = new AbsentLedger(valueOf(openSqliteLedger({ path: ':memory:' })));
  readonly #spans = new Map<string, string>();
  /** Spans that came twice, and not the same both times. */
  readonly contradictions: string[] = [];
  readonly warnings: string[] = [];
  #log: TroubledLog | null = null;
  #stream: Stream | null = null;

  /** `reopen` gives the log as a new process finds it. */
  constructor(reopen: () => Promise<SignalLog>) {
    this.#reopen = reopen;
  }

  get log(): TroubledLog {
    if (this.#log === null) throw new Error('start first');
    return this.#log;
  }

  get stream(): Stream {
    if (this.#stream === null) throw new Error('start first');
    return this.#stream;
  }

  /** A new process on the log as it is now; an old one is simply not asked any more. */
  async start(): Promise<void> {
    await this.#log?.close();
    this.#log = new TroubledLog(await this.#reopen());
    this.#stream = valueOf(
      await Stream.open({
        log: this.#log,
        ledger: this.ledger.ledger,
        tracker: {},
        metrics: {},
        traces: (snapshot) => new FlowTraces(RESOURCE, snapshot),
        warn: (message) => this.warnings.push(message),
      }),
    );
    this.#stream.useExporters([this.#exporter()]);
  }

  /** What a reader sees, in the order in which a real one does it: the collection is journalled first. */
  async collect(reader: number, now = this.stream.streamAt, arrives = true): Promise<string> {
    const { stream } = this;
    await stream.collection(reader, now);
    const view = stream.store.view(reader);
    if (arrives) await stream.collected(reader);
    return [...exposition(view, 'openmetrics')].join('');
  }

  async shown(): Promise<Shown> {
    const { ledger } = this.ledger;
    return {
      metrics: await this.collect(0),
      spans: [...this.#spans].map(([id, text]) => `${id} ${text}`).sort(),
      flows: JSON.stringify([...ledger.flows({})]),
      visits: JSON.stringify([...ledger.visits({})]),
      intervals: JSON.stringify([...ledger.intervals({})]),
      amendments: JSON.stringify([...ledger.amendments({})]),
    };
  }

  async close(): Promise<void> {
    await this.#log?.close();
    this.ledger.ledger.close();
  }

  #exporter(): Exporter {
    return {
      id: 'bench',
      start: async () => ok(undefined),
      stop: async () => undefined,
      consume: (_, spans) => {
        for (const span of spans) {
          const { traceId, spanId } = span.spanContext();
          const id = `${traceId} ${spanId}`;
          const text = spanText(span);
          if ((this.#spans.get(id) ?? text) !== text) this.contradictions.push(id);
          this.#spans.set(id, text);
        }
      },
    };
  }
}
