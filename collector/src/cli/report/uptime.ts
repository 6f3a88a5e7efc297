import { formatSourceError } from '../../config/source-error.ts';
import { readProgrammes } from '../../inventory/programmes/programmes.ts';
import { makeUptimeReport } from '../../ledger/uptime/make-uptime-report.ts';
import { parsePeriod } from '../../ledger/uptime/period.ts';
import { CSV_ROWS, renderUptimeCsv, type CsvRows } from '../../ledger/uptime/render-csv.ts';
import { renderUptimeTable } from '../../ledger/uptime/render-table.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { Option, type Command } from 'commander';
import { openLedgerIn } from './ledger-file.ts';
import { readReportSettings } from './report-settings.ts';

/** What the command line says of a report on uptime. */
export interface WrittenUptimeOptions {
  readonly uptime?: string;
  readonly month?: string;
  readonly quarter?: string;
  readonly year?: string;
  readonly programmes?: string;
  readonly rows?: CsvRows;
}

interface Given extends WrittenUptimeOptions {
  readonly ledger?: string;
  readonly inventory?: string;
  readonly config?: string;
  readonly format: string;
}

const NARROWEST = 110;

const ALONE: readonly (keyof WrittenUptimeOptions)[] = ['month', 'quarter', 'year', 'programmes', 'rows'];

/** The option, if any, that says something only beside `--uptime` and stands without it. */
export const strayUptimeOption = (options: WrittenUptimeOptions): string | undefined =>
  options.uptime === undefined ? ALONE.find((name) => options[name] !== undefined) : undefined;

/** What a programme calls uptime, by port and month, from a ledger, as text. */
export const uptimeText = (
  name: string,
  logs: readonly string[],
  given: Given,
  { columns, env }: { readonly columns?: number; readonly env: Readonly<Record<string, string | undefined>> },
): Result<string> => {
  if (logs.length > 0 || given.ledger === undefined) {
    return failed(permanent('--uptime is computed from a ledger: name it with --ledger, and no log'));
  }
  if (given.format === 'html') return failed(permanent('--uptime is printed as table, csv or json'));
  const known = readProgrammes(given.programmes);
  if (!known.ok) return failed(permanent(known.error.map(formatSourceError).join('\n')));
  const programme = known.value.get(name);
  if (!programme) {
    return failed(
      permanent(`there is no programme \`${name}\`: write one of ${[...known.value.keys()].join(', ')}`),
    );
  }
  const period = parsePeriod(given);
  if (!period.ok) return failed(permanent(period.error));
  const settings = readReportSettings(given, env);
  if (!settings.ok) return settings;
  const ledger = openLedgerIn(given.ledger, true);
  if (!ledger.ok) return ledger;
  const rows = given.rows ?? 'ports';
  try {
    const made = makeUptimeReport(ledger.value, {
      programme,
      period: period.value,
      inventory: settings.value.inventory,
      sessions: given.format === 'json' || rows === 'sessions',
    });
    if (given.format === 'json') return ok(`${JSON.stringify(made, null, 2)}\n`);
    if (given.format === 'csv') return ok(renderUptimeCsv(made, rows));
    return ok(renderUptimeTable(made, Math.max(NARROWEST, columns ?? NARROWEST)));
  } finally {
    ledger.value.close();
  }
};

/** Adds the options of a report on uptime to `report`. */
export const addUptimeOptions = (command: Command): Command =>
  command
    .option(
      '--uptime <programme>',
      'uptime of each port by the rules of nevi, cec, uk or one of --programmes, from --ledger: outages, exclusions, coverage, sessions',
    )
    .option('--month <month>', 'with --uptime: such as 2026-11')
    .option('--quarter <quarter>', 'with --uptime: such as 2026Q3')
    .option('--year <year>', 'with --uptime: such as 2026')
    .option(
      '--programmes <file>',
      'with --uptime: rules of your own instead of the ones that ship with the collector',
    )
    .addOption(
      new Option('--rows <rows>', 'with --uptime --format csv: what a row is (default: ports)').choices(
        CSV_ROWS,
      ),
    );
