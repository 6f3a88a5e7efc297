import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { failed, ok, type Result } from '../model/result.ts';

/** The fault of a station that says that something is wrong, and not what. */
export const UNNAMED_FAULT = 'other';

export const FAULT_LAYERS = [
  ...(['station', 'connector', 'cable', 'contactor', 'power_module', 'power', 'cooling', 'safety'] as const),
  ...(['meter', 'payment', 'display', 'network', 'backend', 'firmware', 'config', 'handshake'] as const),
  ...(['vehicle', 'site', 'enclosure'] as const),
] as const;

/** How the collector can know of a fault; of the last two it cannot tell one station by itself. */
export const FAULT_SIGHTS = ['code', 'station', 'fleet', 'elsewhere'] as const;

const SKILLS = [
  ...(['technician', 'high_voltage_technician', 'licensed_technician', 'electrician', 'site_staff'] as const),
  ...(['vendor', 'vehicle_maker', 'telco', 'utility', 'backend', 'nobody'] as const),
] as const;

const id = z.string().regex(/^(?:F\d{2,3}|other)$/, 'write F and two or three digits, such as F101');
const text = z.string().max(200);

const entry = z.strictObject({
  id,
  layer: z.enum(FAULT_LAYERS),
  fault: text.min(1),
  seen_by: z.enum(FAULT_SIGHTS),
  in_ocpp: text.min(1),
  other_signals: text.default(''),
  safety: z.boolean().default(false),
  remote: z.enum(['yes', 'partly', 'no']),
  remedies: z
    .array(z.string().regex(/^[a-z][a-z0-9_]*$/, 'write words in lower case, joined by _'))
    .max(10)
    .default([]),
  skill: z.enum(SKILLS),
  part: text.default(''),
  persistent_after: z
    .strictObject({
      minutes: z.number().int().min(1).default(15),
      times: z.number().int().min(1).default(3),
    })
    .prefault({}),
});

/** One fault, as the catalogue describes it. */
export type FaultEntry = z.output<typeof entry>;

/** Fault id → what it is, in the order of the file. */
export type FaultCatalogue = ReadonlyMap<string, FaultEntry>;

/** Fault id → what it is called. */
export type FaultNames = ReadonlyMap<string, string>;

export const faultNames = (catalogue: FaultCatalogue): FaultNames =>
  new Map([...catalogue].map(([one, { fault }]) => [one, fault]));

const entries = z.array(entry).superRefine((all, context) => {
  const known = new Set<string>();
  for (const [index, { id: one }] of all.entries()) {
    if (known.has(one)) {
      const message = `${one} stands here twice: take one of them out`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
    known.add(one);
  }
});

/** Reads a file of entries. Every error at once, with line and fix. */
export function parseFaults(file: string, source: string): Result<FaultCatalogue, readonly SourceError[]> {
  const yaml = parseYaml(file, source);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const parsed = entries.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(entries, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(new Map(parsed.data.map((one) => [one.id, one])));
}

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'faults.yaml');
let shipped: FaultCatalogue | undefined;

/** The faults that ship with the collector, read once. */
export function shippedFaults(): FaultCatalogue {
  if (shipped) return shipped;
  const faults = parseFaults(FILE, readFileSync(FILE, 'utf8'));
  if (!faults.ok) throw new Error(`${FILE} is damaged: ${faults.error[0]?.problem}`);
  return (shipped = faults.value);
}

/** The shipped faults with those of an operator, which win. */
export function extendFaults(file: string, source: string): Result<FaultCatalogue, readonly SourceError[]> {
  const own = parseFaults(file, source);
  return own.ok ? ok(new Map([...shippedFaults(), ...own.value])) : own;
}
