import type { DatabaseSync } from 'node:sqlite';
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

// With the start in it SQLite goes to behind the last interval; without, it would pass over each of them.
const NEXT = `SELECT station, evse, connector FROM interval
  WHERE (station, evse, connector, start_at) > (?, ?, ?, 9e18)
  ORDER BY station, evse, connector, start_at LIMIT 1`;
const LATEST_SITE = `SELECT site FROM interval
  WHERE station = ? AND evse = ? AND connector = ? ORDER BY start_at DESC LIMIT 1`;

/**
 * Connectors with intervals, in order, at the site of their latest one. Looked up one after the other: going through the
 * intervals of years would hold up for many seconds whoever asks, and that may be the process that tracks.
 */
export function* selectConnectors(database: DatabaseSync): Iterable<ConnectorPlace> {
  const next = database.prepare(NEXT);
  const latest = database.prepare(LATEST_SITE);
  for (let row = next.get('', -1, -1); row;) {
    const [station, evse, connector] = [text(row, 'station'), number(row, 'evse'), number(row, 'connector')];
    yield { site: text(latest.get(station, evse, connector) ?? {}, 'site'), station, evse, connector };
    row = next.get(station, evse, connector);
  }
}
