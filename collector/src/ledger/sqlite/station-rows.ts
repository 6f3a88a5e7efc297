import type { DatabaseSync } from 'node:sqlite';
import { CONNECTOR_STATES, type ConnectorState, type StateInterval } from '../../model/availability.ts';
import type { IncapableStretch } from '../../model/capability.ts';
import type { StationEvent } from '../../model/station-event.ts';
import { capabilityOf } from './capability-row.ts';
import { eventOfRow } from './event-row.ts';
import { intervalOf } from './interval-row.ts';
import { number, text, word } from './row.ts';

/** The last state of a connector that has ended, and until when, ms. */
export interface LastState {
  readonly state: ConnectorState;
  readonly until: number;
}

/** One connector of a station. */
export interface ConnectorId {
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
}

export const lastState = (
  database: DatabaseSync,
  { station, evse, connector }: ConnectorId,
): LastState | null => {
  const row = database
    .prepare(
      'SELECT state, end_at FROM interval WHERE station = ? AND evse = ? AND connector = ? ORDER BY start_at DESC LIMIT 1',
    )
    .get(station, evse, connector);
  return row
    ? { state: word(row, 'state', CONNECTOR_STATES, 'unknown'), until: number(row, 'end_at') }
    : null;
};

/** Stretches of a station that last. */
export const lastingStretches = (database: DatabaseSync, station: string): readonly IncapableStretch[] =>
  database
    .prepare('SELECT * FROM capability WHERE station = ? AND end_at IS NULL ORDER BY start_at')
    .all(station)
    .map(capabilityOf);

/** Which firmware the flows of a station had. Times in ms. */
export interface FirmwareUse {
  readonly firmware: string;
  readonly first: number;
  readonly last: number;
  readonly flows: number;
}

/** The newest first. */
export const firmwareHistory = (database: DatabaseSync, station: string): readonly FirmwareUse[] =>
  database
    .prepare(
      'SELECT firmware, MIN(start_at) AS first, MAX(start_at) AS last, COUNT(*) AS flows FROM flow WHERE station = ? GROUP BY firmware ORDER BY last DESC',
    )
    .all(station)
    .map((row) => ({
      ...{ firmware: text(row, 'firmware'), first: number(row, 'first') },
      ...{ last: number(row, 'last'), flows: number(row, 'flows') },
    }));

/** Restarts, faults and firmware updates of a station within a time, the newest first, at most `limit`. */
export const stationEvents = (
  database: DatabaseSync,
  station: string,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): readonly StationEvent[] =>
  database
    .prepare('SELECT * FROM station_event WHERE station = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?')
    .all(station, from, to, limit)
    .map(eventOfRow);

/** A stretch of time of a station, or of one of its EVSEs or connectors. */
export interface IntervalQuery {
  readonly station: string;
  readonly evse?: number;
  readonly connector?: number;
  readonly from: number;
  readonly to: number;
}

/** What tells an interval of a station from others, in their order. */
export interface IntervalPosition {
  readonly start: number;
  readonly evse: number;
  readonly connector: number;
}

/** Intervals that overlap the query, cut to it, in order of start, at most `limit` of them, after a position. */
export const intervalPage = (
  database: DatabaseSync,
  query: IntervalQuery,
  limit: number,
  after: IntervalPosition | null,
): readonly StateInterval[] => {
  const { station, evse, connector, from, to } = query;
  const rows = database.prepare(`SELECT * FROM interval
    WHERE station = :station AND end_at > :from AND start_at < :to
      AND (:evse IS NULL OR evse = :evse) AND (:connector IS NULL OR connector = :connector)
      AND (start_at, evse, connector) > (:start, :lastEvse, :lastConnector)
    ORDER BY start_at, evse, connector LIMIT :limit`);
  const position = after ?? { start: -Infinity, evse: -1, connector: -1 };
  return rows
    .all({
      ...{ station, from, to, limit, evse: evse ?? null, connector: connector ?? null },
      ...{ start: position.start, lastEvse: position.evse, lastConnector: position.connector },
    })
    .map((row) => intervalOf(row, {}));
};
