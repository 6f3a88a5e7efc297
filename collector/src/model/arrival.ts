import type { TelemetryArrival } from './telemetry.ts';

/**
 * What reached the collector, in the form in which it arrived, identities already hashed. Arrivals are what the
 * signal log keeps: meaning is derived from them by pure code, so a better mapping can be replayed over history.
 * `receivedAt` is milliseconds since the Unix epoch, UTC, by the collector's clock.
 */
export type Arrival =
  | FrameArrival
  | ConnectionArrival
  | TelemetryArrival
  | TickArrival
  | WatchArrival
  | CollectionArrival
  | CollectedArrival;

/** Which peer sent an OCPP frame. */
export type Direction = 'from_station' | 'to_station';

/** One OCPP-J frame (OCPP 1.6J §4, OCPP 2.0.1 part 4). */
export interface FrameArrival {
  readonly kind: 'frame';
  readonly receivedAt: number;
  readonly station: string;
  readonly direction: Direction;
  /** The parsed frame; null when the text was not a JSON array. */
  readonly frame: readonly unknown[] | null;
  /** Length in bytes of the text, where known. */
  readonly bytes?: number;
}

/** A charger's socket opened, closed, or was pinged. `connection` tells duplicate sockets of one station apart. */
export interface ConnectionArrival {
  readonly kind: 'connection';
  readonly receivedAt: number;
  readonly station: string;
  readonly event: 'connect' | 'disconnect' | 'ping';
  /** WebSocket close code, on disconnect. */
  readonly code?: number;
  /** Negotiated subprotocol, on connect: `ocpp1.6`, `ocpp2.0.1`, `ocpp2.1`. */
  readonly protocol?: string;
  readonly connection?: string;
  /** Round trip of the peers' own ping, milliseconds, on ping. */
  readonly pingMs?: number;
}

/** Time passed and nothing else did: lets timers fire in the stream's own time. */
export interface TickArrival {
  readonly kind: 'tick';
  readonly receivedAt: number;
}

/** The collector began to watch: whatever lies between the arrival before and this one was `unobserved`. */
export interface WatchArrival {
  readonly kind: 'watch';
  readonly receivedAt: number;
}

/** The metrics are collected for a reader, as they are at this moment. */
export interface CollectionArrival {
  readonly kind: 'collection';
  readonly receivedAt: number;
  /** Which exporter read, an index below 32. */
  readonly reader: number;
}

/** What was collected last for a reader arrived: from now on it knows every series that existed then. */
export interface CollectedArrival {
  readonly kind: 'collected';
  readonly receivedAt: number;
  readonly reader: number;
}
