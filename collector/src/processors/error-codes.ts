import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { REASONS, type Reason } from '../model/reason.ts';

const isReason = (text: string): text is Reason => Object.hasOwn(REASONS, text);

const rows = z.array(
  z.strictObject({
    code: z.string().min(1).max(64),
    reason: z.string().refine(isReason, 'not a reason of the closed list'),
    general: z.boolean().default(false),
  }),
);

/** What one code means; `general` codes give way to specific ones. */
export interface CodeMeaning {
  readonly reason: Reason;
  readonly general: boolean;
}

/** Error code, lower case → meaning. */
export type ErrorCodes = ReadonlyMap<string, CodeMeaning>;

/** Reads the catalogue's rows; throws with zod's words when a row is wrong, which is a fault of the installation. */
export function parseErrorCodes(yaml: string): ErrorCodes {
  const meanings = new Map<string, CodeMeaning>();
  for (const row of rows.parse(parse(yaml))) {
    if (isReason(row.reason))
      meanings.set(row.code.toLowerCase(), { reason: row.reason, general: row.general });
  }
  return meanings;
}

const SHIPPED = join(import.meta.dirname, '..', '..', 'catalogue', 'error-codes.yaml');
let shipped: ErrorCodes | undefined;

/** The catalogue that ships with the collector, read once. */
export const shippedErrorCodes = (): ErrorCodes =>
  (shipped ??= parseErrorCodes(readFileSync(SHIPPED, 'utf8')));

/** The meaning of one code; codes that nobody described are a general equipment fault. */
export const meaningOf = (codes: ErrorCodes, code: string): CodeMeaning =>
  codes.get(code.toLowerCase()) ?? { reason: 'equipment_fault', general: true };
