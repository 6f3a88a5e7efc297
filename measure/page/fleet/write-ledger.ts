import type { Outcome } from '@firstcharge/collector/model/outcome.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';

const BATCH = 20_000;

/** Writes outcomes into a new ledger. Throws where that fails. */
export function writeLedger(path: string, outcomes: Iterable<Outcome>): void {
  const opened = openSqliteLedger({ path });
  if (!opened.ok) throw new Error(opened.error.message);
  const ledger = opened.value;
  const write = (batch: readonly Outcome[]): void => {
    const written = ledger.write(batch);
    if (!written.ok) throw new Error(written.error.message);
  };
  try {
    let batch: Outcome[] = [];
    for (const outcome of outcomes) {
      batch.push(outcome);
      if (batch.length < BATCH) continue;
      write(batch);
      batch = [];
    }
    write(batch);
  } finally {
    ledger.close();
  }
}
