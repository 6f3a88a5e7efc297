import { CommanderError } from 'commander';
import { EXIT, type CliContext } from './context.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without `node` and the script) to its end. Never throws: what goes wrong becomes an exit code. */
export async function runCommand(
  argv: readonly string[],
  context: CliContext,
  version: string,
): Promise<void> {
  try {
    await createProgram(context, version).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      context.setExitCode(error.exitCode === 0 ? EXIT.ok : EXIT.usage);
      return;
    }
    context.stderr(
      `firstcharge failed in a way that it should not: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    context.setExitCode(EXIT.failed);
  }
}
