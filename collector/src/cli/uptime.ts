import { Argument, Option, type Command } from 'commander';
import { EXIT, type CliContext } from './context.ts';

interface UptimeOptions {
  readonly ledger: string;
  readonly month?: string;
  readonly quarter?: string;
  readonly year?: string;
  readonly inventory?: string;
  readonly programmes?: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly rows: 'ports' | 'outages' | 'sessions';
}

const NARROWEST = 110;

async function uptime(context: CliContext, name: string, options: UptimeOptions): Promise<void> {
  const [programmes, periods, report, csv, table, settings, ledgers, { failWithSourceErrors }] =
    await Promise.all([
      import('../inventory/programmes/programmes.ts'),
      import('../ledger/uptime/period.ts'),
      import('../ledger/uptime/make-uptime-report.ts'),
      import('../ledger/uptime/render-csv.ts'),
      import('../ledger/uptime/render-table.ts'),
      import('./report/report-settings.ts'),
      import('./report/ledger-file.ts'),
      import('./source-errors.ts'),
    ]);
  const fail = (message: string, code: 1 | 2 = EXIT.usage): void => {
    context.stderr(`${message}\n`);
    context.setExitCode(code);
  };
  const known = programmes.readProgrammes(options.programmes);
  if (!known.ok) return failWithSourceErrors(context, known.error);
  const programme = known.value.get(name);
  if (!programme)
    return fail(`there is no programme \`${name}\`: write one of ${[...known.value.keys()].join(', ')}`);
  const period = periods.parsePeriod(options);
  if (!period.ok) return fail(period.error);
  const read = settings.readReportSettings(
    options.inventory === undefined ? {} : { inventory: options.inventory },
    context.environment,
  );
  if (!read.ok) return fail(read.error.message);
  const ledger = ledgers.openLedgerIn(options.ledger, true);
  if (!ledger.ok) return fail(ledger.error.message, EXIT.failed);
  try {
    const made = report.makeUptimeReport(ledger.value, {
      programme,
      period: period.value,
      inventory: read.value.inventory,
      sessions: options.format === 'json' || options.rows === 'sessions',
    });
    if (options.format === 'json') return context.stdout(`${JSON.stringify(made, null, 2)}\n`);
    if (options.format === 'csv') return context.stdout(csv.renderUptimeCsv(made, options.rows));
    context.stdout(table.renderUptimeTable(made, Math.max(NARROWEST, context.columns ?? NARROWEST)));
  } finally {
    ledger.value.close();
  }
}

/** `firstcharge uptime`: what a programme calls uptime, by port and month, from a ledger. */
export function addUptimeCommand(program: Command, context: CliContext): void {
  program
    .command('uptime')
    .description('Uptime of each port by the rules of a programme, with outages, exclusions and coverage.')
    .addArgument(new Argument('<programme>', 'nevi, cec, uk, or one of --programmes'))
    .requiredOption('--ledger <directory>', 'the ledger to compute from')
    .option('--month <month>', 'such as 2026-11')
    .option('--quarter <quarter>', 'such as 2026Q3')
    .option('--year <year>', 'such as 2026')
    .option('--inventory <file>', 'time zones, opening hours, power and port ids')
    .option('--programmes <file>', 'rules of your own instead of the ones that ship with the collector')
    .addOption(new Option('--format <format>').choices(['table', 'json', 'csv']).default('table'))
    .addOption(
      new Option('--rows <rows>', 'what a row of the CSV is')
        .choices(['ports', 'outages', 'sessions'])
        .default('ports'),
    )
    .action((name: string, options: UptimeOptions) => uptime(context, name, options));
}
