import { z } from 'zod';
import { byteSize } from './byte-size.ts';

const components = z.record(z.string(), z.unknown()).nullish();
const ids = z.array(z.string()).default([]);

const pipeline = z.strictObject({ receivers: ids, processors: ids, exporters: ids });

const telemetry = z.strictObject({
  logs: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
      format: z.enum(['json', 'text']).default('json'),
    })
    .prefault({}),
});

/** Everything of the config file but what components make of theirs; all keys snake_case. */
export const coreConfig = z.strictObject({
  receivers: components,
  processors: components,
  exporters: components,
  extensions: components,
  service: z.strictObject({
    extensions: ids,
    pipelines: z.record(z.string(), pipeline),
    telemetry: telemetry.prefault({}),
  }),
  inventory: z
    .strictObject({
      /** YAML or CSV, read again when it changes. */
      file: z.string().min(1).optional(),
      /** Where stations are counted that the inventory does not know. */
      default_site: z.string().min(1).default('default'),
    })
    .prefault({}),
  identity: z
    .strictObject({
      /** Keys of the hash that stands for idTags, the newest on top; made at the first start when missing. Default: `identity.key` in the storage directory. */
      key_file: z.string().min(1).optional(),
    })
    .prefault({}),
  storage: z
    .strictObject({
      /** Journal, snapshots and ledger. */
      directory: z.string().min(1).default('.firstcharge'),
      /** For how many days the ledger keeps what ended, by kind; counted from its end. */
      retention: z
        .strictObject({
          /** Flows with their amendments, and visits. */
          flow_days: z.number().int().min(1).max(36_500).default(400),
          /** Intervals of state and capability, restarts and faults, exclusions with their decisions: seven years. */
          interval_days: z.number().int().min(1).max(36_500).default(2_557),
        })
        .prefault({}),
    })
    .prefault({}),
  catalogue: z
    .strictObject({
      /** Rows beside the shipped ones: what can be wrong, */
      faults: z.string().min(1).optional(),
      /** what error codes mean, */
      error_codes: z.string().min(1).optional(),
      /** what stations do otherwise than the standard says, */
      quirks: z.string().min(1).optional(),
      /** and what kind of credential a tag is by its text. */
      payment_tags: z.string().min(1).optional(),
      /** What a vendor's DataTransfer says of a payment. */
      payment_messages: z.string().min(1).optional(),
      /** What programmes call uptime, instead of the shipped rows. */
      uptime_programmes: z.string().min(1).optional(),
      /** What readings can be, instead of the shipped rows. */
      reading_bounds: z.string().min(1).optional(),
      /** What a vendor's DataTransfer tells of its equipment: a mapping file. */
      vendor_messages: z.string().min(1).optional(),
    })
    .prefault({}),
  limits: z
    .strictObject({
      /** Stations tracked at once; more are forwarded and counted, not tracked. */
      stations: z.number().int().min(1).default(100_000),
      /** Frames above this are forwarded and not parsed. */
      frame_size: byteSize().default(1024 * 1024),
      /** What may wait for the journal's disk. */
      pending_size: byteSize().default(64 * 1024 * 1024),
    })
    .prefault({}),
});
export type CoreConfig = z.output<typeof coreConfig>;
