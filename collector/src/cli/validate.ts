import { InvalidArgumentError, type Command } from 'commander';
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

interface ValidateOptions {
  readonly mapping?: string;
  readonly sample?: string;
  readonly inventory?: string;
  readonly topic?: string;
  readonly prefix?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** `a=b` into what was given before it. */
function gather(pair: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const equals = pair.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('write NAME=VALUE');
  return { ...before, [pair.slice(0, equals)]: pair.slice(equals + 1) };
}

/** `firstcharge validate`: every error of a config and its inventory at once; or of a mapping, and what a sample yields by it. */
export function addValidateCommand(program: Command, context: CliContext): void {
  program
    .command('validate')
    .description(
      'check a config, its inventory and what else it names, or one mapping file; every error at once',
    )
    .argument('[config]', 'the config file', 'firstcharge.yaml')
    .option('--mapping <name>', 'check this mapping instead: a file, or the name of a shipped one')
    .option('--sample <file>', 'print the signals that this message yields, and what was not understood')
    .option('--topic <topic>', 'its MQTT topic or HTTP path; default: one that fits the first entry')
    .option('--inventory <file>', 'whose external ids devices are looked up by')
    .option('--prefix <levels>', 'what stands in front of every topic of the mapping')
    .option('--with <name=value>', 'a parameter of the mapping; may be repeated', gather)
    .action(async (path: string, { mapping, ...options }: ValidateOptions) => {
      if (mapping === undefined) return validate(context, path);
      const { validateMapping } = await import('./validate-mapping.ts');
      return validateMapping(context, { ...options, mapping, defaultSite: 'default' });
    });
}
