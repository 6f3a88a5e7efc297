import { DatabaseSync } from 'node:sqlite';
import type { Stretch } from './by-hand.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

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

/** Some days between two such moments, the later of them two days before `now` (ms): by then everything is settled. */
export const quietStretch = (ledger: string, now: number, days: number): Stretch => {
  const to = quietMoment(ledger, now - 2 * DAY_MS);
  return { from: quietMoment(ledger, to - days * DAY_MS), to };
};
