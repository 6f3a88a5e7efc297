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

/** Names of published errors are words; short codes mean something else to each vendor. */
const PUBLISHED_NAME = /^vendor:([a-z]{6,})$/;

/**
 * The meaning of one code: its own row, that of the published name that a vendor sends as its own, or that of its
 * variable (`*.Power`) where nobody described the component. All others are a general equipment fault.
 */
export function meaningOf(codes: ErrorCodes, code: string): CodeMeaning {
  const key = code.toLowerCase();
  const known = codes.get(key);
  if (known !== undefined) return known;
  const published = PUBLISHED_NAME.exec(key)?.[1];
  if (published !== undefined) return codes.get(published) ?? UNKNOWN_CODE;
  const variable = key.startsWith('vendor:') ? -1 : key.lastIndexOf('.');
  return (variable < 0 ? undefined : codes.get(`*${key.slice(variable)}`)) ?? UNKNOWN_CODE;
}

/** Stands for the error of a connector that is Faulted and names none. */
export const FAULTED = 'Faulted';

/** The errors that a status tells: a connector that is Faulted and names none has one all the same. */
export const codesOf = ({ status, codes }: StatusSignal): readonly string[] =>
  status === 'faulted' && codes.length === 0 ? [FAULTED] : codes;
