import type { Payload } from '../mouth/mouth.ts';

const isObject = (value: unknown): value is Payload => typeof value === 'object' && value !== null;

/** The value at a path inside a payload; undefined where the path ends early. */
export function field(payload: Payload, ...path: readonly string[]): unknown {
  let value: unknown = payload;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** The text at a path; empty when there is none. */
export function textField(payload: Payload, ...path: readonly string[]): string {
  const value = field(payload, ...path);
  return typeof value === 'string' ? value : '';
}
