import { z } from 'zod';
import { byteSize } from '../../config/byte-size.ts';
import { secret } from '../../config/secret.ts';
import { metricRow, subjectNames } from './mapping/metric-row.ts';

const MIB = 1024 * 1024;

/** What users write under `receivers: otlp`. */
export const otlpReceiverConfig = z.strictObject({
  /** `host:port`; loopback unless told otherwise; port 0 takes a free one. */
  endpoint: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port')
    .default('127.0.0.1:4318'),
  /** With it, senders must present `Authorization: Bearer …`. */
  bearer_token: secret().optional(),
  tls: z.strictObject({ cert_file: z.string(), key_file: z.string() }).optional(),
  /** Longest body of a request, before and after it is unpacked. */
  max_body_bytes: byteSize()
    .pipe(
      z
        .int()
        .min(1024)
        .max(64 * MIB),
    )
    .default(4 * MIB),
  /** Requests worked on at the same time; further ones are asked to come again. */
  max_concurrent_requests: z.int().min(1).max(256).default(8),
  /** Who points are about whose row does not say it. */
  subject: subjectNames.prefault({
    station: 'evse.station.id',
    evse: 'evse.id',
    connector: 'evse.connector.id',
  }),
  metrics: z.array(metricRow).min(1),
});
export type OtlpReceiverConfig = z.output<typeof otlpReceiverConfig>;
