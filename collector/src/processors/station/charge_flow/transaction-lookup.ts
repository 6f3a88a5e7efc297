import type { TransactionEndedSignal, TransactionUpdatedSignal } from '../../../model/signal.ts';
import { flowAt, flowOfTransaction, open, remember, type Context } from './flow-book.ts';
import { inTransaction, type OpenFlow } from './open-flow.ts';

/** The flow that a transaction's message is about; a transaction never heard of is adopted. */
export function findTransaction(
  context: Context,
  signal: TransactionUpdatedSignal | TransactionEndedSignal,
): OpenFlow | undefined {
  const { book } = context;
  const { transaction, evse } = signal;
  const known = flowOfTransaction(book, transaction);
  if (known?.transaction) return known;
  if (known === undefined && transaction !== null && book.transactions.has(transaction)) return undefined;
  const match = known ? undefined : nameless(context, signal);
  if (match?.transaction) return named(context, match, transaction);
  if (transaction === null) return undefined;
  const authorized = isAuthorizedStart(signal.trigger, signal.identity);
  return adopt(context, { transaction, evse, connector: signal.connector }, authorized);
}

/** Triggers of OCPP 2.x that only an authorised driver causes. */
const AUTHORIZED: ReadonlySet<string> = new Set([
  'Authorized',
  'RemoteStart',
  'StopAuthorized',
  'RemoteStop',
  'SignedDataReceived',
]);

/** A driver's credential, a remote start, or the rules of OCPP 1.6 stand behind a transaction with this evidence. */
export const isAuthorizedStart = (trigger: string | null, identity: string | null): boolean =>
  trigger === null || AUTHORIZED.has(trigger) || identity !== null;

/**
 * A message with an unusable id (0, −1) or one that no start was answered with: the running transaction that it fits.
 * By identity, then by the register that the stop must not fall below, nearest first.
 */
function nameless(
  { book }: Context,
  signal: TransactionUpdatedSignal | TransactionEndedSignal,
): OpenFlow | undefined {
  const running = [...book.flows.values()].filter(
    (flow) =>
      inTransaction(flow) &&
      (signal.evse === null || flow.evse === signal.evse) &&
      (signal.transaction === null || flow.transaction?.id === null),
  );
  const same = running.filter((flow) => signal.identity !== null && flow.identity === signal.identity);
  const candidates = same.length > 0 ? same : running;
  if (candidates.length <= 1) return candidates[0];
  const stopWh = signal.kind === 'transaction_ended' ? signal.registerWh : null;
  if (stopWh === null) return undefined;
  const rise = (flow: OpenFlow): number =>
    stopWh - (flow.energy.lastRegisterWh ?? flow.transaction?.registerWh ?? Infinity);
  return candidates.filter((flow) => rise(flow) >= 0).sort((one, other) => rise(one) - rise(other))[0];
}

/** A running transaction whose id was not known until now. */
export function named(context: Context, flow: OpenFlow, transaction: string | null): OpenFlow {
  if (!flow.transaction || transaction === null) return flow;
  flow.transaction.id ??= transaction;
  remember(context.book, context.book.transactions, transaction, flow.id);
  return flow;
}

/** A transaction whose start was never seen: judged by its end, left out of start KPIs (ruling 10). */
export function adopt(
  context: Context,
  {
    transaction,
    evse,
    connector,
  }: { readonly transaction: string; readonly evse: number | null; readonly connector: number | null },
  authorized: boolean,
): OpenFlow {
  const { book } = context;
  // A remote start that was accepted with this id waits for it.
  const promised = flowOfTransaction(book, transaction);
  const held = promised ?? (evse === null ? undefined : flowAt(book, evse, connector));
  const joins = held && held.transaction === null;
  const flow = joins ? held : open(context, evse, connector, 'transaction seen without its start');
  // A flow seen from its plug-in on whose start message was lost is still judged whole.
  if (!joins || flow.plugAt === null || flow.plugInferred) flow.recovered = true;
  flow.transaction = {
    id: transaction,
    startedAt: context.at,
    seen: false,
    authorized,
    answered: true,
    errored: false,
    registerWh: null,
    seqNo: null,
  };
  remember(book, book.transactions, transaction, flow.id);
  return flow;
}
