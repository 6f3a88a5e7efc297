import type { Arrival } from '../../../model/arrival.ts';
import type { LogProblem } from '../log-problem.ts';
import type { Columns } from '../records/columns.ts';

/** Every format that can be read, by the name that config and command line use. */
export const FORMAT_NAMES = [
  'jsonl',
  'citrineos',
  'inl',
  'steve',
  'home_assistant',
  'evcc',
  'json',
  'csv',
  'plain',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** What a decoder has to know of the log besides its lines. */
export interface FormatSettings {
  /** Of lines that name none; given by the user. */
  readonly station?: string | undefined;
  /** Of lines that name none when the user has not said either: what the file is called. */
  readonly fileStation?: string | undefined;
  /** IANA zone of times without one; default UTC. */
  readonly zone?: string | undefined;
  /** Which column or property holds what, where the names do not tell. */
  readonly columns?: Columns | undefined;
}

/** What a line gives: arrivals, the reason why it gives none, or null where none is to be expected. */
export type Decoded = Arrival | LogProblem | null | readonly (Arrival | LogProblem)[];

/** Decodes the lines of one log in their order. */
export interface LineDecoder {
  /** Takes a line without its line break; or a whole record where the log is a JSON document. Never throws. */
  decode(line: string): Decoded;
  /** What was still waiting for its rest when the log ended. */
  end(): Decoded;
  /** Lines taken that belong to a record whose end has not come. */
  readonly pending: number;
}

/** One way in which logs are written. */
export interface LogFormat {
  readonly name: FormatName;
  /** How people call it. */
  readonly title: string;
  /** How likely these first lines are of this format, 0–1; above 0.8 no more lines are needed to be sure. */
  detect(lines: readonly string[]): number;
  /** `sample` holds the first lines of the log, from its beginning even where reading begins later. */
  open(settings: FormatSettings, sample: readonly string[]): LineDecoder;
  /** Its rows may come in any order, grouped by station or newest first. */
  readonly unordered?: boolean;
}

/** A decoder whose records are single lines. */
export const lineByLine = (decode: (line: string) => Decoded): LineDecoder => ({
  decode,
  end: () => null,
  pending: 0,
});
