import type { AuthorizationSignal } from '../../../model/signal.ts';
import { reachedEnergy } from './energy.ts';
import { MAX_EVIDENCE, note } from './evidence.ts';
import { newCredentialFacts, newRemoteFacts } from './facts.ts';
import {
  close,
  flowOfTransaction,
  open,
  remember,
  touch,
  unplaced,
  type Context,
  type FlowBook,
} from './flow-book.ts';
import { earlier, isAuthorized, isCommitted, type OpenFlow } from './open-flow.ts';
import { isValidStop } from './stop-reason.ts';
import { paying } from './paying.ts';

/** A credential was presented or judged. OCPP's Authorize names no connector: the flow is found by who waits for one. */
export function onAuthorization(context: Context, signal: AuthorizationSignal): void {
  if (signal.phase === 'requested') return presented(context, signal);
  const { book, at } = context;
  const flow =
    book.flows.get(book.calls.get(signal.call) ?? '') ??
    flowOfTransaction(book, signal.transaction) ??
    another(context, signal);
  book.calls.delete(signal.call);
  if (!flow) return;
  touch(context, flow);
  const { credential } = flow;
  if (signal.phase === 'error' || signal.status === null) {
    credential.errorAt = at;
    note(flow, at, 'authorisation answered with an error');
    return;
  }
  credential.answeredAt = at;
  credential.firstAnsweredAt = earlier(credential.firstAnsweredAt, at);
  note(
    flow,
    at,
    signal.status === 'accepted' ? 'credential accepted' : `credential refused: ${signal.status}`,
  );
  credential.method = signal.method ?? credential.method;
  if (signal.status === 'accepted') {
    accept(flow, at);
    flow.identity = signal.identity ?? flow.identity;
  } else {
    credential.refusedAt = at;
    credential.refusal = signal.status;
    flow.identity ??= signal.identity;
  }
}

/**
 * Presented while it charges here, and the backend says that it may not charge twice: that was no wish to stop, somebody
 * else came with it.
 */
function another(context: Context, { status, identity, evse }: AuthorizationSignal): OpenFlow | undefined {
  const charging = status === 'concurrent_tx' ? chargingWith(context.book, identity) : undefined;
  if (!charging) return undefined;
  charging.stopRequestedAt = null;
  const waiting = waitingWith(context.book, identity);
  const flow = waiting ?? open(context, evse, null, 'credential presented, and it charges already');
  flow.credential.requestedAt ??= context.at;
  flow.credential.attempts += 1;
  flow.identity = identity;
  return flow;
}

/** A credential was accepted: the last word on this flow's driver is no refusal. */
export function accept({ credential }: OpenFlow, at: number): void {
  credential.acceptedAt = earlier(credential.acceptedAt, at);
  credential.refusedAt = null;
  credential.refusal = null;
}

function presented(context: Context, signal: AuthorizationSignal): void {
  const { book, at } = context;
  // The same message once more is no further try.
  if (book.calls.has(signal.call)) return;
  const bound = flowOfTransaction(book, signal.transaction);
  if (bound) return confirmed(context, bound, signal);
  const charging = chargingWith(book, signal.identity);
  if (charging) {
    touch(context, charging).stopRequestedAt = at;
    note(charging, at, 'credential presented while charging');
    return;
  }
  const waiting =
    tryingAgain(context, signal) ??
    waitingForCredential(context, signal.evse) ??
    refusedBefore(book) ??
    paying(book, signal.evse);
  const flow = touch(
    context,
    waiting ?? anew(context, signal.evse) ?? open(context, signal.evse, null, 'credential presented'),
  );
  flow.credential.requestedAt = earlier(flow.credential.requestedAt, at);
  flow.credential.attempts += 1;
  if (!isAuthorized(flow)) flow.credential.method = signal.method;
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  remember(book, book.calls, signal.call, flow.id);
  note(flow, at, 'credential presented');
}

/**
 * The flow of the same credential that nothing has come of yet. One that was refused, and whose driver may have plugged in
 * since, goes on where the cable is.
 */
function tryingAgain(context: Context, { identity, evse }: AuthorizationSignal): OpenFlow | undefined {
  const flow = waitingWith(context.book, identity);
  if (!flow || flow.connector !== null || flow.transaction !== null || isAuthorized(flow)) return flow;
  const plugged = waitingForCredential(context, evse);
  const since = flow.credential.refusedAt;
  if (!plugged || since === null || (plugged.plugAt ?? 0) < since || plugged.identity !== null) return flow;
  takeCredential(context, plugged, flow);
  return plugged;
}

/** A transaction names the credential that was presented for it: no new try, and proof of where it belongs. */
function confirmed(context: Context, flow: OpenFlow, signal: AuthorizationSignal): void {
  touch(context, flow);
  flow.credential.requestedAt ??= context.at;
  flow.credential.attempts = Math.max(1, flow.credential.attempts);
  flow.credential.method ??= signal.method;
  // Whoever ends a charge need not be who began it.
  if (!isAuthorized(flow) && flow.transaction?.authorized !== true)
    flow.identity = signal.identity ?? flow.identity;
  flow.identity ??= signal.identity;
  remember(context.book, context.book.calls, signal.call, flow.id);
}

