import type { Signal } from '../../../model/signal.ts';
import { flowOfTransaction } from '../charge_flow/flow-book.ts';
import type { StationState } from '../station-state.ts';
import type { Queued } from './clock.ts';

/** A call unanswered for this long holds up what comes after it. */
const STALL_MS = 30_000;
/** A reconnect this recent explains messages that are late. */
const RECENT_RECONNECT_MS = 10 * 60_000;

/** What comes with a stop and is no older than this is one of its samples, of which nothing more need be known, ms. */
const SAMPLED_MS = 5 * 60_000;

/** Why a signal may be older than its receipt. `withStop`: the message also tells the end of a transaction. */
export function queuedness(state: StationState, signal: Signal, withStop: boolean, now: number): Queued {
  if ('offline' in signal && signal.offline) return 'flagged';
  if (signal.kind === 'meter') {
    const { eventAt, transaction } = signal;
    if (withStop && now - (eventAt ?? 0) <= SAMPLED_MS) return 'flagged';
    if (isSentAgain(state, transaction, eventAt)) return 'flagged';
  }
  if (isStalled(state, now)) return 'stalled';
  const { connectedAt } = state.contact;
  return connectedAt !== null && now - connectedAt <= RECENT_RECONNECT_MS ? 'possible' : 'no';
}

/** The samples of a transaction may be sent once more with its end. */
function isSentAgain({ flows }: StationState, transaction: string | null, eventAt: number | null): boolean {
  const startedAt = flowOfTransaction(flows, transaction)?.transaction?.startedAt ?? Infinity;
  return (eventAt ?? 0) >= startedAt - 1_000;
}

/** The backend leaves a call of the station without answer; until it has one, a station says nothing more (OCPP-J §4.1.1). */
const isStalled = ({ interpreter }: StationState, now: number): boolean =>
  interpreter.pending.some(
    ({ direction, receivedAt }) => direction === 'from_station' && now - receivedAt >= STALL_MS,
  );
