import type { FormatName } from './formats/format.ts';
import type { LogProblem } from './log-problem.ts';

/** How often a problem was met, and the number (from 1) of the first line that had it. Never a line's content. */
export interface ProblemCount {
  readonly problem: LogProblem;
  readonly count: number;
  readonly firstLine: number;
}

/** Counts the lines of one input and what was wrong with them. */
export class LineTally {
  /** Lines met so far, blank ones included; of a JSON document its records. */
  lines = 0;
  /** Line breaks met so far in a JSON document; null where every line counts by itself. */
  lineBreaks: number | null = null;
  /** Lines that were arrivals. */
  arrivals = 0;
  /** What the log was read as; null while that is not known. */
  format: FormatName | null = null;
  readonly #problems = new Map<LogProblem, { count: number; firstLine: number }>();

  /** Notes that the line counted last cannot be used. */
  reject(problem: LogProblem): void {
    const known = this.#problems.get(problem);
    if (known === undefined) this.#problems.set(problem, { count: 1, firstLine: this.#line });
    else known.count += 1;
  }

  get #line(): number {
    return this.lineBreaks === null ? this.lines : this.lineBreaks + 1;
  }

  /** What was wrong, the most frequent first. */
  problems(): readonly ProblemCount[] {
    return [...this.#problems]
      .map(([problem, counts]) => ({ problem, ...counts }))
      .sort((one, other) => other.count - one.count);
  }
}
