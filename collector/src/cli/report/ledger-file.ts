import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger, LedgerQuery } from '../../ledger/ledger.ts';
import type { FlowFile } from '../../ledger/report/flow-file.ts';
import { reportFromLedger } from '../../ledger/report/from-ledger.ts';
import type { Report } from '../../ledger/report/report.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';

/** The ledger's file in its directory. */
export const LEDGER_FILE = 'ledger.sqlite';

/** Opens the ledger of a directory; `existing` ones only, where it is to be read. */
export const openLedgerIn = (directory: string, existing: boolean): Result<Ledger> => {
  const path = join(directory, LEDGER_FILE);
  if (existing && !existsSync(path))
    return failed(permanent(`there is no ledger in ${directory} (no ${LEDGER_FILE})`));
  return openSqliteLedger({ path });
};

/** The report of what a ledger holds, and its flows where asked for. */
export const reportFromLedgerIn = async (
  directory: string,
  query: LedgerQuery,
  inventory: Inventory,
  flows: FlowFile | null,
): Promise<Result<Report>> => {
  const opened = openLedgerIn(directory, true);
  if (!opened.ok) return opened;
  const ledger = opened.value;
  try {
    if (flows) {
      for (const flow of ledger.flows(query)) {
        const written = flows.add({ kind: 'flow_settled', at: flow.end, flow, startCounted: true });
        if (!written.ok) return written;
      }
      const finished = await flows.finish();
      if (!finished.ok) return finished;
    }
    return ok(reportFromLedger(ledger, query, inventory));
  } catch (error) {
    return failed(
      permanent(
        `the ledger in ${directory} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  } finally {
    ledger.close();
  }
};
