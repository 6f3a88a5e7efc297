import type { Command } from 'commander';
import type { CliContext } from './context.ts';

async function validate(context: CliContext, path: string): Promise<void> {
  const [{ readConfigFile }, { failWithSourceErrors }, { formatSourceError }, registry] = await Promise.all([
    import('../service/config-file.ts'),
    import('./source-errors.ts'),
    import('../config/source-error.ts'),
    context.loadRegistry(),
  ]);
  const read = readConfigFile(path, registry, context.environment);
  if (!read.ok) return failWithSourceErrors(context, read.error);
  const { config, inventory } = read.value;
  for (const warning of config.warnings) context.stderr(`warning: ${formatSourceError(warning)}\n`);
  const pipelines = Object.keys(config.service.pipelines).length;
  context.stdout(
    `${path} is valid: ${pipelines} ${pipelines === 1 ? 'pipeline' : 'pipelines'}, ` +
      `${inventory.sites.size} sites, ${inventory.stations.size} stations\n`,
  );
}

/** `firstcharge validate`: every error of a config and its inventory at once. */
export function addValidateCommand(program: Command, context: CliContext): void {
  program
    .command('validate')
    .description('check a config and the inventory that it names; every error at once')
    .argument('[config]', 'the config file', 'firstcharge.yaml')
    .action((path: string) => validate(context, path));
}
