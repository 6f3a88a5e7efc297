import { z } from 'zod';
import { byteSize } from '../../config/byte-size.ts';
import { duration } from '../../config/duration.ts';

/** What users write under `receivers: ocpp_log`. */
export const ocppLogConfig = z.strictObject({
  /** Files or patterns (`/var/log/ocpp/*.jsonl`); `-` is standard input. */
  include: z.array(z.string().min(1)).min(1),
  /** Go on reading as the files grow, are rotated or truncated. */
  follow: z.boolean().default(false),
  /** How often a followed file is looked at. */
  poll_interval: duration().default(250),
  /** Longer lines are skipped and counted. */
  max_line: byteSize().default(4 * 1024 * 1024),
});
export type OcppLogConfig = z.output<typeof ocppLogConfig>;
