/**
 * Restarts and faults of stations, as evidence for exclusions: at most one of a kind a minute, so that a station in a boot loop
 * cannot fill the disk. Why somebody decided as he did about an exclusion.
 */
export const EVENTS_AND_NOTES = `
  CREATE TABLE station_event (
    station TEXT NOT NULL,
    evse INTEGER NOT NULL,
    connector INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    minute INTEGER NOT NULL,
    at INTEGER NOT NULL,
    site TEXT NOT NULL,
    PRIMARY KEY (station, evse, connector, kind, detail, minute)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX station_event_by_time ON station_event (at);
  CREATE INDEX station_event_by_site ON station_event (site, at);

  ALTER TABLE exclusion_decision ADD COLUMN note TEXT NOT NULL DEFAULT '';
`;
