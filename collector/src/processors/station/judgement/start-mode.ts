import type { StartMode } from '../../../model/start-mode.ts';
import type { OpenFlow } from '../charge_flow/open-flow.ts';

const least = (...times: readonly (number | null)[]): number | null => {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** First answer to a remote start. */
const answeredAt = ({ acceptedAt, rejectedAt }: OpenFlow['remote']): number | null =>
  least(acceptedAt, rejectedAt);

/**
 * How the attempt began, in the order in which INL's calculator asks: a transaction that says it began because somebody was
 * authorised, a remote start, a credential, a cable. OCPP 1.6 gives no trigger; without an Authorize or a remote start
 * before the transaction a local list or cache stood behind it. null also for what was first seen in its middle.
 */
export function startModeOf({ begun, credential, remote, recovered }: OpenFlow): StartMode | null {
  if (recovered) return null;
  if (begun?.trigger === 'Authorized') return 'cached_or_local';
  const before = (at: number | null): boolean => at !== null && at <= (begun?.at ?? Infinity);
  if (before(answeredAt(remote))) return 'remote_start';
  if (before(credential.requestedAt) && credential.answeredAt !== null) return 'authorize_first';
  switch (begun?.trigger) {
    case null:
      return 'cached_or_local';
    case 'CablePluggedIn':
      return 'plug_in_first';
    case 'RemoteStart':
      return 'remote_start';
    default:
      return null;
  }
}

/** INL's T_attempt, event time, ms: the first answer, else the start of a transaction that the cable began. */
export function attemptedAtOf({ begun, credential, remote }: OpenFlow): number | null {
  const answered = least(credential.firstAnsweredAt, answeredAt(remote));
  return answered ?? (begun?.trigger === 'CablePluggedIn' ? begun.at : null);
}
