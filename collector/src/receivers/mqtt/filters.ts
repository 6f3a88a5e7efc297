import type { Mapping } from '../mapping/mapping.ts';

/** Whether every topic of `narrow` is one of `wide` (MQTT 5 §4.7.1). */
function covers(wide: string, narrow: string): boolean {
  const [wider, narrower] = [wide.split('/'), narrow.split('/')];
  for (const [index, level] of wider.entries()) {
    if (level === '#') return true;
    const other = narrower[index];
    if (other === undefined || other === '#') return false;
    if (level !== '+' && level !== other) return false;
  }
  return wider.length === narrower.length;
}

/** The topics that a mapping wants, without those that others contain: a broker may send a message once for each that fits. */
export function filtersOf(mapping: Mapping): readonly string[] {
  const all = [
    ...new Set(mapping.entries.flatMap(({ topic }) => (topic === undefined ? [] : [topic.filter]))),
  ];
  return all.filter((filter) => !all.some((other) => other !== filter && covers(other, filter)));
}
