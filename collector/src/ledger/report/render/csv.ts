import { FLOW_OUTCOMES } from '../../../model/flow.ts';
import type { Kpi } from '../../../model/kpi.ts';
import type { Report, ShareKpi, StationFigures } from '../report.ts';

type Cell = string | number | boolean | null;
type Column = readonly [name: string, of: (station: StationFigures) => Cell];

const share = (name: string, of: (station: StationFigures) => Kpi): readonly Column[] => [
  [`${name}_numerator`, (station) => of(station).numerator],
  [`${name}_denominator`, (station) => of(station).denominator],
  [name, (station) => of(station).ratio],
];

const shareWithInterval = (name: string, of: (station: StationFigures) => ShareKpi): readonly Column[] => [
  ...share(name, of),
  [`${name}_low`, (station) => of(station).low],
  [`${name}_high`, (station) => of(station).high],
];

const COLUMNS: readonly Column[] = [
  ['site', (station) => station.site],
  ['station', (station) => station.station],
  ['vendor', (station) => station.vendor],
  ['model', (station) => station.model],
  ['firmware', (station) => station.firmware],
  ['flows', (station) => station.flows],
  ['visits', (station) => station.visits],
  ...FLOW_OUTCOMES.map((outcome): Column => [outcome, (station) => station.outcomes[outcome]]),
  ['charges_lost', (station) => station.charges_lost],
  ['too_few', (station) => station.too_few],
  ['commonest_reason', (station) => station.commonest_reason],
  ...shareWithInterval('first_charge_success', (station) => station.kpis.first_charge_success),
  ...shareWithInterval('visit_success', (station) => station.kpis.visit_success),
  ...shareWithInterval('charge_start_success', (station) => station.kpis.charge_start_success),
  ...shareWithInterval('charge_end_success', (station) => station.kpis.charge_end_success),
  ...shareWithInterval('session_success', (station) => station.kpis.session_success),
  ...shareWithInterval('non_charge_visits', (station) => station.kpis.non_charge_visits),
  ...share('attempts_per_visit', (station) => station.kpis.attempts_per_visit),
  ...share('port_uptime', (station) => station.port_uptime),
];

/** A text that a spreadsheet would take for a formula (CWE-1236). */
const FORMULA = /^[=+\-@\t\r]/;

const cellText = (cell: Cell): string => {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The stations of a report as CSV (RFC 4180 with a header, lines ended by CRLF); what was not counted is empty. */
export const renderCsv = (report: Report): string => {
  const header = ['kpi_version', ...COLUMNS.map(([name]) => name)];
  const rows = report.stations.map((station) => [
    report.kpi_version,
    ...COLUMNS.map(([, of]) => of(station)),
  ]);
  return [header, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
};
