import type { AuthorizationSignal, RemoteStartSignal, RemoteStopSignal } from '../../../model/signal.ts';
import { earlier, isAuthorized, isCommitted, note, type OpenFlow } from './open-flow.ts';
import {
  flowAt,
  open,
  reachedEnergy,
  remember,
  touch,
  unplaced,
  waitingForCredential,
  type Context,
} from './flow-book.ts';

/** A credential was presented or judged. OCPP's Authorize names no connector: the flow is found by who waits for one. */
export function onAuthorization(context: Context, signal: AuthorizationSignal): void {
  if (signal.phase === 'requested') return presented(context, signal);
  const flow =
    context.book.flows.get(context.book.calls.get(signal.call) ?? '') ??
    byTransaction(context, signal.transaction);
  context.book.calls.delete(signal.call);
  if (!flow) return;
  touch(context, flow);
  if (signal.phase === 'error') {
    flow.credential.errorAt = context.at;
    note(flow, context.at, 'authorisation answered with an error');
  } else if (signal.status === 'accepted') {
    flow.credential.answeredAt = context.at;
    flow.credential.acceptedAt = earlier(flow.credential.acceptedAt, context.at);
    flow.identity = signal.identity ?? flow.identity;
    note(flow, context.at, 'credential accepted');
  } else {
    flow.credential.answeredAt = context.at;
    flow.credential.refusedAt = context.at;
    flow.credential.refusal = signal.status;
    flow.identity ??= signal.identity;
    note(flow, context.at, `credential refused: ${signal.status ?? 'no status'}`);
  }
}

const byTransaction = (context: Context, transaction: string | null): OpenFlow | undefined =>
  transaction === null ? undefined : context.book.flows.get(context.book.transactions.get(transaction) ?? '');

function presented(context: Context, signal: AuthorizationSignal): void {
  const { book } = context;
  const bound = byTransaction(context, signal.transaction);
  const charging = bound ? undefined : chargingWith(context, signal.identity);
  if (charging) {
    touch(context, charging);
    charging.stopRequestedAt = context.at;
    note(charging, context.at, 'credential presented while charging');
    return;
  }
  if (bound) return confirmed(context, bound, signal);
  const waiting =
    waitingWith(context, signal.identity) ??
    waitingForCredential(book, signal.evse) ??
    refusedBefore(context);
  const flow = touch(context, waiting ?? open(context, signal.evse, null, 'credential presented'));
  flow.credential.requestedAt = earlier(flow.credential.requestedAt, context.at);
  flow.credential.attempts += 1;
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  remember(book.calls, signal.call, flow.id);
  note(flow, context.at, 'credential presented');
}

/** A transaction names the credential that was presented for it: no new try, and proof of where it belongs. */
function confirmed(context: Context, flow: OpenFlow, signal: AuthorizationSignal): void {
  touch(context, flow);
  flow.credential.requestedAt ??= context.at;
  flow.credential.attempts = Math.max(1, flow.credential.attempts);
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  remember(context.book.calls, signal.call, flow.id);
}

/** The flow that this identity charges in now: presenting the credential again means stop. */
function chargingWith(context: Context, identity: string | null): OpenFlow | undefined {
  if (identity === null) return undefined;
  for (const flow of context.book.flows.values()) {
    if (flow.identity === identity && isCommitted(flow)) return flow;
  }
  return undefined;
}

/** A flow of this identity that has not begun a transaction, or whose transaction ended before any energy. */
function waitingWith(context: Context, identity: string | null): OpenFlow | undefined {
  if (identity === null) return undefined;
  for (const flow of context.book.flows.values()) {
    if (flow.identity !== identity || isCommitted(flow)) continue;
    if (flow.stop === null || !reachedEnergy(flow)) return flow;
  }
  return undefined;
}

/** Somebody whose card was refused a moment ago, and who has no cable in yet, tries another one: the same attempt. */
function refusedBefore(context: Context): OpenFlow | undefined {
  for (const flow of unplaced(context.book)) {
    if (flow.credential.refusedAt !== null && !isAuthorized(flow)) return flow;
  }
  return undefined;
}

/** A remote start and its answer. */
export function onRemoteStart(context: Context, signal: RemoteStartSignal): void {
  const { book } = context;
  if (signal.phase === 'requested') {
    const flow = touch(
      context,
      remoteTarget(context, signal) ?? open(context, signal.evse, null, 'remote start asked for'),
    );
    flow.remote.requestedAt = earlier(flow.remote.requestedAt, context.at);
    flow.remote.attempts += 1;
    if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
    remember(book.calls, signal.call, flow.id);
    return;
  }
  const flow = book.flows.get(book.calls.get(signal.call) ?? '');
  book.calls.delete(signal.call);
  if (!flow) return;
  touch(context, flow);
  note(flow, context.at, `remote start ${signal.phase}`);
  if (signal.phase === 'accepted') {
    flow.remote.acceptedAt = earlier(flow.remote.acceptedAt, context.at);
    if (signal.transaction !== null) remember(book.transactions, signal.transaction, flow.id);
  } else if (signal.phase === 'rejected') flow.remote.rejectedAt = context.at;
  else flow.remote.errorAt = context.at;
}

function remoteTarget(context: Context, signal: RemoteStartSignal): OpenFlow | undefined {
  const same = waitingWith(context, signal.identity);
  if (same) return same;
  const holder = signal.evse === null ? undefined : flowAt(context.book, signal.evse, null);
  if (holder && !isCommitted(holder) && !(holder.stop !== null && reachedEnergy(holder))) return holder;
  return signal.evse !== null && holder ? undefined : waitingForCredential(context.book, signal.evse);
}

/** The backend asked for the end: whatever stops the charge next was wanted. */
export function onRemoteStop(context: Context, signal: RemoteStopSignal): void {
  if (signal.phase !== 'accepted') return;
  const flow = byTransaction(context, signal.transaction);
  if (!flow) return;
  touch(context, flow).stopRequestedAt = context.at;
  note(flow, context.at, 'remote stop accepted');
}
