import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { PAYMENT_METHODS, PAYMENT_PHASES, type PaymentMethod, type PaymentPhase } from '../model/payment.ts';
import { failed, ok, type Result } from '../model/result.ts';

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 'i') instanceof RegExp;
  } catch {
    return false;
  }
};
const pattern = z.string().min(1).max(200).refine(isPattern, 'write a regular expression');

const schema = z.array(
  z.strictObject({
    vendor_id: pattern,
    message_id: pattern.optional(),
    data: pattern.optional(),
    phase: z.enum(PAYMENT_PHASES),
    method: z.enum(PAYMENT_METHODS).nullable().default(null),
    source: z.string().max(200).optional(),
  }),
);

/** A DataTransfer as a vendor sends it, every text cut to what is looked at. */
export interface VendorMessage {
  readonly vendorId: string;
  readonly messageId: string;
  readonly data: string;
}

interface PaymentMessageRow {
  readonly vendorId: RegExp;
  readonly messageId: RegExp | null;
  readonly data: RegExp | null;
  readonly phase: PaymentPhase;
  readonly method: PaymentMethod | null;
}

/** What vendors' own messages say of a payment: the first row that fits counts. */
export type PaymentMessages = readonly PaymentMessageRow[];

/** Reads a file of rows. Every error at once, with line and fix. */
export function parsePaymentMessages(
  file: string,
  text: string,
): Result<PaymentMessages, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(
    parsed.data.map(({ vendor_id, message_id, data, phase, method }) => ({
      vendorId: new RegExp(vendor_id, 'i'),
      messageId: message_id === undefined ? null : new RegExp(message_id, 'i'),
      data: data === undefined ? null : new RegExp(data, 'i'),
      phase,
      method,
    })),
  );
}

/** The row that a message fits, null when it says nothing of a payment. */
export const paymentOf = (
  rows: PaymentMessages,
  message: VendorMessage,
): Pick<PaymentMessageRow, 'phase' | 'method'> | null =>
  rows.find(
    ({ vendorId, messageId, data }) =>
      vendorId.test(message.vendorId) &&
      (messageId?.test(message.messageId) ?? true) &&
      (data?.test(message.data) ?? true),
  ) ?? null;

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'payment-messages.yaml');
let shipped: PaymentMessages | undefined;

/** The rows that ship with the collector, read once. */
export function shippedPaymentMessages(): PaymentMessages {
  if (shipped) return shipped;
  const rows = parsePaymentMessages(FILE, readFileSync(FILE, 'utf8'));
  if (!rows.ok) throw new Error(`${FILE} is damaged: ${rows.error[0]?.problem}`);
  return (shipped = rows.value);
}
