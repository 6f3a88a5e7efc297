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

/** Maps an arrival of a socket to `connected`, `disconnected` or `ping`. */
export function interpretConnection(state: ConnectionState, arrival: ConnectionArrival): Signal[] {
  const { station, receivedAt, pingMs } = arrival;
  const connection = optionalText(arrival.connection, 64);
  const about = { station, receivedAt, eventAt: null };
  switch (arrival.event) {
    case 'ping': {
      const measured = pingMs !== undefined && Number.isFinite(pingMs) && pingMs >= 0;
      return measured ? [{ kind: 'ping', ...about, seconds: pingMs / 1000 }] : [];
    }
    case 'disconnect': {
      const reason = closedInOrder(arrival.code) ? 'closed' : 'dropped';
      if (state.connection === connection) state.connection = null;
      return [{ kind: 'disconnected', ...about, connection, reason }];
    }
    case 'connect':
      state.protocol = optionalText(arrival.protocol, 32);
      state.connection = connection;
      return [{ kind: 'connected', ...about, protocol: state.protocol, connection }];
  }
}
