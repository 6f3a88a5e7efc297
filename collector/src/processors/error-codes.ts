import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { REASON_NAMES, type Reason } from '../model/reason.ts';
import type { StatusSignal } from '../model/signal.ts';

const rows = z.array(
  z.strictObject({
    code: z.string().min(1).max(64),
    reason: z.enum(REASON_NAMES).nullable(),
    general: z.boolean().default(false),
    fault: z
      .string()
      .regex(/^F\d{2}$/)
      .nullable()
      .default(null),
  }),
);

/** What one code means. */
export interface CodeMeaning {
  /** null: says nothing about a charge. */
  readonly reason: Reason | null;
  /** Gives way to specific codes. */
  readonly general: boolean;
  /** Catalogue fault where it is another than the reason's first; null where it is that. */
  readonly fault: string | null;
}

/** Error code, lower case → meaning. */
export type ErrorCodes = ReadonlyMap<string, CodeMeaning>;

/** Reads the catalogue's rows; throws with zod's words when a row is wrong, which is a fault of the installation. */
export function parseErrorCodes(yaml: string): ErrorCodes {
  const meanings = new Map<string, CodeMeaning>();
  for (const { code, ...meaning } of rows.parse(parse(yaml))) meanings.set(code.toLowerCase(), meaning);
  return meanings;
}

const SHIPPED = join(import.meta.dirname, '..', '..', 'catalogue', 'error-codes.yaml');
let shipped: ErrorCodes | undefined;

/** The catalogue that ships with the collector, read once. */
export const shippedErrorCodes = (): ErrorCodes =>
  (shipped ??= parseErrorCodes(readFileSync(SHIPPED, 'utf8')));

/** A code that nobody described. */
const UNKNOWN_CODE: CodeMeaning = { reason: 'equipment_fault', general: true, fault: null };

/** The meaning of one code; codes that nobody described are a general equipment fault. */
export const meaningOf = (codes: ErrorCodes, code: string): CodeMeaning =>
  codes.get(code.toLowerCase()) ?? UNKNOWN_CODE;

/** Stands for the error of a connector that is Faulted and names none. */
export const FAULTED = 'Faulted';

/** The errors that a status tells: a connector that is Faulted and names none has one all the same. */
export const codesOf = ({ status, codes }: StatusSignal): readonly string[] =>
  status === 'faulted' && codes.length === 0 ? [FAULTED] : codes;
