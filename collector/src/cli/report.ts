import { styleText } from 'node:util';
import { Option, type Command } from 'commander';
import { FlowFile } from '../ledger/report/flow-file.ts';
import { renderCsv } from '../ledger/report/render/csv.ts';
import { renderHtml } from '../ledger/report/render/html/html.ts';
import { renderJson } from '../ledger/report/render/json.ts';
import { renderInl } from '../ledger/report/inl-text.ts';
import { renderTerminal, type TerminalStyle } from '../ledger/report/render/terminal.ts';
import type { Report } from '../ledger/report/report.ts';
import { failed, ok, permanent, type Result } from '../model/result.ts';
import { createTracker } from '../processors/tracker.ts';
import { reportFromLogs } from './report/from-logs.ts';
import { addLogOptions, readLogOptions, type WrittenLogOptions } from './report/log-options.ts';
import { openLedgerIn, reportFromLedgerIn } from './report/ledger-file.ts';
import { Progress, type ProgressOutput } from './report/progress.ts';
import { readReportSettings } from './report/report-settings.ts';
import {
  addUptimeOptions,
  strayUptimeOption,
  uptimeText,
  type WrittenUptimeOptions,
} from './report/uptime.ts';
import { explainFlow } from './report/why/why.ts';

/** What the command line says. */
export interface ReportOptions extends WrittenLogOptions, WrittenUptimeOptions {
  readonly inventory?: string;
  readonly config?: string;
  readonly format: 'table' | 'json' | 'csv' | 'html';
  readonly flows?: string;
  readonly ledger?: string;
  readonly why?: string;
  readonly all?: boolean;
  readonly kpi?: 'inl';
}

/** The process as far as the command needs it. */
export interface ReportEnvironment {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: ProgressOutput;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const WIDEST = 100;
/** Narrower terminals wrap: figures that are cut off are worse. */
const NARROWEST = 80;

const styleFor = (stdout: ReportEnvironment['stdout']): TerminalStyle => ({
  width: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? WIDEST)),
  // Only on a terminal, and never against NO_COLOR.
  paint: (style, text) => (stdout.isTTY === true ? styleText(style, text, { stream: stdout }) : text),
});

const render = (
  report: Report,
  { format, kpi }: Pick<ReportOptions, 'format' | 'kpi'>,
  stdout: ReportEnvironment['stdout'],
): string => {
  if (kpi === 'inl') {
    return format === 'json'
      ? `${JSON.stringify(report.inl, null, 2)}\n`
      : renderInl(report.inl, report.kpis, styleFor(stdout).width);
  }
  if (format === 'json') return renderJson(report);
  if (format === 'html') return renderHtml(report);
  return format === 'csv' ? renderCsv(report) : renderTerminal(report, styleFor(stdout));
};

const openFlowFile = (path: string | undefined): Result<FlowFile | null> =>
  path === undefined ? ok(null) : FlowFile.open(path);

/** Computes the report of logs, or of a ledger where no log is given. */
export const makeReport = async (
  logs: readonly string[],
  options: ReportOptions,
  { stderr, stdin, env }: ReportEnvironment,
): Promise<Result<Report>> => {
  if (logs.length === 0 && options.ledger === undefined) {
    return failed(permanent('name a log (`-` is standard input), or a ledger with --ledger'));
  }
  const settings = readReportSettings(options, env);
  if (!settings.ok) return settings;
  const reading = readLogOptions(options);
  if (!reading.ok) return reading;
  const flows = openFlowFile(options.flows);
  if (!flows.ok) return flows;
  const { inventory, processors, catalogue, identityKeys } = settings.value;
  const made = await (async (): Promise<Result<Report>> => {
    if (logs.length === 0) return reportFromLedgerIn(options.ledger ?? '', {}, inventory, flows.value);
    const ledger = options.ledger === undefined ? ok(null) : openLedgerIn(options.ledger, false);
    if (!ledger.ok) return ledger;
    try {
      const tracker = createTracker({ inventory, config: processors, catalogue });
      const progress = new Progress(stderr);
      return await reportFromLogs({
        logs,
        reading: reading.value,
        tracker,
        progress,
        inventory,
        identityKeys,
        catalogue,
        flows: flows.value,
        ledger: ledger.value,
        stdin,
        onNote: (note) => stderr.write(`${note}\n`),
      });
    } finally {
      ledger.value?.close();
    }
  })();
  if (!made.ok) flows.value?.discard();
  return made;
};

/** Explains one flow of logs or of a ledger. */
export const makeExplanation = async (
  target: string,
  logs: readonly string[],
  options: ReportOptions,
  { stdout, stderr, env }: ReportEnvironment,
): Promise<Result<string>> => {
  if (logs.length === 0 && options.ledger === undefined) {
    return failed(permanent('name the log in which the flow is, or a ledger with --ledger'));
  }
  const report = readReportSettings(options, env);
  if (!report.ok) return report;
  const reading = readLogOptions(options);
  if (!reading.ok) return reading;
  return explainFlow({
    target,
    logs,
    ledger: options.ledger,
    reading: reading.value,
    report: report.value,
    progress: new Progress(stderr),
    style: styleFor(stdout),
    all: options.all === true,
  });
};

/** `firstcharge report`: figures from logs or from a ledger. Findings do not make it fail. */
export const addReportCommand = (program: Command, environment: ReportEnvironment = process): void => {
  const command = program
    .command('report')
    .description('Charge Start Success, First Charge Success and the rest of it, from OCPP logs or a ledger.')
    .argument(
      '[log...]',
      'logs of any known format, plain or gzip; - is standard input; several are merged by time of receipt',
    )
    .option('--inventory <file>', 'stations, their sites, vendors and models (YAML or CSV)')
    .option('--config <file>', 'timers and thresholds, inventory and identity key of a collector')
    .addOption(
      new Option('--format <format>', 'csv has one row a station, html is one page to send on')
        .choices(['table', 'json', 'csv', 'html'])
        .default('table'),
    )
    .option('--flows <file>', 'write every flow as one line of JSON')
    .option('--ledger <directory>', 'with logs: also keep the flows there; without: report from there')
    .addOption(
      new Option('--kpi <form>', "inl: the national laboratory's equations beside ours").choices(['inl']),
    )
    .option('--why <flow>', "explain one flow: its id, STATION or STATION@TIME (the station's flow nearest)")
    .option('--all', 'with --why: every frame and all evidence');
  addLogOptions(command);
  addUptimeOptions(command);
  command.action(async (logs: readonly string[], options: ReportOptions) => {
    const stray = strayUptimeOption(options);
    if (stray !== undefined) return command.error(`--${stray} says nothing without --uptime`);
    if (options.uptime !== undefined) {
      const { stdout, env } = environment;
      const columns = stdout.columns === undefined ? {} : { columns: stdout.columns };
      const told = uptimeText(options.uptime, logs, options, { ...columns, env });
      if (!told.ok) return command.error(told.error.message);
      stdout.write(told.value);
      return undefined;
    }
    if (options.why !== undefined) {
      const explained = await makeExplanation(options.why, logs, options, environment);
      if (!explained.ok) return command.error(explained.error.message);
      environment.stdout.write(explained.value);
      return undefined;
    }
    const report = await makeReport(logs, options, environment);
    if (!report.ok) return command.error(report.error.message);
    environment.stdout.write(render(report.value, options, environment.stdout));
    return undefined;
  });
};
