import type { JSONValue } from 'json-p3';
import type { MappingProblem, MappingReason } from './problem.ts';

/** What a field is read from: an item of a message. */
export interface Scope {
  readonly message: JSONValue;
  readonly item: JSONValue;
  /** Where the item stands in the message. */
  readonly itemAt: Location;
  /** Wildcards of the topic and parameters of the receiver. */
  readonly names: ReadonlyMap<string, string>;
  /** Locations that something was read from, each as `locationKey` makes it. */
  readonly used: Set<string>;
  readonly report: (reason: MappingReason, at: string, detail?: string) => void;
}

/** Keys and indices from the root of a message. */
export type Location = readonly (string | number)[];

export const locationKey = (location: Location): string => location.join('\0');

/** The most problems that are told of one message; more are not worth their room. */
const MOST_PROBLEMS = 100;
const MOST_DETAIL = 80;

/** Gathers problems. */
export class ProblemList {
  readonly problems: MappingProblem[] = [];
  /** Whether a list of the message was there, and empty: it need not say anything then. */
  noNews = false;

  readonly report = (reason: MappingReason, at: string, detail = ''): void => {
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({ reason, at, detail: detail.slice(0, MOST_DETAIL) });
  };
}
