import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { QUIRK_NAMES, type Quirk } from '../model/quirk.ts';
import { failed, ok, type Result } from '../model/result.ts';

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 'i') instanceof RegExp;
  } catch {
    return false;
  }
};

const pattern = z.string().min(1).max(200).refine(isPattern, 'write a regular expression').optional();
const names = z.array(z.enum(QUIRK_NAMES)).default([]);

const schema = z.array(
  z
    .strictObject({
      vendor: pattern,
      model: pattern,
      firmware: pattern,
      protocol: pattern,
      quirks: names,
      cured: names,
      source: z.string().min(1).max(300).optional(),
    })
    .refine(
      ({ vendor, model, firmware, protocol }) => [vendor, model, firmware, protocol].some(Boolean),
      'name a vendor, model, firmware or protocol: a quirk of every station is none',
    )
    .refine(({ quirks, cured }) => quirks.length + cured.length > 0, 'name quirks, or cured ones'),
);

/** What a row is matched with. */
export interface QuirkSubject {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  /** Subprotocol: `ocpp1.6`. */
  readonly protocol: string;
}

interface QuirkRow {
  readonly patterns: Partial<Record<keyof QuirkSubject, RegExp>>;
  readonly quirks: readonly Quirk[];
  readonly cured: readonly Quirk[];
  /** Who saw it. */
  readonly source: string;
}

/** Which stations have which quirks: rows in order, later ones add and cure. */
export type QuirkCatalogue = readonly QuirkRow[];

/** Reads a file of rows. Every error at once, with line and fix. */
export function parseQuirks(file: string, text: string): Result<QuirkCatalogue, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(
    parsed.data.map(({ vendor, model, firmware, protocol, quirks, cured, source = '' }) => ({
      patterns: {
        ...(vendor !== undefined && { vendor: new RegExp(vendor, 'i') }),
        ...(model !== undefined && { model: new RegExp(model, 'i') }),
        ...(firmware !== undefined && { firmware: new RegExp(firmware, 'i') }),
        ...(protocol !== undefined && { protocol: new RegExp(protocol, 'i') }),
      },
      quirks,
      cured,
      source,
    })),
  );
}

const fits = ({ patterns }: QuirkRow, subject: QuirkSubject): boolean =>
  (patterns.vendor?.test(subject.vendor) ?? true) &&
  (patterns.model?.test(subject.model) ?? true) &&
  (patterns.firmware?.test(subject.firmware) ?? true) &&
  (patterns.protocol?.test(subject.protocol) ?? true);

/** The quirks of one station, in the order of the closed list. */
export function quirksOf(catalogue: QuirkCatalogue, subject: QuirkSubject): readonly Quirk[] {
  const found = new Set<Quirk>();
  for (const row of catalogue) {
    if (!fits(row, subject)) continue;
    for (const quirk of row.quirks) found.add(quirk);
    for (const quirk of row.cured) found.delete(quirk);
  }
  return QUIRK_NAMES.filter((quirk) => found.has(quirk));
}

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'quirks.yaml');
let shipped: QuirkCatalogue | undefined;

/** The rows that ship with the collector, read once. */
export function shippedQuirks(): QuirkCatalogue {
  if (shipped) return shipped;
  const rows = parseQuirks(FILE, readFileSync(FILE, 'utf8'));
  if (!rows.ok) throw new Error(`${FILE} is damaged: ${rows.error[0]?.problem}`);
  return (shipped = rows.value);
}
