import { resourceFromAttributes } from '@opentelemetry/resources';
import type { GatewayRecord } from '@firstcharge/collector/gateway/record.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import type { Ledger } from '@firstcharge/collector/ledger/ledger.ts';
import type { Outcome } from '@firstcharge/collector/model/outcome.ts';
import { createIdentityHash } from '@firstcharge/collector/ocpp/identity-hash.ts';
import { createRedact } from '@firstcharge/collector/ocpp/redaction.ts';
import { createTracker, type Tracker } from '@firstcharge/collector/processors/tracker.ts';
import { recordArrival } from '@firstcharge/collector/receivers/ocpp_ws/record-arrival.ts';
import { exposition } from '@firstcharge/collector/telemetry/exposition.ts';
import { FlowTraces } from '@firstcharge/collector/telemetry/flow-traces.ts';
import { MetricStore } from '@firstcharge/collector/telemetry/metric-store.ts';

const BATCH = 2_000;

/** All of the way that a frame goes, from its text to metrics, spans and ledger, in one process. */
export class CollectorUnderFuzz {
  readonly #redact = createRedact(createIdentityHash([Buffer.alloc(32, 7)]));
  readonly #ledger: Ledger;
  readonly #traces = new FlowTraces(resourceFromAttributes({}));
  readonly store = new MetricStore();
  #tracker: Tracker = createTracker();
  #unwritten: Outcome[] = [];
  /** Flows settled, and overflows told, so far. */
  flows = 0;
  overflows = 0;
  /** Text of all that left since it was last taken. */
  #told: string[] = [];

  constructor() {
    const opened = openSqliteLedger({ path: ':memory:' });
    if (!opened.ok) throw new Error(opened.error.message);
    this.#ledger = opened.value;
  }

  get tracker(): Tracker {
    return this.#tracker;
  }

  take(record: GatewayRecord): void {
    const arrival = recordArrival('1', record, this.#redact);
    this.#tell(this.#tracker.apply(arrival));
    if (this.#unwritten.length >= BATCH) this.write();
  }

  /** Goes on from a snapshot, as after a restart. */
  restart(): void {
    this.#tracker = createTracker({}, this.#tracker.snapshot());
  }

  /** Writes what the ledger has not had; throws where a row cannot be written. */
  write(): void {
    const written = this.#ledger.write(this.#unwritten);
    if (!written.ok) throw new Error(`ledger: ${written.error.message}`);
    this.#unwritten = [];
  }

  finish(): void {
    this.#tell(this.#tracker.finish().outcomes);
    this.write();
  }

  /** Outcomes and spans since the last call, as text. */
  told(): string {
    const text = this.#told.join('\n');
    this.#told = [];
    return text;
  }

  /** Everything that a reader of metrics or of the ledger sees, as text. */
  *shown(): Generator<string, void, void> {
    yield* exposition(this.store.collect(0), 'text');
    for (const rows of [
      this.#ledger.flows({}),
      this.#ledger.visits({}),
      this.#ledger.intervals({}),
      this.#ledger.events({}),
      this.#ledger.amendments({}),
    ])
      for (const row of rows) yield JSON.stringify(row);
  }

  close(): void {
    this.#ledger.close();
  }

  #tell(outcomes: readonly Outcome[]): void {
    if (outcomes.length === 0) return;
    for (const outcome of outcomes) {
      this.store.apply(outcome);
      this.#unwritten.push(outcome);
      if (outcome.kind === 'flow_settled') this.flows += 1;
      if (outcome.kind === 'station_overflow') this.overflows += 1;
    }
    this.#told.push(JSON.stringify(outcomes));
    for (const { name, attributes, events } of this.#traces.spansOf(outcomes))
      this.#told.push(JSON.stringify([name, attributes, events]));
  }
}
