import { LINE_PROBLEMS, type LineProblem } from '../../signal-log/arrival-line.ts';

/**
 * Why a line of any log is no arrival. `no_frame`: a line of the log's own that carries no OCPP frame; `bad_row`: a row
 * with more or fewer cells than its header.
 */
export const LOG_PROBLEMS = [...LINE_PROBLEMS, 'no_frame', 'bad_row'] as const;
export type LogProblem = LineProblem | 'no_frame' | 'bad_row';
