import type { ReliabilityIndex } from './reliability-index.ts';

/** What a scorecard can be about. */
export const SCORECARD_LEVELS = ['fleet', 'site', 'model', 'firmware', 'station'] as const;
export type ScorecardLevel = (typeof SCORECARD_LEVELS)[number];

/** The Reliability Index over some whole days, as it was known when they had passed. */
export interface Scorecard {
  /** The midnight, UTC, that ends its days; ms since the epoch. */
  readonly until: number;
  readonly days: number;
  readonly level: ScorecardLevel;
  /** Of `site` and `station`; '' elsewhere. */
  readonly site: string;
  /** Of `model` and `firmware`; '' elsewhere. */
  readonly vendor: string;
  readonly model: string;
  /** Of `firmware`; '' elsewhere. */
  readonly firmware: string;
  /** Of `station`; '' elsewhere. */
  readonly station: string;
  readonly index: ReliabilityIndex;
}
