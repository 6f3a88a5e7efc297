import type { TimeSpan } from './time-span.ts';

/** Why an outage may not count against the operator; which of them count, and how far, a programme says. */
export const EXCLUSION_KINDS = [
  'utility_interruption',
  'vehicle_fault',
  'scheduled_maintenance',
  'vandalism',
  'natural_disaster',
] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

export const EXCLUSION_STATES = ['proposed', 'approved', 'rejected'] as const;
export type ExclusionState = (typeof EXCLUSION_STATES)[number];

/** What a named person decided, and when, ms. */
export interface ExclusionDecision {
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly at: number;
  /** Why; empty where nothing was said. */
  readonly note: string;
  /** What he rests it on; left out where he named nothing. */
  readonly evidence?: readonly string[];
  /** Tells the request that brought it from others, so that the same one again changes nothing; left out where it had none. */
  readonly request?: string;
}

/** What an exclusion covers: a site, a station of it, or one EVSE of a station. */
export interface ExclusionPlace {
  readonly site: string;
  readonly station: string | null;
  readonly evse: number | null;
}

/** A stretch of time for which somebody says that the operator is not to blame. Only approved ones change a figure. */
export interface Exclusion extends ExclusionPlace, TimeSpan {
  readonly id: string;
  readonly kind: ExclusionKind;
  readonly reason: string;
  /** What shows it: `flow:…`, `interval:…`, the number of a work order, the address of a notice. */
  readonly evidence: readonly string[];
  /** A person, or `firstcharge` where the data showed it. */
  readonly proposedBy: string;
  readonly proposedAt: number;
  /** In order of time; the last one holds. */
  readonly decisions: readonly ExclusionDecision[];
}

/** Where an exclusion stands now. */
export const exclusionState = ({ decisions }: Pick<Exclusion, 'decisions'>): ExclusionState =>
  decisions.at(-1)?.state ?? 'proposed';

/** An exclusion covers a place when it names it, or what it is a part of. */
export const coversPlace = (
  exclusion: ExclusionPlace,
  place: { readonly site: string; readonly station: string; readonly evse: number },
): boolean =>
  exclusion.site === place.site &&
  (exclusion.station === null || exclusion.station === place.station) &&
  (exclusion.evse === null || exclusion.evse === place.evse);
