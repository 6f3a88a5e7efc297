import { tableLines } from '../report/render/table.ts';
import type { PortFigures, UptimeReport, WindowFigures } from './uptime-report.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(2)} %`);
const hours = (minutes: number): string => `${(minutes / 60).toFixed(1)} h`;
const right = (title: string) => ({ title, align: 'right' as const });

const bounds = ({
  uptime_if_unobserved_was_down: low,
  uptime_if_unobserved_was_up: high,
}: WindowFigures): string => (low === high ? '' : `${percent(low)} – ${percent(high)}`);

const rowsOf = (port: PortFigures): readonly (readonly string[])[] =>
  port.months.map(({ month, window, ...figures }) => [
    ...[port.port_id, port.site, month, percent(figures.uptime)],
    ...[hours(figures.t_outage_minutes), hours(figures.t_excluded_minutes), percent(figures.coverage)],
    ...[percent(window.uptime), bounds(window), port.applies === false ? 'n/a' : window.meets_requirement],
  ]);

/** The report as text of about `width` characters a line, with a line break at the end. */
export const renderUptimeTable = (report: UptimeReport, width = 120): string => {
  const { network, required } = report;
  const over = report.window === 'calendar_year' ? 'year to date' : '12 months';
  const asked = `${required.strictly ? 'above' : 'at least'} ${percent(required.share)}`;
  const verdicts = network.ports_by_verdict;
  const estimate = report.estimate === null ? '' : ' (estimate)';
  return [
    `${report.name} (${report.source}): ${asked} of ${report.average_of === 'port' ? 'each port' : 'the network'}`,
    '',
    ...tableLines(
      [
        ...[{ title: 'port', whole: true }, { title: 'site' }, { title: 'month', whole: true }],
        ...[right('uptime'), right('T_outage'), right('T_excluded'), right('coverage')],
        ...[right(over), right('if unobserved was down – up'), { title: 'met', whole: true }],
      ],
      report.ports.flatMap(rowsOf),
      width,
    ),
    '',
    `All ${network.ports} ports that it applies to${estimate}: ${percent(network.uptime)} over the ${over}, ` +
      `coverage ${percent(network.coverage)}; ` +
      (report.average_of === 'network'
        ? `requirement met: ${network.meets_requirement}`
        : `requirement met by ${verdicts.yes}, not by ${verdicts.no}, open for ${verdicts.open}`),
    ...(network.ports_not_classified > 0
      ? [`${network.ports_not_classified} ports left out: their current or rated power is not known`]
      : []),
    '',
    ...report.notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
};
