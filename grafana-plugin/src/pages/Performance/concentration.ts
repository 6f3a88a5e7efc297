import type { Group } from '../../api/types.ts';

/** How few stations make that share of the charges lost; null when the stations at hand do not make it together. */
export const stationsThatMake = (
  stations: readonly Pick<Group, 'charges_lost'>[],
  lost: number,
  share: number,
): number | null => {
  if (lost === 0) return 0;
  let sum = 0;
  const sorted = [...stations].sort((a, b) => b.charges_lost - a.charges_lost);
  for (const [index, { charges_lost }] of sorted.entries()) {
    sum += charges_lost;
    if (sum >= share * lost) return index + 1;
  }
  return null;
};
