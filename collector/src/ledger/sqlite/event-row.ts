import type { Outcome } from '../../model/outcome.ts';
import { STATION_EVENT_KINDS, type StationEvent } from '../../model/station-event.ts';
import type { Values } from './insert.ts';
import { number, text, word, type Row } from './row.ts';

const MINUTE_MS = 60_000;

/** What happened at a station, to a link or to the grid as an event. */
export const eventOf = (
  outcome: Extract<
    Outcome,
    { kind: 'station_boot' | 'station_firmware' | 'site_event' | 'fault_raised' | 'fault_cleared' }
  >,
): StationEvent => {
  const { site, at } = outcome;
  const whole = { site, evse: 0, connector: 0 };
  if (outcome.kind === 'site_event')
    return {
      ...whole,
      station: outcome.subject,
      at: outcome.since,
      kind: outcome.event,
      detail: outcome.detail,
    };
  const { station } = outcome;
  if (outcome.kind === 'station_firmware')
    return { ...whole, station, at, kind: 'firmware', detail: outcome.status };
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
