import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, type CliContext } from './context.ts';
import { addLogOptions, readLogOptions, type WrittenLogOptions } from './report/log-options.ts';

interface ReplayOptions extends WrittenLogOptions {
  readonly config?: string;
  readonly step: string;
}

/** `firstcharge replay`: a log through trackers and exporters at its original times. */
export function addReplayCommand(program: Command, context: CliContext): void {
  const command = program
    .command('replay')
    .description('send a log through trackers to the exporters of a config, at the original times')
    .argument('<log>', 'JSONL log or journal segment, plain or gzip; - is standard input')
    .option('--config <file>', 'the config file; without it the built-in config')
    .option('--step <duration>', 'time of the log between two pushes of metrics', '60s');
  addLogOptions(command).action(async (log: string, options: ReplayOptions) => {
    const failure = await run(log, options, context);
    if (failure === null) return;
    context.stderr(`${failure}\n`);
    context.setExitCode(EXIT.failed);
  });
}

async function run(log: string, options: ReplayOptions, context: CliContext): Promise<string | null> {
  const { readConfigFile } = await import('../service/config-file.ts');
  const { formatSourceError } = await import('../config/source-error.ts');
  const { parseDuration } = await import('../config/duration.ts');
  const { readIdentityKeys } = await import('../service/stream/identity-key.ts');
  const { replay } = await import('../service/replay.ts');
  const stepMs = parseDuration(options.step);
  const reading = readLogOptions(options);
  if (!reading.ok) return reading.error.message;
  if (stepMs === null || stepMs <= 0) return `--step ${options.step}: write a duration such as 15s or 5m`;
  const file = readConfigFile(options.config ?? null, await context.loadRegistry(), context.environment);
  if (!file.ok) return file.error.map(formatSourceError).join('\n');
  const { config, inventory, catalogue } = file.value;
  const key = readIdentityKeys(config.identity.key_file ?? join(config.storage.directory, 'identity.key'));
  if (!key.ok) return key.error.message;
  const onProgress = (): void => undefined;
  const replayed = await replay(
    {
      config,
      inventory,
      catalogue,
      identityKeys: key.value,
      log,
      reading: reading.value,
      stepMs,
      onProgress,
    },
    context,
  );
  if (!replayed.ok) return replayed.error.message;
  const { arrivals, flows, spans, skipped } = replayed.value;
  for (const { problem, count, firstLine } of skipped) {
    context.stderr(`${count} lines skipped: ${problem}, the first is line ${firstLine}\n`);
  }
  context.stderr(`replayed ${arrivals} messages: ${flows} flows, ${spans} spans\n`);
  return null;
}
