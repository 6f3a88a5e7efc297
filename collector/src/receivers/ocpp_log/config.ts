import { z } from 'zod';
import { byteSize } from '../../config/byte-size.ts';
import { duration } from '../../config/duration.ts';
import { formatChoice, timeZone } from './formats/choice.ts';

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
  /** `auto` tells by the first lines; or a name; or `csv:` or `json:` with the names of columns. */
  format: formatChoice,
  /** Station of lines that name none. */
  station: z.string().min(1).max(255).optional(),
  /** IANA zone of times that have none. */
  zone: timeZone.default('UTC'),
});
export type OcppLogConfig = z.output<typeof ocppLogConfig>;
