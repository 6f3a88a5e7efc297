import { createHash } from 'node:crypto';
import type { Exclusion } from '../../model/exclusion.ts';

/** Who proposes what the data shows. */
export const PROPOSED_BY_DATA = 'firstcharge';

/** An exclusion nobody has decided about. Its id follows from what it is about, so that the same is proposed once. */
export const newExclusion = (about: Omit<Exclusion, 'id' | 'decisions'>): Exclusion => {
  const { kind, site, station, evse, start } = about;
  const id = createHash('sha256')
    .update(JSON.stringify([kind, site, station, evse, start]))
    .digest('hex');
  return { ...about, id: id.slice(0, 16), decisions: [] };
};
