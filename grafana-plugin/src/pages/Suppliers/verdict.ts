import type { Difference } from '../../api/types-comparison.ts';

/** Only an interval that leaves zero out says which one is better. */
export const verdictOf = ({ low, high }: Pick<Difference, 'low' | 'high'>): 'better' | 'worse' | 'open' => {
  if (low !== null && low > 0) return 'better';
  if (high !== null && high < 0) return 'worse';
  return 'open';
};
