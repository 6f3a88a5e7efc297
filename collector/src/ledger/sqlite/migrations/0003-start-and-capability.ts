/**
 * How an attempt began and when it reported Charging (INL's equations), the limit it was under; stretches in which a port was
 * not capable, `end_at` null while they last. `evidence` is a JSON list of flow ids.
 */
export const START_AND_CAPABILITY = `
  ALTER TABLE flow ADD COLUMN start_mode TEXT;
  ALTER TABLE flow ADD COLUMN attempted_at INTEGER;
  ALTER TABLE flow ADD COLUMN charging_reported_at INTEGER;
  ALTER TABLE flow ADD COLUMN limit_w REAL;

  CREATE TABLE capability (
    station TEXT NOT NULL,
    evse INTEGER NOT NULL,
    connector INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER,
    site TEXT NOT NULL,
    cause TEXT NOT NULL,
    evidence TEXT NOT NULL,
    vehicles INTEGER NOT NULL,
    proof TEXT,
    known_at INTEGER NOT NULL,
    PRIMARY KEY (station, evse, connector, start_at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX capability_by_end ON capability (end_at);
`;
