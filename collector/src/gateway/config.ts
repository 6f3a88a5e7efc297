import { z } from 'zod';
import { byteSize } from '../config/byte-size.ts';
import { duration } from '../config/duration.ts';
import { parseUpstreamTemplate } from './upstream-template.ts';
import { parseStationPattern } from './station-path.ts';

const MIB = 1024 * 1024;
const port = z.int().min(0).max(65_535);
/** A length of time as users write it, or in milliseconds, as one process passes it to another. */
const time = (fallback: number, least = 1, most = 3_600_000) =>
  z.union([z.number(), duration()]).pipe(z.int().min(least).max(most)).default(fallback);
const size = (fallback: number, least: number, most: number) =>
  byteSize().pipe(z.int().min(least).max(most)).default(fallback);

const channelSchema = z.union([
  z.strictObject({
    path: z
      .string()
      .min(1)
      .max(100, 'a unix socket path may have at most 100 characters: choose a shorter one'),
  }),
  z.strictObject({ host: z.string().default('127.0.0.1'), port }),
]);

const listenSchema = z.strictObject({
  host: z.string().default('0.0.0.0'),
  port: port.default(9000),
  tls: z
    .strictObject({
      cert_file: z.string(),
      key_file: z.string(),
      /** With it, a station must present a certificate signed by this authority (OCPP security profile 3). */
      client_ca_file: z.string().optional(),
      /** Header that tells the upstream the common name of the station's certificate; a station cannot set it. */
      identity_header: z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .optional(),
    })
    .optional(),
});

const upstreamSchema = z.strictObject({
  url: z.string().superRefine((url, context) => {
    const parsed = parseUpstreamTemplate(url);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.error.message });
  }),
  /** `upstream`: the host of `url`; `preserve`: what the station sent; anything else is sent as it stands. */
  host_header: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .default('upstream'),
  /** What a station sees when the upstream cannot be reached: a reset connection, or an HTTP 502 or 504. */
  unreachable: z.enum(['close', '502']).default('close'),
  tls: z
    .strictObject({
      ca_file: z.string().optional(),
      cert_file: z.string().optional(),
      key_file: z.string().optional(),
    })
    .default({}),
});

const timeoutsSchema = z.strictObject({
  /** From the station's first byte to the end of its request head. */
  request: time(10_000),
  /** Until the upstream is reached, TLS included. */
  connect: time(10_000),
  /** From our request to the end of the upstream's answer head. */
  handshake: time(30_000),
  /** Silence after which TCP asks whether the peer is still there. */
  keepalive: time(60_000),
  /** How long a stopping gateway lets sockets close by themselves. */
  drain: time(5_000, 0, 10_000),
});

const limitsSchema = z.strictObject({
  /** A process may have 20,000 file descriptors, and a connection needs two. */
  max_connections: z.int().min(1).default(9_000),
  /** Longer messages are forwarded and not looked at. */
  max_frame_bytes: size(MIB, 1, 16 * MIB),
  ring_bytes: size(64 * MIB, 64 * 1024, 4096 * MIB),
  ring_records: z.int().min(16).default(1_000_000),
  /** Longest request head of a station, and answer head of the upstream. */
  handshake_bytes: size(16 * 1024, 1024, MIB),
});

/** What an operator writes about the gateway. Becomes bytes and milliseconds. */
export const gatewayConfigSchema = z.strictObject({
  listen: listenSchema.prefault({}),
  /** Like `/ocpp/{station}`; without it the last path segment is the station. */
  path: z
    .string()
    .superRefine((pattern, context) => {
      const parsed = parseStationPattern(pattern);
      if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.error.message });
    })
    .optional(),
  upstream: upstreamSchema,
  timeouts: timeoutsSchema.prefault({}),
  limits: limitsSchema.prefault({}),
  channel: channelSchema,
  /** How often the gateway's own counters go to the tracking process. */
  stats_interval: time(5_000),
});

/** The gateway's configuration with all defaults filled in. */
export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
/** Where gateway and tracking process meet: a unix domain socket, or a loopback port where there are none. */
export type ChannelAddress = GatewayConfig['channel'];
