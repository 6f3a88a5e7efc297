import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './cli/run-command.ts';

/** A reader such as `head` that has seen enough is no failure. */
function quietOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 1);
  });
}

function versionOf(packageFile: string): string {
  const parsed: unknown = JSON.parse(readFileSync(packageFile, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed
    ? String(parsed.version)
    : 'unknown';
}

quietOnClosedPipe(process.stdout);
quietOnClosedPipe(process.stderr);

const version = versionOf(join(import.meta.dirname, '..', 'package.json'));

await runCommand(
  process.argv.slice(2),
  {
    version,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    environment: process.env,
    stdin: process.stdin,
    setExitCode: (code) => {
      process.exitCode = code;
    },
    loadRegistry: async () => (await import('./service/components.ts')).registry,
  },
  version,
);
