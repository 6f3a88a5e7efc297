import type { Share } from './types.ts';

export interface Difference {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly probability_b_better: number | null;
}
export interface Cohort {
  readonly flows: number;
  readonly stations: number;
  readonly charges_lost: number;
  readonly charge_start_success: Share;
  readonly first_charge_success: Share;
  readonly session_success: Share;
  readonly charge_end_success: Share;
}
export interface Comparison {
  readonly a: Cohort;
  readonly b: Cohort;
  readonly charge_start_success: Difference;
  readonly charge_end_success: Difference;
  readonly session_success: Difference;
  readonly first_charge_success: Difference;
}
