/**
 * Reliability Indexes of the past, one a day and scope, with the version of their formula. They are kept longer than the flows they
 * were made from. `score`, `low` and `high` are NULL where there were too few attempts.
 */
export const SCORECARDS = `
  CREATE TABLE scorecard (
    until_at INTEGER NOT NULL,
    level TEXT NOT NULL,
    site TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    firmware TEXT NOT NULL,
    station TEXT NOT NULL,
    days INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    score REAL,
    low REAL,
    high REAL,
    parts TEXT NOT NULL,
    formula TEXT NOT NULL,
    PRIMARY KEY (until_at, level, site, vendor, model, firmware, station)
  ) STRICT, WITHOUT ROWID;
`;
