import type { RemoteStartSignal, RemoteStopSignal } from '../../../model/signal.ts';
import { waitingForCredential, waitingWith } from './credential.ts';
import { reachedEnergy } from './energy.ts';
import { note } from './evidence.ts';
import { flowAt, flowOfTransaction, open, remember, touch, type Context } from './flow-book.ts';
import { earlier, isAuthorized, isCommitted, type OpenFlow } from './open-flow.ts';
import { paying } from './paying.ts';
import { isReservedForOther } from './reservations.ts';

/** A remote start and its answer. */
export function onRemoteStart(context: Context, signal: RemoteStartSignal): void {
  const { book, at } = context;
  if (signal.phase === 'requested') return asked(context, signal);
  const flow = book.flows.get(book.calls.get(signal.call) ?? '');
  book.calls.delete(signal.call);
  if (!flow) return;
  touch(context, flow);
  note(flow, at, `remote start ${signal.phase}`);
  if (signal.phase === 'accepted') {
    flow.remote.acceptedAt = earlier(flow.remote.acceptedAt, at);
    if (signal.transaction !== null) remember(book, book.transactions, signal.transaction, flow.id);
  } else if (signal.phase === 'rejected') flow.remote.rejectedAt = at;
  else flow.remote.errorAt = at;
}

function asked(context: Context, signal: RemoteStartSignal): void {
  const { book, at } = context;
  if (book.calls.has(signal.call)) return;
  const flow = touch(
    context,
    target(context, signal) ?? open(context, signal.evse, null, 'remote start asked for'),
  );
  const { remote } = flow;
  remote.requestedAt = earlier(remote.requestedAt, at);
  remote.attempts += 1;
  remote.method = signal.method ?? remote.method;
  remote.remoteStartId = signal.remoteStartId ?? remote.remoteStartId;
  remote.reservedForOther = isReservedForOther(book, signal.evse, signal.identity, context.streamAt);
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  remember(book, book.calls, signal.call, flow.id);
}

function target(context: Context, signal: RemoteStartSignal): OpenFlow | undefined {
  const { book } = context;
  const same = waitingWith(book, signal.identity);
  if (same) return same;
  const holder = signal.evse === null ? undefined : flowAt(book, signal.evse, null);
  // Asked once more by the same driver, since nothing came of the first time.
  if (holder && holder.identity === signal.identity && !reachedEnergy(holder)) return holder;
  if (holder && !isCommitted(holder) && !(holder.stop !== null && reachedEnergy(holder))) return holder;
  if (signal.evse !== null && holder) return undefined;
  return waitingForCredential(context, signal.evse) ?? paying(book, signal.evse);
}

/** The backend asked for the end. */
export function onRemoteStop(context: Context, signal: RemoteStopSignal): void {
  if (signal.phase !== 'accepted') return;
  const flow = flowOfTransaction(context.book, signal.transaction);
  if (!flow) return;
  touch(context, flow).stopRequestedAt = context.at;
  note(flow, context.at, 'remote stop accepted');
}
