import type { JSONValue } from 'json-p3';
import type { JsonPath } from './json-path.ts';
import { locationKey, type Location } from './scope.ts';

/** The deepest and the most leaves that are looked at. */
const DEEPEST = 16;
const MOST_LEAVES = 5_000;

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A location with every index as `*`, so that a list of hundred items is one field. Keys that are no plain words may be ids: `?`. */
function fieldName(location: Location): string {
  return location.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[*]`;
    return IDENTIFIER.test(step) && step.length <= 40 ? `${text}.${step}` : `${text}.?`;
  }, '$');
}

/** Fields of a message that nothing was read from and that are not ignored, each once, with an example of their value. */
export function unmappedFields(
  message: JSONValue,
  used: ReadonlySet<string>,
  ignore: readonly JsonPath[],
): ReadonlyMap<string, string> {
  const left = new Set<string>(
    ignore.flatMap((path) => path.select(message, []).map(({ at }) => locationKey(at))),
  );
  const found = new Map<string, string>();
  let leaves = 0;
  const walk = (value: JSONValue, location: Location): void => {
    const key = locationKey(location);
    if (leaves >= MOST_LEAVES || location.length > DEEPEST || left.has(key) || used.has(key)) return;
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...location, index]));
      else for (const [name, item] of Object.entries(value)) walk(item, [...location, name]);
      return;
    }
    leaves += 1;
    const name = fieldName(location);
    if (!found.has(name)) found.set(name, String(value));
  };
  walk(message, []);
  return found;
}
