import type { Cause, StopReason } from '../truth/facts.ts';
import type { Evse, Session } from './evse.ts';

/** A transaction that the station itself does not survive: ended with the time of now, or kept to go on later. */
export function cutShort(
  evse: Evse,
  session: Session,
  stop: StopReason,
  cause: Cause,
  resume: boolean,
): void {
  evse.setPower(0);
  const { facts, grant } = session;
  if (cause.behaviour !== null) grant.flow.behaviours.add(cause.behaviour);
  if (resume) {
    facts.pausedBy = cause;
    grant.flow.pending += 1;
    return;
  }
  const { now } = evse.station.world.scheduler;
  facts.stoppedAt = now;
  facts.stop = stop;
  facts.cause = cause;
  if (facts.energyAt !== null) facts.energyEnd ??= now;
  evse.station.dialect.ended(evse, session, stop);
  evse.session = null;
  evse.wire = null;
}
