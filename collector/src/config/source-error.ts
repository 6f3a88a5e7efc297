/** Where in a document: keys and list indices from its root. */
export type SourcePath = readonly (string | number)[];

/** One thing wrong with a file that a person wrote. */
export interface SourceError {
  readonly file: string;
  /** Line and column count from 1. */
  readonly line: number;
  readonly column: number;
  /** `receivers.ocpp_log/depot_a.include[0]`; empty for the document as a whole. */
  readonly path: string;
  /** What is wrong, a sentence without its full stop. Never holds a secret. */
  readonly problem: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A problem whose line is still to be found. */
export interface SourceProblem {
  readonly path: SourcePath;
  /** The key itself is wrong, not its value. */
  readonly atKey?: boolean;
  readonly problem: string;
  readonly fix: string;
}

/** A path as people read it. */
export function formatPath(path: SourcePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** `firstcharge.yaml:12:5: receivers.mqtt: no such receiver. Fix: use one of ocpp_log, ocpp_ws` */
export function formatSourceError({ file, line, column, path, problem, fix }: SourceError): string {
  const where = path === '' ? '' : `${path}: `;
  return `${file}:${line}:${column}: ${where}${problem}. Fix: ${fix}`;
}
