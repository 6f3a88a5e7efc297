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

/** What a gateway counts about itself since it started; sent over the channel and exported by the tracking process. */
export interface GatewayStats {
  connectionsOpen: number;
  connectionsTotal: number;
  refused: Record<Refusal, number>;
  /** Handshakes that the upstream itself answered with something else than 101. */
  upstreamRefused: number;
  /** Requests that were not HTTP, or whose head was too slow or too large. */
  clientErrors: number;
  bytesFromStation: number;
  bytesToStation: number;
  /** Complete text messages that were recorded. */
  messages: number;
  /** Forwarded but not recorded: longer than `max_frame_bytes`. */
  oversize: number;
  /** Forwarded but not recorded: binary messages, which OCPP-J does not know. */
  binary: number;
  /** Directions of a socket in which sniffing gave up because the bytes were not WebSocket frames. */
  sniffErrors: number;
  /** Records that were dropped before anybody acknowledged them. */
  dropped: number;
  ringRecords: number;
  ringBytes: number;
  channelConnected: boolean;
  channelConnects: number;
}

/** All zero. */
export function newGatewayStats(): GatewayStats {
  const none: Record<Refusal, number> = {
    bad_path: 0,
    bad_station: 0,
    bad_request: 0,
    too_many_connections: 0,
    upstream_unreachable: 0,
    upstream_timeout: 0,
    upstream_malformed: 0,
  };
  return {
    connectionsOpen: 0,
    connectionsTotal: 0,
    refused: none,
    upstreamRefused: 0,
    clientErrors: 0,
    bytesFromStation: 0,
    bytesToStation: 0,
    messages: 0,
    oversize: 0,
    binary: 0,
    sniffErrors: 0,
    dropped: 0,
    ringRecords: 0,
    ringBytes: 0,
    channelConnected: false,
    channelConnects: 0,
  };
}
