import { breakdownFigures, byClock } from './breakdown.ts';
import type { FigureColumns } from './figure-columns.ts';
import type { FlowFilter } from './figure-filter.ts';
import { select } from './selection.ts';
import { talliesOf } from './tallies.ts';

/** Attempts of one hour of the day, and how many of them came to no good end (as Session Success counts). */
export interface HeatmapHour {
  readonly hour: number;
  readonly attempts: number;
  readonly failed: number;
}

/** A site, with every hour of the day. */
export interface HeatmapRow {
  readonly site: string;
  readonly hours: readonly HeatmapHour[];
}

/** How many sites, and on which clock. */
export interface HeatmapQuery {
  readonly limit: number;
  readonly timeZone: string;
}

const HOURS = 24;

/** The sites that lost most charges, as a breakdown ranks them, hour by hour of the day. */
export const heatmapFigures = (
  columns: FigureColumns,
  filter: FlowFilter,
  { limit, timeZone }: HeatmapQuery,
): readonly HeatmapRow[] => {
  const worst = breakdownFigures(columns, filter, { by: 'site', rank: 'charges_lost', limit, timeZone });
  const sites = worst.items.map(({ key }) => key);
  if (sites.length === 0) return [];
  const selection = select(columns, { ...filter, site: sites });
  const { flows, visits } = columns;
  const clock = byClock(columns, 'hour', timeZone);
  const rowOf = Uint32Array.from(flows.origins.values, ({ site }) => Math.max(0, sites.indexOf(site)));
  const flow = flows.table.columns;
  const visit = visits.table.columns;
  const tallies = talliesOf(columns, selection, {
    size: sites.length * HOURS,
    flow: (index) => (rowOf[flow.origin[index] ?? 0] ?? 0) * HOURS + clock.flow(index),
    visit: (index) => (rowOf[visit.origin[index] ?? 0] ?? 0) * HOURS + clock.visit(index),
  });
  return sites.map((site, row) => ({
    site,
    hours: tallies.slice(row * HOURS, (row + 1) * HOURS).map((tally, hour) => {
      const { numerator, denominator } = tally.figures().kpis.session_success;
      return { hour, attempts: denominator, failed: denominator - numerator };
    }),
  }));
};
