import type { Outcome } from '../../model/outcome.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { FlowFile } from '../../ledger/report/flow-file.ts';
import type { ReportBuilder } from '../../ledger/report/report-builder.ts';

/** Outcomes that go to the ledger in one transaction. */
const LEDGER_BATCH = 1_000;

/** Where the outcomes of a log go: into the figures and, where asked for, to the flow file and a ledger. */
export class OutcomeSink {
  readonly #builder: ReportBuilder;
  readonly #flows: FlowFile | null;
  readonly #ledger: Ledger | null;
  #pending: Outcome[] = [];
  /** The first thing that went wrong; afterwards nothing more is written. */
  #result: Result<void> = ok(undefined);

  constructor(builder: ReportBuilder, flows: FlowFile | null, ledger: Ledger | null) {
    this.#builder = builder;
    this.#flows = flows;
    this.#ledger = ledger;
  }

  add(outcome: Outcome): void {
    this.#builder.add(outcome);
    if (outcome.kind === 'message' || !this.#result.ok) return;
    if (this.#flows) this.#result = this.#flows.add(outcome);
    if (!this.#ledger) return;
    this.#pending.push(outcome);
    if (this.#pending.length >= LEDGER_BATCH) this.#flush();
  }

  /** Writes what is left. */
  async finish(): Promise<Result<void>> {
    this.#flush();
    if (!this.#result.ok || !this.#flows) return this.#result;
    return this.#flows.finish();
  }

  #flush(): void {
    if (this.#ledger && this.#result.ok) this.#result = this.#ledger.write(this.#pending);
    this.#pending = [];
  }
}
