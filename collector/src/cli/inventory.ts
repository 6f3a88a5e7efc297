import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { WrittenInventory } from '../inventory/inventory-schema.ts';
import { EXIT, type CliContext } from './context.ts';

interface OutputOptions {
  readonly out?: string;
  readonly site: string;
}

interface ImportOptions extends OutputOptions {
  readonly map: readonly string[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function fail(context: CliContext, message: string, code: 1 | 2 = EXIT.failed): void {
  context.stderr(`${message}\n`);
  context.setExitCode(code);
}

async function output(
  context: CliContext,
  inventory: WrittenInventory,
  { out }: OutputOptions,
): Promise<void> {
  const { writeInventory } = await import('../inventory/write-inventory.ts');
  const text = writeInventory(inventory);
  if (out === undefined) return context.stdout(text);
  try {
    // `wx`: an inventory that somebody has filled in by hand is not to be overwritten by a skeleton.
    await writeFile(out, text, { flag: 'wx' });
    context.stderr(`${out}: ${inventory.sites.length} sites, ${inventory.stations.length} stations\n`);
  } catch (error) {
    fail(context, `${out} cannot be written: ${messageOf(error)}`);
  }
}

async function importCsv(context: CliContext, file: string, options: ImportOptions): Promise<void> {
  const [{ readInventory }, { failWithSourceErrors }] = await Promise.all([
    import('../inventory/load-inventory.ts'),
    import('./source-errors.ts'),
  ]);
  const bad = options.map.find((pair) => !/^.+=[a-z0-9_]+$/.test(pair));
  if (bad !== undefined)
    return fail(context, `--map ${bad}: write COLUMN=field, such as "Charger ID=station"`, EXIT.usage);
  const mapping = new Map(
    options.map.map((pair): [string, string] => [
      pair.slice(0, pair.lastIndexOf('=')),
      pair.slice(pair.lastIndexOf('=') + 1),
    ]),
  );
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    fail(context, `${file} cannot be read: ${messageOf(error)}`),
  );
  if (text === undefined) return;
  const source = {
    file: file.toLowerCase().endsWith('.csv') ? file : `${file}.csv`,
    text,
    defaultSite: options.site,
    mapping,
  };
  const read = readInventory(source);
  return read.ok ? output(context, read.value, options) : failWithSourceErrors(context, read.error);
}

async function discover(context: CliContext, logs: readonly string[], options: OutputOptions): Promise<void> {
  const [{ InventoryDiscovery }, { readArrivals }, { LineTally }] = await Promise.all([
    import('./inventory-discovery.ts'),
    import('../receivers/ocpp_log/read-arrivals.ts'),
    import('../receivers/ocpp_log/line-tally.ts'),
  ]);
  const discovery = new InventoryDiscovery();
  for (const log of logs) {
    const tally = new LineTally();
    const read = await readArrivals(
      log,
      (arrivals) => arrivals.forEach((arrival) => discovery.see(arrival)),
      {
        tally,
        stdin: context.stdin,
        // Nothing that could hold an identity is kept.
        redact: (frame) => frame,
      },
    );
    for (const { problem, count, firstLine } of tally.problems()) {
      context.stderr(`${log}: ${count} lines skipped: ${problem}, first in line ${firstLine}\n`);
    }
    if (!read.ok) return fail(context, read.error.message);
  }
  await output(context, discovery.inventory(options.site), options);
}

/** A span that nobody plans beyond. */
const MOST_DAYS = 400;

async function silences(context: CliContext, file: string, days: number, now: number): Promise<void> {
  const [{ loadInventory }, { silencesOf }, { failWithSourceErrors }] = await Promise.all([
    import('../inventory/load-inventory.ts'),
    import('../inventory/maintenance/silences.ts'),
    import('./source-errors.ts'),
  ]);
  if (!(days > 0 && days <= MOST_DAYS))
    return fail(context, `--days: write a number from 1 to ${MOST_DAYS}`, EXIT.usage);
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    fail(context, `${file} cannot be read: ${messageOf(error)}`),
  );
  if (text === undefined) return;
  const read = loadInventory({ file, text, defaultSite: 'default' });
  if (!read.ok) return failWithSourceErrors(context, read.error);
  for (const silence of silencesOf(read.value, { start: now, end: now + days * 86_400_000 }))
    context.stdout(`${JSON.stringify(silence)}\n`);
}

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];

/** `firstcharge inventory import`, `discover` and `silences`. */
export function addInventoryCommand(program: Command, context: CliContext): void {
  const inventory = program.command('inventory').description('make an inventory from what there is');
  const withOutput = (command: Command): Command =>
    command
      .option('--out <file>', 'write to a new file instead of standard output')
      .option('--site <id>', 'the site of stations for which none is known', 'default');
  withOutput(inventory.command('import').description('turn a CSV, one row a connector, into an inventory'))
    .argument('<csv>', 'the CSV file; its columns are called as the fields, or mapped')
    .option('--map <column=field>', 'the field that a column holds; may be repeated', collect, [])
    .action((file: string, options: ImportOptions) => importCsv(context, file, options));
  withOutput(inventory.command('discover').description('write a skeleton of the stations seen in OCPP logs'))
    .argument('<logs...>', 'logs in the ocpp_log format; - is standard input')
    .action((logs: string[], options: OutputOptions) => discover(context, logs, options));
  inventory
    .command('silences')
    .description('print the planned work to come as silences of Alertmanager, one JSON line each')
    .argument('<file>', 'the inventory')
    .option('--days <number>', 'how far ahead', '7')
    .action((file: string, { days }: { readonly days: string }) =>
      silences(context, file, Number(days), Date.now()),
    );
}
