import type { ComponentRegistry } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';

/** Exit codes of the command. */
export const EXIT = {
  ok: 0,
  /** It was tried and did not work. */
  failed: 1,
  /** The command line, the config or the inventory is wrong. */
  usage: 2,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What commands see of the process: nothing of `cli/` touches `process` itself. */
export interface CliContext {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Width of the terminal, null when the output is no terminal. */
  readonly columns: number | null;
  readonly environment: Environment;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Of the collector. */
  readonly version: string;
  /** Called at most once a command; a command that never calls it has succeeded. */
  readonly setExitCode: (code: ExitCode) => void;
  /** The component types; loaded only by the commands that need them. */
  readonly loadRegistry: () => Promise<ComponentRegistry>;
}
