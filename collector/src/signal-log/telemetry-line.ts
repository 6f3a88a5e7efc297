import { z } from 'zod';
import { PAYMENT_PHASES } from '../model/payment.ts';
import { CONNECTOR_STATUSES } from '../model/signal.ts';
import { CONDITIONS, PHASES, QUANTITIES, type TelemetryArrival } from '../model/telemetry.ts';

// Control characters would break terminals, files and labels alike.
const word = z
  .string()
  .max(255)
  .refine((text) => !/\p{Cc}/u.test(text));
const name = word.min(1);
const index = z.int().min(0).max(65_535);

const subject = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('station'),
    station: name,
    evse: index.nullable().default(null),
    connector: index.nullable().default(null),
  }),
  z.object({ of: z.literal('link'), link: name }),
  z.object({ of: z.literal('terminal'), terminal: name }),
  z.object({ of: z.literal('site'), site: name, feeder: name.nullable().default(null) }),
]);

const observation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reading'),
    quantity: z.enum(QUANTITIES),
    value: z.number(),
    location: word.max(64).default(''),
    phase: z.enum(PHASES).default(''),
  }),
  z.object({ kind: z.literal('condition'), condition: z.enum(CONDITIONS), holds: z.boolean() }),
  z.object({ kind: z.literal('problem'), code: name.max(128), active: z.boolean() }),
  z.object({ kind: z.literal('payment'), phase: z.enum(PAYMENT_PHASES) }),
  z.object({ kind: z.literal('status'), status: z.enum(CONNECTOR_STATUSES) }),
]);

const telemetry = z.object({
  observedAt: z.number().nullable().default(null),
  source: word.default(''),
  subject,
  observation,
  event: word.nullable().default(null),
});

/** A telemetry arrival as the JSON object that its log line holds, without the time of receipt. */
export function encodeTelemetry({
  observedAt,
  source,
  subject: about,
  observation: seen,
  event,
}: TelemetryArrival): string {
  return JSON.stringify({ observedAt, source, subject: about, observation: seen, event });
}

/** What such an object says; null when it is none. */
export function decodeTelemetry(receivedAt: number, value: unknown): TelemetryArrival | null {
  const read = telemetry.safeParse(value);
  return read.success ? { kind: 'telemetry', receivedAt, ...read.data } : null;
}
