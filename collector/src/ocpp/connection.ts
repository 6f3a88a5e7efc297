import type { ConnectionArrival } from '../model/arrival.ts';
import type { Signal } from '../model/signal.ts';
import { optionalText } from './text.ts';

/** What is remembered of a station's sockets. */
export interface ConnectionState {
  /** Subprotocol of the newest socket, null when unknown. */
  protocol: string | null;
  /** The newest socket that is open. */
  connection: string | null;
}

/** Close codes of a good end (RFC 6455 §7.4.1): normal, going away. */
const closedInOrder = (code: number | undefined): boolean => code === 1000 || code === 1001;

/**
 * Maps an arrival of a socket to `connected` or `disconnected`, and `ping` where it reports a round trip. A `connect`
 * with a round trip on the socket that is already open is a report about it, not a new socket.
 */
export function interpretConnection(state: ConnectionState, arrival: ConnectionArrival): Signal[] {
  const { station, receivedAt, pingMs } = arrival;
  const connection = optionalText(arrival.connection, 64);
  const signals: Signal[] = [];
  const pinged = pingMs !== undefined && Number.isFinite(pingMs) && pingMs >= 0;
  if (arrival.event === 'disconnect') {
    const reason = closedInOrder(arrival.code) ? 'closed' : 'dropped';
    signals.push({ kind: 'disconnected', station, receivedAt, eventAt: null, connection, reason });
    if (state.connection === connection) state.connection = null;
  } else if (!pinged || connection === null || connection !== state.connection) {
    state.protocol = optionalText(arrival.protocol, 32);
    state.connection = connection;
    const { protocol } = state;
    signals.push({ kind: 'connected', station, receivedAt, eventAt: null, protocol, connection });
  }
  if (pinged) signals.push({ kind: 'ping', station, receivedAt, eventAt: null, seconds: pingMs / 1000 });
  return signals;
}
