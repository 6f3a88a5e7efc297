import type { Command } from 'commander';
import { Option } from 'commander';
import { EXIT, type CliContext } from './context.ts';

interface RunOptions {
  readonly config?: string;
  readonly only?: 'stream' | 'api';
}

/** `firstcharge run`: the collector. Its imports wait until it runs, so that `--help` answers at once. */
export function addRunCommand(program: Command, context: CliContext): void {
  program
    .command('run')
    .description('run the collector: a gateway for chargers, trackers, exporters')
    .option('--config <file>', 'the config file; without it the built-in config')
    .addOption(
      new Option(
        '--only <process>',
        'run one process by itself; gateways are started with `gateway/process.ts`',
      ).choices(['stream', 'api']),
    )
    .action(async (options: RunOptions) => {
      const { readConfigFile } = await import('../service/config-file.ts');
      const { formatSourceError } = await import('../config/source-error.ts');
      const file = readConfigFile(options.config ?? null, await context.loadRegistry(), context.environment);
      if (!file.ok) {
        for (const error of file.error) context.stderr(`${formatSourceError(error)}\n`);
        return context.setExitCode(EXIT.usage);
      }
      const { runApi, runStream, runSupervisor } = await import('../service/run.ts');
      const run = { stream: runStream, api: runApi } as const;
      const finished =
        options.only === undefined
          ? await runSupervisor(file.value, options.config ?? null, context)
          : await run[options.only](file.value, context);
      if (finished.ok) return;
      context.stderr(`${finished.error.message}\n`);
      context.setExitCode(EXIT.failed);
    });
}
