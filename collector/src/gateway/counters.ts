import { z } from 'zod';

/** Why a request got no connection. */
export const REFUSALS = [
  'bad_path',
  'bad_station',
  'bad_request',
  'too_many_connections',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_malformed',
] as const;
/** Why a request got no connection. */
export type Refusal = (typeof REFUSALS)[number];

const count = z.number().min(0);

/** What a gateway counts about itself since it started; sent over the channel and exported by the tracking process. */
export const gatewayStatsSchema = z.object({
  connectionsOpen: count,
  connectionsTotal: count,
  refused: z.record(z.enum(REFUSALS), count),
  /** Handshakes that the upstream itself answered with something else than 101. */
  upstreamRefused: count,
  /** Requests that were not HTTP, or whose head was too slow or too large. */
  clientErrors: count,
  bytesFromStation: count,
  bytesToStation: count,
  /** WebSocket frames of both directions, control frames included. */
  frames: count,
  /** Complete text messages that were handed on as records. */
  messages: count,
  /** Forwarded but not recorded: longer than `max_frame_bytes`. */
  oversize: count,
  /** Forwarded but not recorded: binary messages, which OCPP-J does not know. */
  binary: count,
  /** Directions of a socket in which sniffing gave up because the bytes were not WebSocket frames. */
  sniffErrors: count,
  /** Records that were dropped before anybody acknowledged them. */
  dropped: count,
  ringRecords: count,
  ringBytes: count,
  channelConnected: z.boolean(),
  channelConnects: count,
});
export type GatewayStats = z.output<typeof gatewayStatsSchema>;

/** All zero. */
export const newGatewayStats = (): GatewayStats => ({
  connectionsOpen: 0,
  connectionsTotal: 0,
  refused: {
    bad_path: 0,
    bad_station: 0,
    bad_request: 0,
    too_many_connections: 0,
    upstream_unreachable: 0,
    upstream_timeout: 0,
    upstream_malformed: 0,
  },
  upstreamRefused: 0,
  clientErrors: 0,
  bytesFromStation: 0,
  bytesToStation: 0,
  frames: 0,
  messages: 0,
  oversize: 0,
  binary: 0,
  sniffErrors: 0,
  dropped: 0,
  ringRecords: 0,
  ringBytes: 0,
  channelConnected: false,
  channelConnects: 0,
});
