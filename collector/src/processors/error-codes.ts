import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { suggest } from '../config/nearest.ts';
import { REASON_NAMES, REASONS, type Reason } from '../model/reason.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { StatusSignal } from '../model/signal.ts';
import { shippedFaults, UNNAMED_FAULT, type FaultCatalogue } from './fault-catalogue.ts';

/** A code that is no fault, although its reason usually hints at one. */
const NO_FAULT = 'none';

const rowsOf = (faults: FaultCatalogue) =>
  z.array(
    z.strictObject({
      code: z.string().min(1).max(64),
      reason: z.enum(REASON_NAMES).nullable(),
      general: z.boolean().default(false),
      fault: z
        .string()
        .refine((fault) => fault === NO_FAULT || faults.has(fault), {
          error: ({ input }) =>
            `there is no such fault in the catalogue: ${suggest(String(input), [...faults.keys(), NO_FAULT])}`,
        })
        .optional(),
      momentary: z.boolean().default(false),
      at_stop: z.boolean().default(false),
    }),
  );

/** What one code means. */
export interface CodeMeaning {
  /** null: says nothing about a charge. */
  readonly reason: Reason | null;
  /** Gives way to specific codes. */
  readonly general: boolean;
  /** Fault of the catalogue; null for codes that are none. */
  readonly fault: string | null;
  /** It happens and nobody says that it is over. */
  readonly momentary: boolean;
  /** A transaction that was stopped by it shows that its connector has the fault. */
  readonly atStop: boolean;
}

/** Error code, lower case → meaning. */
export type ErrorCodes = ReadonlyMap<string, CodeMeaning>;

/** The fault that a row names, else the first one that its reason hints at. */
const faultOf = (fault: string | undefined, reason: Reason | null): string | null => {
  if (fault !== undefined) return fault === NO_FAULT ? null : fault;
  return reason === null ? null : (REASONS[reason].faults[0] ?? UNNAMED_FAULT);
};

/** Reads a file of rows, which name faults of a catalogue. Every error at once, with line and fix. */
export function parseErrorCodes(
  file: string,
  text: string,
  faults: FaultCatalogue = shippedFaults(),
): Result<ErrorCodes, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const rows = rowsOf(faults);
  const parsed = rows.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(rows, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(
    new Map(
      parsed.data.map(({ code, reason, general, fault, momentary, at_stop: atStop }) => [
        code.toLowerCase(),
        { reason, general, fault: faultOf(fault, reason), momentary, atStop },
      ]),
    ),
  );
}

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'error-codes.yaml');
let shipped: ErrorCodes | undefined;

/** The rows that ship with the collector, read once. */
export function shippedErrorCodes(): ErrorCodes {
  if (shipped) return shipped;
  const codes = parseErrorCodes(FILE, readFileSync(FILE, 'utf8'));
  if (!codes.ok) throw new Error(`${FILE} is damaged: ${codes.error[0]?.problem}`);
  return (shipped = codes.value);
}

/** The shipped rows with those of an operator, which win. */
export function extendErrorCodes(
  file: string,
  text: string,
  faults: FaultCatalogue = shippedFaults(),
): Result<ErrorCodes, readonly SourceError[]> {
  const own = parseErrorCodes(file, text, faults);
  return own.ok ? ok(new Map([...shippedErrorCodes(), ...own.value])) : own;
}

/** A code that nobody described. */
const UNKNOWN_CODE: CodeMeaning = {
  ...{ reason: 'equipment_fault', general: true, fault: UNNAMED_FAULT },
  ...{ momentary: false, atStop: false },
};

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
