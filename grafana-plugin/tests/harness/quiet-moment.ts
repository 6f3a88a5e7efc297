import { DatabaseSync } from 'node:sqlite';

const HOUR_MS = 3_600_000;

/**
 * The latest full hour before `before` (ms) at which no flow and no visit was open: the ledger counts them when they begin, counters when
 * they are settled, and only there both have counted the same. Throws where there is none.
 */
export const quietMoment = (ledger: string, before: number): number => {
  const database = new DatabaseSync(ledger, { readOnly: true });
  try {
    const open = database.prepare(
      `SELECT (SELECT COUNT(*) FROM flow WHERE start_at < :at AND known_at > :at)
        + (SELECT COUNT(*) FROM visit WHERE start_at < :at AND known_at > :at) AS open`,
    );
    const first = Number(database.prepare('SELECT MIN(start_at) AS at FROM flow').get()?.['at']);
    for (let at = Math.floor(before / HOUR_MS) * HOUR_MS; at > first; at -= HOUR_MS)
      if (open.get({ at })?.['open'] === 0) return at;
    throw new Error('no quiet moment');
  } finally {
    database.close();
  }
};
