import { z } from 'zod';
import { byteSize } from '../../config/byte-size.ts';
import { duration } from '../../config/duration.ts';
import { secret } from '../../config/secret.ts';
import { mappingReference } from '../mapping/mapping-reference.ts';

const BROKER = /^(mqtt|mqtts|ws|wss):\/\/[^/@\s]+(\/\S*)?$/;

/** What users write under `receivers: mqtt`. */
export const mqttConfig = z.strictObject({
  /** `mqtt://host:1883`, `mqtts://host:8883`, `wss://host/mqtt`. */
  broker: z.string().regex(BROKER, 'write mqtts://host:8883; user and password have keys of their own'),
  version: z
    .union([z.literal(5), z.literal('5'), z.literal('3.1.1')])
    .transform((version) => (version === '3.1.1' ? 4 : 5))
    .default(5),
  /** Its session at the broker. Stable by default, and another one for each storage directory. */
  client_id: z.string().min(1).max(128).optional(),
  username: z.string().optional(),
  password: secret().optional(),
  tls: z
    .strictObject({
      ca_file: z.string().optional(),
      cert_file: z.string().optional(),
      key_file: z.string().optional(),
      server_name: z.string().optional(),
    })
    .optional(),
  /** How topics become signals. */
  mappings: z.array(mappingReference).min(1),
  /** What is subscribed to; default: the topics of the mappings. */
  topics: z.array(z.string().min(1)).optional(),
  /** Share the messages with other collectors of this group. */
  share: z
    .string()
    .regex(/^[^/+#]+$/, 'write a name without / + #')
    .optional(),
  qos: z.union([z.literal(0), z.literal(1)]).default(1),
  /** For how long the broker keeps what comes while we are away (MQTT 5; with 3.1.1 it decides alone). */
  session_expiry: duration().default(86_400_000),
  /** Which retained messages, which may be of any age, are taken: those that say when they were true, all, none. */
  retained: z.enum(['timed', 'all', 'none']).default('timed'),
  keepalive: duration().default(30_000),
  reconnect: z
    .strictObject({ initial: duration().default(1_000), max: duration().default(60_000) })
    .prefault({}),
  limits: z
    .strictObject({
      /** Longer ones are counted and dropped. */
      message_size: byteSize().default(256 * 1024),
      /** Messages that may wait for the journal; then the broker has to. */
      queue: z.int().min(1).max(1_000_000).default(10_000),
      /** Messages a second; what is above waits at the broker. */
      rate: z.int().min(1).max(1_000_000).default(5_000),
    })
    .prefault({}),
});
export type MqttConfig = z.output<typeof mqttConfig>;
