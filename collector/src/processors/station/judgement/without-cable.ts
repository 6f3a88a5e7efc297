import { verdict, type Case, type Verdict } from './verdict.ts';

/** Somebody was authorised and no cable was ever seen (ruling 5). */
export function judgeWithoutCable({ trouble }: Case): Verdict {
  if (trouble === 'partial_insertion')
    return verdict('failed', 'plug_in', trouble, 'the connector was not fully inserted (ruling 5)');
  if (trouble !== null && trouble !== 'no_credential')
    return verdict('failed', 'plug_in', trouble, 'a fault before the cable was seen');
  return verdict('abandoned', null, 'cable_not_seen', 'accepted, and no cable was ever seen (ruling 5)');
}
