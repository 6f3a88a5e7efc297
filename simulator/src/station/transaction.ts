import { receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { StopReason } from '../truth/facts.ts';
import { refusal } from './authorise.ts';
import { energise } from './energy.ts';
import type { Evse, EvseEvent, Grant } from './evse.ts';
import { raise, release, setStatus } from './evse-cycle.ts';
import type { AttemptPlan, PlannedFault } from './plan.ts';

/** How a stage ended: by a fault, by somebody, or in good order (`ok`). */
export type StageEnd =
  | { readonly kind: 'ok' }
  | { readonly kind: 'stop'; readonly reason: StopReason; readonly unplugged: boolean }
  | { readonly kind: 'fault'; readonly fault: PlannedFault };

/** One transaction. True when the connector was released in the course of it. */
export function* transact(evse: Evse, grant: Grant): Process<boolean> {
  const { station } = evse;
  const { scheduler } = station.world;
  const plan = station.world.planAttempt(evse, grant);
  for (const note of plan.notes) grant.flow.behaviours.add(note);
  if (plan.neverStarts !== null) {
    grant.flow.failed(plan.neverStarts);
    return false;
  }
  const facts = grant.flow.began(scheduler.now);
  const reservation = evse.reservation?.id ?? null;
  evse.reservation = null;
  evse.session = { grant, facts, meterStart: evse.shownRegister, begunAt: scheduler.now, reservation };
  const answer = station.dialect.begin(evse, evse.session);
  const early = yield* awaitStart(evse, answer);
  const end = early ?? (yield* handshakeAndEnergy(evse, plan));
  return finish(evse, plan.neverStops, end);
}

/** Goes on with a transaction after a restart. True when the connector was released. */
export function* resume(evse: Evse): Process<boolean> {
  if (evse.session !== null) {
    evse.session.grant.flow.pending -= 1;
    if (evse.vehicle !== null) evse.session.facts.pausedBy = null;
    evse.station.dialect.resumed(evse);
  }
  const gone: StageEnd = { kind: 'stop', reason: 'EVDisconnected', unplugged: true };
  const end = evse.vehicle === null ? gone : yield* energise(evse, null);
  return finish(evse, false, end);
}

/** Waits for the CPMS to know of the transaction; goes on without it when offline. */
function* awaitStart(
  evse: Evse,
  accepted: ReturnType<Evse['station']['dialect']['begin']>,
): Process<StageEnd | null> {
  const { station } = evse;
  if (!station.link.online) return null;
  const verdict = yield* receive(accepted, 10_000);
  if (verdict === undefined || verdict === 'Accepted') return null;
  const { world } = station;
  const { session } = evse;
  if (session !== null) {
    const { grant, facts } = session;
    const elsewhere = world.charges(grant.idTag, grant.flow);
    facts.refusal = refusal(verdict, world.backendFault, elsewhere);
    grant.flow.refused(world.scheduler.now, facts.refusal);
  }
  return { kind: 'stop', reason: 'DeAuthorized', unplugged: false };
}

function* handshakeAndEnergy(evse: Evse, plan: AttemptPlan): Process<StageEnd> {
  const before =
    plan.fault !== null && plan.fault.cause.stage !== 'energy' && plan.fault.cause.stage !== 'stop';
  const handshake = yield* agree(evse, plan, before ? plan.fault : null);
  if (handshake.kind !== 'ok') return handshake;
  return yield* energise(evse, before ? null : plan.fault);
}

/** Station and car agree, or do not. */
function* agree(evse: Evse, plan: AttemptPlan, fault: PlannedFault | null): Process<StageEnd> {
  const { scheduler } = evse.station.world;
  const until = scheduler.now + (fault?.afterMs ?? plan.handshakeMs);
  for (;;) {
    const silent = fault?.silent === true;
    const event = yield* receive(evse.inbox, silent ? null : Math.max(0, until - scheduler.now));
    if (event === undefined) return fault === null ? { kind: 'ok' } : { kind: 'fault', fault };
    const end = stopOf(event);
    if (end !== null) {
      if (silent && evse.session !== null) evse.session.facts.cause = fault.cause;
      return end;
    }
  }
}

/** What an event means to a running transaction; null: nothing. */
export function stopOf(event: EvseEvent): StageEnd | null {
  if (event.kind === 'unplug') return { kind: 'stop', reason: 'EVDisconnected', unplugged: true };
  if (event.kind === 'stop')
    return { kind: 'stop', reason: event.how === 'app' ? 'Remote' : 'Local', unplugged: false };
  if (event.kind === 'fault') return { kind: 'fault', fault: event.fault };
  return null;
}

function finish(evse: Evse, neverStops: boolean, end: StageEnd): boolean {
  const { session, station } = evse;
  if (session === null) return false;
  const { now } = station.world.scheduler;
  const reason = end.kind === 'fault' ? end.fault.stop : end.kind === 'stop' ? end.reason : 'StoppedByEV';
  session.facts.stoppedAt = session.grant.flow.unpluggedAt ?? now;
  session.facts.stop = reason;
  if (session.facts.energyAt !== null) session.facts.energyEnd ??= now;
  if (end.kind === 'fault') {
    session.facts.cause = end.fault.cause;
    if (end.fault.cause.behaviour !== null) session.grant.flow.behaviours.add(end.fault.cause.behaviour);
    station.world.struck(evse, end.fault);
  } else if (session.facts.cause !== null && session.facts.cause.behaviour !== null) {
    session.grant.flow.behaviours.add(session.facts.cause.behaviour);
  }
  evse.setPower(0);
  if (end.kind === 'fault') raise(evse, end.fault);
  if (neverStops) session.facts.neverStopped = true;
  else station.dialect.ended(evse, session, reason);
  evse.session = null;
  evse.wire = null;
  const unplugged = end.kind === 'stop' && end.unplugged;
  if (unplugged) release(evse);
  else if (evse.fault === null) setStatus(evse, 'Finishing');
  evse.lamp('stopped');
  return unplugged;
}
