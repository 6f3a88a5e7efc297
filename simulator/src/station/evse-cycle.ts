import { receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Evse, EvseEvent, Grant } from './evse.ts';
import type { PlannedFault } from './plan.ts';
import { resume, transact } from './transaction.ts';

/** Time between credential and cable, either way round (ConnectionTimeOut). */
const CONNECTION_TIMEOUT_MS = 90_000;

/** The controller of one EVSE, from power-up to power-down. */
export function* evseCycle(evse: Evse): Process {
  if (evse.vehicle === null) setStatus(evse, evse.fault === null ? 'Available' : 'Faulted');
  else evse.status = evse.fault !== null ? 'Faulted' : evse.session === null ? 'Finishing' : 'Preparing';
  if (evse.session !== null && (yield* resume(evse))) yield* occupation(evse);
  for (;;) yield* occupation(evse);
}

/** From free to free again: plug, credential, one or more transactions, unplug. */
function* occupation(evse: Evse): Process {
  const { scheduler } = evse.station.world;
  let grant: Grant | null = null;
  let deadline = 0;
  for (;;) {
    const event: EvseEvent | undefined = yield* receive(
      evse.inbox,
      waitMs(evse, grant === null ? 0 : deadline),
    );
    if (event === undefined) {
      clearWhenDue(evse);
      if (grant !== null && scheduler.now >= deadline) {
        grant = null;
        evse.station.dialect.connectionTimedOut(evse);
      }
      continue;
    }
    if (event.kind === 'grant') {
      grant = event.grant;
      deadline = scheduler.now + CONNECTION_TIMEOUT_MS;
      if (evse.vehicle === null) evse.station.dialect.grantedWithoutCable(evse, grant);
    }
    if (arrivalOrFault(evse, event)) return;
    if (grant !== null && evse.vehicle !== null && evse.fault === null && event.kind !== 'fault') {
      const used: Grant = grant;
      grant = null;
      if (yield* transact(evse, used)) return;
    }
  }
}

/** True when the connector was released. */
function arrivalOrFault(evse: Evse, event: EvseEvent): boolean {
  if (event.kind === 'plug') {
    if (evse.fault === null) evse.status = 'Preparing';
    evse.station.dialect.plugged(evse);
  } else if (event.kind === 'unplug') {
    release(evse);
    return true;
  } else if (event.kind === 'fault') {
    raise(evse, event.fault);
  } else if (event.kind === 'reserved') {
    showReservation(evse);
  }
  return false;
}

/** Kept for somebody, or no longer, since that time has passed. */
function showReservation(evse: Evse): void {
  const { reservation } = evse;
  if (reservation === null || evse.fault !== null || evse.vehicle !== null) return;
  if (evse.station.world.scheduler.now < reservation.until) {
    setStatus(evse, 'Reserved');
    return;
  }
  evse.reservation = null;
  evse.status = 'Available';
  evse.station.dialect.reservationEnded(evse, reservation.id);
}

/** Sets a status and says so. */
export function setStatus(evse: Evse, status: Evse['status']): void {
  evse.status = status;
  evse.station.dialect.status(evse);
}

/** The cable is out. */
export function release(evse: Evse): void {
  evse.status = evse.fault !== null ? 'Faulted' : evse.kept ? 'Reserved' : 'Available';
  evse.station.dialect.unplugged(evse);
}

/** Shows a fault until it clears. */
export function raise(evse: Evse, fault: PlannedFault): void {
  if (fault.code === null) return;
  const { scheduler } = evse.station.world;
  evse.fault = fault.code.faulted ? fault.code : null;
  evse.faultClearsAt = scheduler.now + fault.clearsAfterMs;
  if (fault.code.faulted) evse.status = 'Faulted';
  evse.station.dialect.fault(evse, fault.code);
}

/** A fault that has run its time is gone; what the connector then is depends on the cable. */
export function clearWhenDue(evse: Evse): void {
  const { fault } = evse;
  if (fault === null || evse.station.world.scheduler.now < evse.faultClearsAt) return;
  evse.fault = null;
  evse.status = evse.vehicle === null ? 'Available' : 'Finishing';
  evse.station.dialect.cleared(evse, fault);
}

function waitMs(evse: Evse, deadline: number): number | null {
  const { now } = evse.station.world.scheduler;
  const due = Math.min(
    deadline === 0 ? Infinity : deadline,
    evse.fault === null ? Infinity : evse.faultClearsAt,
  );
  return due === Infinity ? null : Math.max(0, due - now);
}
