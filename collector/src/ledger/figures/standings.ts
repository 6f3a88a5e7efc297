import {
  countsInStart,
  countsInVisits,
  firstChargeSucceeded,
  kpi,
  sessionSucceeded,
} from '../../model/kpi.ts';
import { VERDICTS } from './flow-columns.ts';
import type { VerdictCounts } from './verdict-counts.ts';
import { VISIT_KINDS } from './visit-kinds.ts';

/** What groups are ranked by. */
export interface Standing {
  readonly flows: number;
  /** Flows counted in Session Success. */
  readonly attempts: number;
  readonly lost: number;
  readonly sessionSuccess: number | null;
  readonly firstChargeSuccess: number | null;
}

type Flags = readonly boolean[];
const FLOWS: Flags = VERDICTS.map(() => true);
const ATTEMPTS: Flags = VERDICTS.map(countsInStart);
const SUCCEEDED: Flags = VERDICTS.map(sessionSucceeded);
const LOST: Flags = VERDICTS.map(({ outcome }) => outcome === 'failed' || outcome === 'interrupted');
const COUNTED: Flags = VISIT_KINDS.map(countsInVisits);
const FIRST: Flags = VISIT_KINDS.map(firstChargeSucceeded);

const sumOf = (counts: Uint32Array, group: number, flags: Flags): number => {
  let sum = 0;
  for (let kind = 0; kind < flags.length; kind += 1)
    if (flags[kind] === true) sum += counts[group * flags.length + kind] ?? 0;
  return sum;
};

/** Where a group stands. All of ten thousand are ranked, and few shown: only these get all their figures. */
export const standingOf = ({ flows, visits }: VerdictCounts, group: number): Standing => {
  const attempts = sumOf(flows, group, ATTEMPTS);
  return {
    flows: sumOf(flows, group, FLOWS),
    attempts,
    lost: sumOf(flows, group, LOST),
    sessionSuccess: kpi(sumOf(flows, group, SUCCEEDED), attempts).ratio,
    firstChargeSuccess: kpi(sumOf(visits, group, FIRST), sumOf(visits, group, COUNTED)).ratio,
  };
};
