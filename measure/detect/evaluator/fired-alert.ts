import type { Firing } from './alert-history.ts';

/** An alert that fired, with all of its labels. */
export interface FiredAlert extends Firing {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
