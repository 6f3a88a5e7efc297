import { z } from 'zod';
import { parseUpstreamTemplate } from './upstream-template.ts';
import { parseStationPattern } from './station-path.ts';

const MIB = 1024 * 1024;
const port = z.int().min(0).max(65_535);
const milliseconds = (fallback: number) => z.int().min(1).max(3_600_000).default(fallback);

const channelSchema = z.union([
  z.strictObject({
    path: z.string().min(1).max(100, 'a unix socket path may have at most 100 characters: choose a shorter one'),
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
  request_ms: milliseconds(10_000),
  connect_ms: milliseconds(10_000),
  /** From our request to the end of the upstream's answer head. */
  handshake_ms: milliseconds(30_000),
  keepalive_ms: milliseconds(60_000),
  drain_ms: z.int().min(0).max(10_000).default(5_000),
});

const limitsSchema = z.strictObject({
  max_connections: z.int().min(1).default(9_000),
  max_frame_bytes: z
    .int()
    .min(1)
    .max(16 * MIB)
    .default(MIB),
  ring_bytes: z
    .int()
    .min(64 * 1024)
    .default(64 * MIB),
  ring_records: z.int().min(16).default(1_000_000),
  handshake_bytes: z
    .int()
    .min(1024)
    .max(MIB)
    .default(16 * 1024),
});

/** What an operator writes about the gateway. Lengths are bytes, times milliseconds. */
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
  stats_interval_ms: milliseconds(5_000),
});

/** The gateway's configuration with all defaults filled in. */
export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
/** Where gateway and tracking process meet: a unix domain socket, or a loopback port where there are none. */
export type ChannelAddress = GatewayConfig['channel'];
