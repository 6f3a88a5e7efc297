import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '../model/payment.ts';
import { failed, ok, type Result } from '../model/result.ts';

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 'i') instanceof RegExp;
  } catch {
    return false;
  }
};

const schema = z.array(
  z.strictObject({
    pattern: z.string().min(1).max(200).refine(isPattern, 'write a regular expression'),
    method: z.enum(PAYMENT_METHODS),
    source: z.string().max(200).optional(),
  }),
);

interface TagRow {
  readonly pattern: RegExp;
  readonly method: PaymentMethod;
}

/** Tells the kind of credential by its text, before the text is hashed; null for an ordinary card. */
export type PaymentTags = (identity: string) => PaymentMethod | null;

/** OCPP 1.6 allows 20 characters, 2.1 255; no prefix is longer than this. */
const LONGEST_LOOKED_AT = 64;

const tagsOf =
  (rows: readonly TagRow[]): PaymentTags =>
  (identity) => {
    const text = identity.trim().slice(0, LONGEST_LOOKED_AT);
    return rows.find(({ pattern }) => pattern.test(text))?.method ?? null;
  };

function parseRows(file: string, text: string): Result<readonly TagRow[], readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(parsed.data.map(({ pattern, method }) => ({ pattern: new RegExp(pattern, 'i'), method })));
}

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'payment-tags.yaml');
let shipped: readonly TagRow[] | undefined;

function shippedRows(): readonly TagRow[] {
  if (shipped) return shipped;
  const rows = parseRows(FILE, readFileSync(FILE, 'utf8'));
  if (!rows.ok) throw new Error(`${FILE} is damaged: ${rows.error[0]?.problem}`);
  return (shipped = rows.value);
}

/** The rows that ship with the collector. */
export const shippedPaymentTags = (): PaymentTags => tagsOf(shippedRows());

/** An operator's rows, which go before the shipped ones. Every error at once, with line and fix. */
export function parsePaymentTags(file: string, text: string): Result<PaymentTags, readonly SourceError[]> {
  const rows = parseRows(file, text);
  return rows.ok ? ok(tagsOf([...rows.value, ...shippedRows()])) : rows;
}
