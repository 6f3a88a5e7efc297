import { once } from 'node:events';
import { controlServer } from '../cpms/control.ts';
import { CpmsServer } from '../cpms/server.ts';
import type { CpmsCondition } from '../mouth/mouth.ts';
import { readState } from './state.ts';

export interface CpmsRun {
  /** Where both endpoints listen. */
  readonly host: string;
  readonly port: number;
  readonly controlPort: number | undefined;
  readonly firstTransactionId: number;
  readonly stateIn: string | undefined;
  readonly condition: CpmsCondition;
  readonly strict: boolean;
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/** Runs a CPMS until the signal aborts. Prints where it listens, one line each, when it does. */
export async function runCpms(run: CpmsRun): Promise<void> {
  const firstTransactionId =
    run.stateIn === undefined ? run.firstTransactionId : readState(run.stateIn).next_transaction_id;
  const cpms = new CpmsServer({
    clock: run.clock,
    strict: run.strict,
    firstTransactionId,
    host: run.host,
  });
  cpms.condition = run.condition;
  const port = await cpms.listen(run.port);
  process.stdout.write(`cpms ws://${run.host}:${port}/ocpp\n`);
  const control =
    run.controlPort === undefined ? null : controlServer(cpms).listen(run.controlPort, run.host);
  if (control !== null) {
    await once(control, 'listening');
    const address = control.address();
    process.stdout.write(
      `control http://${run.host}:${typeof address === 'object' && address !== null ? address.port : ''}\n`,
    );
  }
  if (!run.signal.aborted) await once(run.signal, 'abort');
  control?.close();
  control?.closeAllConnections();
  await cpms.close();
}
