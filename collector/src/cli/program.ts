import { Command } from 'commander';
import type { CliContext } from './context.ts';
import { addExclusionsCommand } from './exclusions.ts';
import { addInventoryCommand } from './inventory.ts';
import { addReplayCommand } from './replay.ts';
import { addReportCommand } from './report.ts';
import { addRunCommand } from './run.ts';
import { addValidateCommand } from './validate.ts';

/**
 * The `firstcharge` command. Files of commands import what they need when they run, so that `--help` answers at once.
 * Throws commander's CommanderError instead of exiting.
 */
export function createProgram(context: CliContext, version: string): Command {
  const program = new Command('firstcharge')
    .description('Did the driver get a successful charge, the first time?')
    .version(version)
    .showHelpAfterError('(firstcharge --help tells more)')
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr })
    .exitOverride();
  addRunCommand(program, context);
  addReportCommand(program);
  addExclusionsCommand(program, context);
  addReplayCommand(program, context);
  addValidateCommand(program, context);
  addInventoryCommand(program, context);
  return program;
}
