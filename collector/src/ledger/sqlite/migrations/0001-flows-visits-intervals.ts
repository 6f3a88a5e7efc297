/**
 * The first schema. Times are ms since the epoch; lists are JSON; booleans 0 or 1. `known_at` is the stream's time of
 * the outcome that wrote the row: an older one, replayed, never overwrites it.
 */
export const FLOWS_VISITS_INTERVALS = `
  CREATE TABLE flow (
    id TEXT PRIMARY KEY,
    trace_id TEXT NOT NULL,
    site TEXT NOT NULL,
    station TEXT NOT NULL,
    evse INTEGER,
    connector INTEGER,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    firmware TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    received_end INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    failed_stage TEXT,
    reason TEXT,
    attribution TEXT,
    stages TEXT NOT NULL,
    evidence TEXT NOT NULL,
    identity TEXT,
    power_type TEXT,
    rated_w REAL,
    energy_wh REAL NOT NULL,
    peak_w REAL,
    payment_method TEXT,
    error_codes TEXT NOT NULL,
    reached_energy INTEGER NOT NULL,
    valid_stop INTEGER NOT NULL,
    recovered INTEGER NOT NULL,
    offline INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    machine_start_seconds REAL,
    driver_start_seconds REAL,
    power_ratio REAL,
    clock_suspect INTEGER NOT NULL,
    visit TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    late INTEGER NOT NULL,
    known_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX flow_by_start ON flow (start_at, id);
  CREATE INDEX flow_by_station ON flow (station, start_at);
  CREATE INDEX flow_by_site ON flow (site, start_at);
  CREATE INDEX flow_by_end ON flow (end_at);

  CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    station TEXT NOT NULL,
    evse INTEGER,
    connector INTEGER,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    firmware TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    result TEXT NOT NULL,
    flows TEXT NOT NULL,
    charged INTEGER NOT NULL,
    hop INTEGER NOT NULL,
    known_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX visit_by_start ON visit (start_at, id);
  CREATE INDEX visit_by_station ON visit (station, start_at);
  CREATE INDEX visit_by_site ON visit (site, start_at);
  CREATE INDEX visit_by_end ON visit (end_at);

  CREATE TABLE interval (
    station TEXT NOT NULL,
    evse INTEGER NOT NULL,
    connector INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    site TEXT NOT NULL,
    state TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    PRIMARY KEY (station, evse, connector, start_at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX interval_by_end ON interval (end_at);
  CREATE INDEX interval_by_site ON interval (site, end_at);

  CREATE TABLE amendment (
    flow TEXT NOT NULL,
    at INTEGER NOT NULL,
    from_outcome TEXT NOT NULL,
    to_outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    site TEXT NOT NULL,
    station TEXT NOT NULL,
    PRIMARY KEY (flow, at, from_outcome, to_outcome)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX amendment_by_time ON amendment (at);
`;
