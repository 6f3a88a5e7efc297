import { formatSourceError, type SourceError } from '../config/source-error.ts';
import { EXIT, type CliContext } from './context.ts';

/** More would scroll the first ones, which matter most, out of sight. */
const MOST_SHOWN = 200;

/** Prints what is wrong with a file and makes the command fail. */
export function failWithSourceErrors(context: CliContext, errors: readonly SourceError[]): void {
  for (const error of errors.slice(0, MOST_SHOWN)) context.stderr(`${formatSourceError(error)}\n`);
  if (errors.length > MOST_SHOWN) context.stderr(`… and ${errors.length - MOST_SHOWN} more\n`);
  context.stderr(`${errors.length} ${errors.length === 1 ? 'error' : 'errors'}\n`);
  context.setExitCode(EXIT.usage);
}
