import { failed, type Result } from '../../model/result.ts';
import type { ProblemCode } from '../contract/problem.ts';

/** Why an operation was not done, for whoever asked. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
}

/** What an operation answers, or why it does not. */
export type Answered<T> = Result<T, Refusal>;

export const refused = (code: ProblemCode, detail: string): Answered<never> => failed({ code, detail });

export const notFound = (what: string, id: string): Answered<never> =>
  refused('not_found', `there is no ${what} \`${id}\``);
