import type { WrittenInventory } from './inventory-schema.ts';

/** What may be left out when it is written. */
const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

const sparse = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => !isNothing(inner)))
    : value;

/**
 * An inventory as YAML with one line, a JSON object, for each site and station: quick to read even with many thousand, easy
 * to sort, search and compare.
 */
export function writeInventory(inventory: WrittenInventory): string {
  return Object.entries(inventory)
    .filter(([, items]) => items.length > 0)
    .map(
      ([name, items]) => `${name}:\n${items.map((item) => `  - ${JSON.stringify(item, sparse)}\n`).join('')}`,
    )
    .join('');
}
