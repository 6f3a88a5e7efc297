import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { QUANTITIES, type Quantity } from '../model/telemetry.ts';

const rows = z.array(
  z
    .strictObject({
      quantity: z.enum(QUANTITIES),
      least: z.number(),
      most: z.number(),
      most_per_second: z.number().positive().default(Infinity),
    })
    .refine(({ least, most }) => least < most, 'write a `least` that is below `most`'),
);

/** What a quantity can be, in its unit; `mostPerSecond`: how fast a register can rise. */
interface ReadingBound {
  readonly least: number;
  readonly most: number;
  readonly mostPerSecond: number;
}

/** Bounds by quantity; one without a row has none. */
export type ReadingBounds = ReadonlyMap<Quantity, ReadingBound>;

/** Reads a file of rows. Every error at once, with line and fix. */
export function parseReadingBounds(
  file: string,
  text: string,
): Result<ReadingBounds, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? [];
  const parsed = rows.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(rows, parsed.error.issues, value, []).map(yaml.value.locate));
  return ok(
    new Map(
      parsed.data.map(({ quantity, least, most, most_per_second: mostPerSecond }) => [
        quantity,
        { least, most, mostPerSecond },
      ]),
    ),
  );
}

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'reading-bounds.yaml');
let shipped: ReadingBounds | undefined;

/** The rows that ship with the collector, read once. */
export function shippedReadingBounds(): ReadingBounds {
  if (shipped) return shipped;
  const bounds = parseReadingBounds(FILE, readFileSync(FILE, 'utf8'));
  if (!bounds.ok) throw new Error(`${FILE} is damaged: ${bounds.error[0]?.problem}`);
  return (shipped = bounds.value);
}

/** The shipped rows with those of an operator, which win. */
export function extendReadingBounds(
  file: string,
  text: string,
): Result<ReadingBounds, readonly SourceError[]> {
  const own = parseReadingBounds(file, text);
  return own.ok ? ok(new Map([...shippedReadingBounds(), ...own.value])) : own;
}

/** Whether a value can be true at all. */
export function isPlausible(bounds: ReadingBounds, quantity: Quantity, value: number): boolean {
  const bound = bounds.get(quantity);
  return Number.isFinite(value) && (bound === undefined || (value >= bound.least && value <= bound.most));
}
