import type { Report } from '../report.ts';
import { availabilitySection } from './availability-section.ts';
import { findingsSection } from './findings-section.ts';
import { failuresSection, funnelSection } from './funnel-section.ts';
import { groupSections, worstSection } from './group-sections.ts';
import { kpiSection, outcomeSection, startTimeSection } from './kpi-section.ts';
import { reliabilitySection } from './reliability-section.ts';
import type { Section } from './section.ts';
import { tableLines } from './table.ts';
import { count, counted, printable } from './words.ts';

/** How a terminal is written to. */
export interface TerminalStyle {
  /** Characters a line. */
  readonly width: number;
  /** Makes text bold or dim; gives it back as it is where there is no colour. */
  readonly paint: (style: 'bold' | 'dim', text: string) => string;
}

/** No colour, 100 columns. */
export const PLAIN: TerminalStyle = { width: 100, paint: (_, text) => text };

const day = (at: string | null): string => at?.slice(0, 16).replace('T', ' ') ?? '–';

const heading = (report: Report): string => {
  const parts = [
    counted(report.flows, 'flow'),
    ...(report.open === null ? [] : [`${count(report.open)} still open`]),
    counted(report.visits, 'visit'),
    counted(report.stations.length, 'station'),
  ];
  return `${day(report.from)} to ${day(report.to)} UTC · ${parts.join(' · ')}`;
};

const sectionLines = (
  { title, note, columns, rows }: Section,
  { width, paint }: TerminalStyle,
): readonly string[] => {
  const safe = rows.map((row) => row.map(printable));
  const [head = '', ...body] = tableLines(columns, safe, width);
  return [
    '',
    paint('bold', title),
    ...(columns.some((column) => column.title !== '') ? [paint('dim', head)] : []),
    ...body,
    ...(note === undefined ? [] : [paint('dim', note)]),
  ];
};

/** The report as tables for a terminal, lines joined by line breaks, the last one included. */
export const renderTerminal = (report: Report, style: TerminalStyle = PLAIN): string => {
  const sections = [
    kpiSection(report),
    reliabilitySection(report),
    outcomeSection(report),
    startTimeSection(report),
    funnelSection(report),
    failuresSection(report),
    worstSection(report),
    ...groupSections(report),
    availabilitySection(report),
    findingsSection(report),
  ].filter((section) => section.rows.length > 0);
  const lines = [
    `${style.paint('bold', 'Firstcharge report')} · KPI definitions ${report.kpi_version}`,
    heading(report),
    ...sections.flatMap((section) => sectionLines(section, style)),
  ];
  return `${lines.join('\n')}\n`;
};
