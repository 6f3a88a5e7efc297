import type { SQLOutputValue } from 'node:sqlite';
import { CONNECTOR_STATES } from '../../../model/availability.ts';
import { VISIT_RESULTS } from '../../../model/visit.ts';
import type { FigureColumns } from '../../figures/figure-columns.ts';
import { placeNumber } from '../../figures/flow-columns.ts';
import { originNumber } from './flow-loader.ts';

/** What is read of a visit, in the order of `putVisit`. */
export const VISIT_FIGURES = `SELECT id, start_at, station, site, vendor, model, firmware, evse, connector,
  json_array_length(flows), result, charged FROM visit`;

const orNull = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Puts one row of `VISIT_FIGURES` into the columns; one that is there already is overwritten. */
export const putVisit = (figures: FigureColumns, row: readonly SQLOutputValue[]): void => {
  const index = figures.visits.numberOf(String(row[0]));
  const { columns } = figures.visits.table;
  columns.start[index] = Number(row[1]);
  columns.origin[index] = originNumber(figures, row, 'visit');
  columns.place[index] = placeNumber(orNull(row[7]), orNull(row[8]));
  columns.attempts[index] = Number(row[9]);
  columns.result[index] = VISIT_RESULTS.findIndex((name) => name === row[10]) + 1;
  columns.charged[index] = Number(row[11]);
};

/** What is read of an interval, in the order of `putInterval`. */
export const INTERVAL_FIGURES =
  'SELECT station, evse, connector, start_at, end_at, site, state, known_at FROM interval';

/** Adds one row of `INTERVAL_FIGURES`, unless it is not new: an interval never changes. */
export const putInterval = (
  { states }: FigureColumns,
  row: readonly SQLOutputValue[],
  isNew: (connector: number, start: number, knownAt: number) => boolean,
): void => {
  const start = Number(row[3]);
  const site = String(row[5]);
  const number = states.connectors.numberOf(`${String(row[1])}:${String(row[2])}@${String(row[0])}`, () => ({
    ...{ station: String(row[0]), evse: Number(row[1]), connector: Number(row[2]) },
    ...{ site, latest: -Infinity, newest: 0 },
  }));
  if (!isNew(number, start, Number(row[7]))) return;
  const place = states.connectors.values[number];
  if (place && start >= place.latest) {
    place.latest = start;
    place.site = site;
  }
  const code = CONNECTOR_STATES.findIndex((name) => name === row[6]);
  const state = code < 0 ? CONNECTOR_STATES.indexOf('unknown') : code;
  states.add({ start, end: Number(row[4]), connector: number, state });
};
