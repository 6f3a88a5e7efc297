import { CONNECTOR_STATES, type StateInterval } from '../../model/availability.ts';
import type { ConnectorPlace, LedgerQuery } from '../ledger.ts';
import type { Values } from './insert.ts';
import { number, text, word, type Row } from './row.ts';

/** What tells one interval from another. */
export const INTERVAL_KEY = ['station', 'evse', 'connector', 'start_at'] as const;

/** One interval as a row; `knownAt` is the stream's time of its outcome. */
export const intervalValues = (interval: StateInterval, knownAt: number): Values => ({
  station: interval.station,
  evse: interval.evse,
  connector: interval.connector,
  start_at: interval.start,
  end_at: interval.end,
  site: interval.site,
  state: interval.state,
  known_at: knownAt,
});

/** One row as an interval, cut to the query. */
export const intervalOf = (row: Row, query: LedgerQuery): StateInterval => ({
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: number(row, 'evse'),
  connector: number(row, 'connector'),
  state: word(row, 'state', CONNECTOR_STATES, 'unknown'),
  start: Math.max(number(row, 'start_at'), query.from ?? -Infinity),
  end: Math.min(number(row, 'end_at'), query.to ?? Infinity),
});

/** Connectors with intervals. SQLite takes the bare column from the row of the maximum (lang_select.html §2.5). */
export const CONNECTORS = `SELECT station, evse, connector, site, MAX(start_at) FROM interval
  GROUP BY station, evse, connector ORDER BY station, evse, connector`;

/** One row of `CONNECTORS`. */
export const connectorOf = (row: Row): ConnectorPlace => ({
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: number(row, 'evse'),
  connector: number(row, 'connector'),
});
