import { field } from '../cpms/payload.ts';
import type { Station } from '../station/station.ts';

export const isEvseId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value);

/** Stops the transaction of this id, if it runs here. */
export function remoteStopCall(station: Station, transactionId: unknown): 'Accepted' | 'Rejected' {
  const evse = station.evses.find(({ wire }) => wire !== null && wire.id === transactionId);
  if (evse === undefined) return 'Rejected';
  evse.inbox.post({ kind: 'stop', how: 'app' });
  return 'Accepted';
}

/** Takes the first limit of a charging profile; no profile lifts the limit. */
export function limitCall(station: Station, evseId: unknown, profile: unknown): 'Accepted' | 'Rejected' {
  const evse = isEvseId(evseId) ? station.evses[evseId - 1] : undefined;
  if (evse === undefined) return 'Rejected';
  evse.limitW = profile === null ? null : firstLimit(profile);
  evse.inbox.post({ kind: 'limit' });
  return 'Accepted';
}

function firstLimit(profile: unknown): number | null {
  if (typeof profile !== 'object' || profile === null) return null;
  const schedule = field({ profile }, 'profile', 'chargingSchedule');
  const one: unknown = Array.isArray(schedule) ? schedule[0] : schedule;
  const limit = field({ one }, 'one', 'chargingSchedulePeriod', '0', 'limit');
  return typeof limit === 'number' ? limit : null;
}
