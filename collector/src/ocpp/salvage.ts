import { readNumber } from './number.ts';

/** The part of JSON Schema that the messages of this folder use. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Values looked at in one payload before the rest is given up: a hostile frame must stay cheap. */
const MOST_VALUES = 5_000;

interface Budget {
  left: number;
}

function salvageNumber(schema: SchemaNode, value: unknown): number | undefined {
  const number = readNumber(value);
  if (number === null) return undefined;
  if (schema.type === 'integer' && !Number.isInteger(number)) return undefined;
  if (schema.minimum !== undefined && number < schema.minimum) return undefined;
  if (schema.maximum !== undefined && number > schema.maximum) return undefined;
  return number;
}

function salvageObject(schema: SchemaNode, value: unknown, budget: Budget): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const saved: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(value, key)) continue;
    const kept = salvageValue(property, Reflect.get(value, key), budget);
    if (kept !== undefined) saved[key] = kept;
  }
  return saved;
}

function salvageArray(schema: SchemaNode, value: unknown, budget: Budget): unknown[] | undefined {
  const item = schema.items ?? {};
  // Some chargers leave the brackets out around a single element.
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const saved: unknown[] = [];
  for (const element of elements) {
    if (budget.left <= 0) break;
    const kept = salvageValue(item, element, budget);
    if (kept !== undefined) saved.push(kept);
  }
  return saved.length > 0 || Array.isArray(value) ? saved : undefined;
}

function salvageValue(schema: SchemaNode, value: unknown, budget: Budget): unknown {
  budget.left -= 1;
  if (budget.left < 0 || value === null || value === undefined) return undefined;
  switch (schema.type) {
    case 'object':
      return salvageObject(schema, value, budget);
    case 'array':
      return salvageArray(schema, value, budget);
    case 'string':
      if (typeof value === 'string') return value;
      return typeof value === 'number' ? String(value) : undefined;
    case 'integer':
    case 'number':
      return salvageNumber(schema, value);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : undefined;
    default:
      return schema.type === undefined ? value : undefined;
  }
}

/**
 * What can be used of a payload that breaks its schema: offending properties are left out, numbers in quotes and
 * quoted numbers are read as what the schema asks for, and texts are kept even when they are too long or no word of
 * their enumeration. Always an object; the work is bounded.
 */
export function salvage(schema: SchemaNode, payload: unknown): object {
  const saved = salvageValue(schema, payload, { left: MOST_VALUES });
  return typeof saved === 'object' && saved !== null ? saved : {};
}
