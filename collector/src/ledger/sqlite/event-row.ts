import type { Outcome } from '../../model/outcome.ts';
import { STATION_EVENT_KINDS, type StationEvent } from '../../model/station-event.ts';
import type { Values } from './insert.ts';
import { number, text, word, type Row } from './row.ts';

const MINUTE_MS = 60_000;

/** A restart or a fault as an event. */
export const eventOf = (
  outcome: Extract<Outcome, { kind: 'station_boot' | 'fault_raised' | 'fault_cleared' }>,
): StationEvent => {
  const { site, station, at } = outcome;
  return outcome.kind === 'station_boot'
    ? { site, station, at, evse: 0, connector: 0, kind: 'boot', detail: outcome.reason }
    : {
        site,
        station,
        at,
        evse: outcome.evse,
        connector: outcome.connector,
        kind: 'fault',
        detail: outcome.fault,
      };
};

/** One event as a row. */
export const eventValues = (event: StationEvent): Values => ({
  station: event.station,
  evse: event.evse,
  connector: event.connector,
  kind: event.kind,
  detail: event.detail,
  minute: Math.floor(event.at / MINUTE_MS),
  at: event.at,
  site: event.site,
});

/** One row as an event. */
export const eventOfRow = (row: Row): StationEvent => ({
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: number(row, 'evse'),
  connector: number(row, 'connector'),
  at: number(row, 'at'),
  kind: word(row, 'kind', STATION_EVENT_KINDS, 'fault'),
  detail: text(row, 'detail'),
});
