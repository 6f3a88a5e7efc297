import { types } from 'node:util';

const NOT_LATIN1 = /[\u0100-\uffff]/;

/**
 * What plain data weighs, bytes: its values as V8 serialises them. Names of fields are left out: they are the same for
 * every station, and V8 keeps them once.
 */
export function weightOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 3 + value.length * (NOT_LATIN1.test(value) ? 2 : 1);
    case 'number':
      return 9;
    case 'object':
      return value === null ? 1 : weightOfObject(value);
    default:
      return 1;
  }
}

function weightOfObject(value: object): number {
  let weight = 6;
  // Not `instanceof`: a state that was deserialised may come from another realm.
  if (types.isMap(value)) for (const [key, inner] of value) weight += weightOf(key) + weightOf(inner);
  else if (types.isSet(value) || Array.isArray(value)) for (const inner of value) weight += weightOf(inner);
  else for (const inner of Object.values(value)) weight += weightOf(inner);
  return weight;
}
