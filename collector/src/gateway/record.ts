import type { Direction } from '../model/arrival.ts';

/** Who ended a connection first; null when nobody can be named. */
export type ClosedBy = Direction | null;

/** What a gateway tells of one socket. `connection` counts the sockets of one gateway run from 1. */
export type GatewayEvent =
  | { readonly kind: 'connect'; readonly protocol: string | null; readonly remote: string | null }
  | { readonly kind: 'disconnect'; readonly code: number; readonly by: ClosedBy }
  | { readonly kind: 'message'; readonly direction: Direction; readonly raw: Buffer }
  /** `direction` is the peer that sent the ping; `ms` until the other's pong passed. */
  | { readonly kind: 'ping_rtt'; readonly direction: Direction; readonly ms: number };

/** One event of one station's socket. */
export type StationRecord = GatewayEvent & {
  readonly sequence: number;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  readonly station: string;
  readonly connection: number;
};

/** Records `from` to `to` are lost: the ring was full before anybody took them. */
export interface GapRecord {
  readonly kind: 'gap';
  readonly sequence: number;
  readonly receivedAt: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What travels over the channel, numbered without holes within one gateway run. */
export type GatewayRecord = StationRecord | GapRecord;