/** The flow that this identity charges in now: presenting the credential again means stop. */
function chargingWith(book: FlowBook, identity: string | null): OpenFlow | undefined {
  if (identity === null) return undefined;
  for (const flow of book.flows.values()) if (flow.identity === identity && isCommitted(flow)) return flow;
  return undefined;
}

/** A flow of this identity that has not begun a transaction, or whose transaction ended before any energy. */
export function waitingWith(book: FlowBook, identity: string | null): OpenFlow | undefined {
  if (identity === null) return undefined;
  for (const flow of book.flows.values()) {
    if (flow.identity !== identity || isCommitted(flow)) continue;
    if (flow.stop === null || !reachedEnergy(flow) || isBrokenOff(flow)) return flow;
  }
  return undefined;
}

/** Something broke the charge off and the cable is still in: what the same driver does next is a further try (ruling 6). */
export const isBrokenOff = ({ stop, plugAt, unplugAt }: OpenFlow): boolean =>
  stop !== null && !isValidStop(stop) && plugAt !== null && unplugAt === null;

/**
 * Plugged in and waiting for a credential: the newest such flow of the station. Where the wire does not name the EVSE,
 * a cable that has waited for long waits for nobody: its driver left it there.
 */
export function waitingForCredential(
  { book, config, at }: Context,
  evse: number | null,
): OpenFlow | undefined {
  const since = at - config.credential_window_seconds * 1_000;
  let found: OpenFlow | undefined;
  for (const flow of book.flows.values()) {
    if (evse !== null && flow.evse !== null && flow.evse !== evse) continue;
    if (evse === null && (flow.plugAt ?? 0) < since) continue;
    if (flow.plugAt === null || flow.unplugAt !== null || isAuthorized(flow) || isCommitted(flow)) continue;
    if (flow.stop !== null && reachedEnergy(flow)) continue;
    if (!found || flow.plugAt >= (found.plugAt ?? 0)) found = flow;
  }
  return found;
}

/** Somebody whose card was refused a moment ago, and who has no cable in yet, tries another one: the same attempt. */
function refusedBefore(book: FlowBook): OpenFlow | undefined {
  for (const flow of unplaced(book)) {
    if (flow.transaction === null && flow.credential.refusedAt !== null && !isAuthorized(flow)) return flow;
  }
  return undefined;
}

/** A charge is over, its cable still in, and the station is ready for another: a new attempt begins there. */
function anew(context: Context, evse: number | null): OpenFlow | undefined {
  let over: OpenFlow | undefined;
  for (const flow of context.book.flows.values()) {
    if (flow.rearmed && flow.unplugAt === null && (evse === null || flow.evse === evse)) over = flow;
  }
  if (!over) return undefined;
  close(context, over, over.stop?.at ?? context.at, 'superseded');
  const flow = open(context, over.evse, over.connector, 'credential presented, cable still in');
  flow.plugAt = context.at;
  flow.plugInferred = true;
  return flow;
}

/**
 * Moves credential and remote start from the flow that they were taken to be for to the one that they are for. Where
 * that one was authorised by somebody else, for want of better knowledge, the two are exchanged; otherwise its tries
 * count with the new ones, and a source that was nothing else is gone.
 */
export function takeCredential(context: Context, target: OpenFlow, source: OpenFlow): void {
  if (target === source) return;
  const { book } = context;
  const { credential, remote, identity } = target;
  const exchange = isAuthorized(target) && identity !== source.identity;
  target.credential = source.credential;
  target.remote = source.remote;
  target.identity = source.identity;
  if (!exchange) {
    target.credential.attempts += credential.attempts;
    target.remote.attempts += remote.attempts;
  }
  source.credential = exchange ? credential : newCredentialFacts();
  source.remote = exchange ? remote : newRemoteFacts();
  source.identity = exchange ? identity : null;
  for (const [call, id] of book.calls) {
    if (id === source.id) book.calls.set(call, target.id);
    else if (exchange && id === target.id) book.calls.set(call, source.id);
  }
  if (exchange) for (const flow of [target, source]) flow.openedAt = firstTouch(flow);
  if (exchange || source.connector !== null || source.transaction !== null) return;
  target.openedAt = Math.min(target.openedAt, source.openedAt);
  target.evidence.unshift(...source.evidence.slice(0, MAX_EVIDENCE - target.evidence.length));
  book.flows.delete(source.id);
}

/** First sign of the driver whose flow it is now. */
function firstTouch({ plugAt, credential, remote, transaction, openedAt }: OpenFlow): number {
  const signs = [
    plugAt,
    credential.requestedAt,
    credential.acceptedAt,
    remote.requestedAt,
    transaction?.startedAt,
  ];
  const known = signs.filter((at) => typeof at === 'number');
  return known.length === 0 ? openedAt : Math.min(...known);
}
