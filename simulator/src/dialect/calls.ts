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
  const evse = isEvseId(evseId) ? station.at(evseId) : undefined;
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
  if (typeof limit !== 'number') return null;
  return field({ one }, 'one', 'chargingRateUnit') === 'A' ? limit * 690 : limit;
}

/** Keeps an EVSE for a credential until the given time. */
export function reserveCall(
  station: Station,
  reservation: { evseId: unknown; id: unknown; idTag: string; expiry: string },
): 'Accepted' | 'Occupied' | 'Rejected' {
  const { evseId, id, idTag, expiry } = reservation;
  const evse = isEvseId(evseId) ? station.at(evseId) : undefined;
  if (evse === undefined || typeof id !== 'number') return 'Rejected';
  return evse.reserve({ id, idTag, until: Date.parse(expiry) }) ? 'Accepted' : 'Occupied';
}
