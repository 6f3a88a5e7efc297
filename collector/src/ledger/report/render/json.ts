import type { Report } from '../report.ts';

/** The report as JSON, indented, with a line break at the end. */
export const renderJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
