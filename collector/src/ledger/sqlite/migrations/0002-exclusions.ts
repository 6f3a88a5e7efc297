/**
 * Exclusions and what was decided about them. Decisions are only ever added: who approved what, and who took it back,
 * is what an auditor asks. `evidence` is a JSON list of references.
 */
export const EXCLUSIONS = `
  CREATE TABLE exclusion (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    station TEXT,
    evse INTEGER,
    kind TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX exclusion_by_end ON exclusion (end_at);

  CREATE TABLE exclusion_decision (
    exclusion TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    PRIMARY KEY (exclusion, at, state, decided_by)
  ) STRICT, WITHOUT ROWID;
`;
