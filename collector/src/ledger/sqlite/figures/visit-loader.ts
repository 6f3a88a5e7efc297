import type { SQLOutputValue } from 'node:sqlite';
import { CONNECTOR_STATES } from '../../../model/availability.ts';
import { VISIT_RESULTS } from '../../../model/visit.ts';
import type { FigureColumns } from '../../figures/figure-columns.ts';
import { placeNumber } from '../../figures/flow-columns.ts';

/** What is read of a visit, in the order of `putVisit`. */
export const VISIT_FIGURES = `SELECT id, start_at, station, site, vendor, model, firmware, evse, connector,
  json_array_length(flows), result, charged FROM visit`;

const orNull = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Puts one row of `VISIT_FIGURES` into the columns; one that is there already is overwritten. */
export const putVisit = ({ flows, visits }: FigureColumns, row: readonly SQLOutputValue[]): void => {
  const [id, start, station, site, vendor, model, firmware, evse, connector, attempts, result, charged] = row;
  const index = visits.numberOf(String(id));
  const { columns } = visits.table;
  const key = `${String(station)}\u0000${String(site)}\u0000${String(vendor)}\u0000${String(model)}\u0000${String(firmware)}`;
  columns.start[index] = Number(start);
  columns.origin[index] = flows.origins.numberOf(key, () => ({
    ...{ station: String(station), site: String(site), vendor: String(vendor) },
    ...{ model: String(model), firmware: String(firmware) },
  }));
  columns.place[index] = placeNumber(orNull(evse), orNull(connector));
  columns.attempts[index] = Number(attempts);
  columns.result[index] = VISIT_RESULTS.findIndex((name) => name === result) + 1;
  columns.charged[index] = Number(charged);
};

/** What is read of an interval, in the order of `putInterval`. */
export const INTERVAL_FIGURES =
  'SELECT station, evse, connector, start_at, end_at, site, state, known_at FROM interval';

/** Adds one row of `INTERVAL_FIGURES`, unless it is not new: an interval never changes. */
export const putInterval = (
  { states }: FigureColumns,
  row: readonly SQLOutputValue[],
  isNew: (key: string, knownAt: number) => boolean,
): void => {
  const [station, evse, connector, start, end, site, state, knownAt] = row;
  const number = states.connectors.numberOf(
    `${String(evse)}:${String(connector)}@${String(station)}`,
    () => ({
      ...{ station: String(station), evse: Number(evse), connector: Number(connector) },
      ...{ site: String(site), latest: -Infinity },
    }),
  );
  if (!isNew(`${number}:${String(start)}`, Number(knownAt))) return;
  const place = states.connectors.values[number];
  if (place && Number(start) >= place.latest) {
    place.latest = Number(start);
    place.site = String(site);
  }
  const index = states.table.add();
  const { columns } = states.table;
  columns.connector[index] = number;
  columns.start[index] = Number(start);
  columns.end[index] = Number(end);
  const code = CONNECTOR_STATES.findIndex((name) => name === state);
  columns.state[index] = code < 0 ? CONNECTOR_STATES.indexOf('unknown') : code;
};
