import { EXCLUSION_KINDS } from '../../model/exclusion.ts';
import type { ExcludedKind } from '../../model/uptime.ts';
import { csvText, type CsvCell } from '../csv-text.ts';
import type { PortFigures, UptimeFigures, UptimeReport } from './uptime-report.ts';

/** What a row of the CSV is about. */
export const CSV_ROWS = ['ports', 'outages', 'sessions'] as const;
export type CsvRows = (typeof CSV_ROWS)[number];

const KINDS: readonly ExcludedKind[] = ['closed_hours', ...EXCLUSION_KINDS];
const PLACE = ['programme', 'uptime_version', 'site', 'station', 'port_id'] as const;

const placeOf = (report: UptimeReport, port: PortFigures): readonly CsvCell[] => [
  ...[report.programme, report.uptime_version, port.site, port.station, port.port_id],
];

const FIGURES = [
  ...['t_minutes', 'observed_minutes', 'coverage', 't_outage_minutes', 't_excluded_minutes'],
  ...KINDS.map((kind) => `excluded_${kind}_minutes`),
  ...['uptime', 'uptime_if_unobserved_was_up', 'uptime_if_unobserved_was_down'],
] as const;

const figuresOf = (figures: UptimeFigures): readonly CsvCell[] => [
  ...[figures.t_minutes, figures.observed_minutes, figures.coverage],
  ...[figures.t_outage_minutes, figures.t_excluded_minutes],
  ...KINDS.map((kind) => figures.excluded_minutes[kind] ?? 0),
  ...[figures.uptime, figures.uptime_if_unobserved_was_up, figures.uptime_if_unobserved_was_down],
];

const portRows = (report: UptimeReport): readonly (readonly CsvCell[])[] => [
  [
    ...PLACE,
    ...['month', 'applies', 'power_type', 'rated_w'],
    ...FIGURES,
    ...['window_from', 'window_to', 'meets_requirement', ...FIGURES.map((name) => `window_${name}`)],
  ],
  ...report.ports.flatMap((port) =>
    port.months.map((month) => [
      ...placeOf(report, port),
      ...[month.month, port.applies, port.power_type, port.rated_w],
      ...figuresOf(month),
      ...[month.window.from, month.window.to, month.window.meets_requirement, ...figuresOf(month.window)],
    ]),
  ),
];

const outageRows = (report: UptimeReport): readonly (readonly CsvCell[])[] => [
  [...PLACE, 'from', 'to', 'minutes', 'states', ...KINDS.map((kind) => `excluded_${kind}_minutes`)],
  ...report.ports.flatMap((port) =>
    port.outages.map(({ from, to, minutes, states, excluded_minutes }) => [
      ...placeOf(report, port),
      ...[from, to, minutes, states.join(' ')],
      ...KINDS.map((kind) => excluded_minutes[kind] ?? 0),
    ]),
  ),
];

const sessionRows = (report: UptimeReport): readonly (readonly CsvCell[])[] => [
  [
    ...PLACE,
    ...['start', 'end', 'outcome', 'reason', 'error_codes', 'energy_kwh', 'peak_kw', 'payment_method'],
  ],
  ...report.ports.flatMap((port) =>
    (port.sessions ?? []).map((session) => [
      ...placeOf(report, port),
      ...[session.start, session.end, session.outcome, session.reason, session.error_codes.join(' ')],
      ...[session.energy_kwh, session.peak_kw, session.payment_method],
    ]),
  ),
];

const ROWS = { ports: portRows, outages: outageRows, sessions: sessionRows } as const;

/** The report as CSV with a header: a row a port and month, an outage, or a session. */
export const renderUptimeCsv = (report: UptimeReport, rows: CsvRows): string => csvText(ROWS[rows](report));
