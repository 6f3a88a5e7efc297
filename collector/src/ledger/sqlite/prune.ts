import type { DatabaseSync } from 'node:sqlite';
import type { Pruned, RetentionPolicy } from '../ledger.ts';

const DAY_MS = 86_400_000;

/** Deletes what ended before the policy's horizon; throws SQLite's errors. The caller holds the transaction. */
export const prune = (database: DatabaseSync, now: number, policy: RetentionPolicy): Pruned => {
  const remove = (statement: string, before: number): number =>
    Number(database.prepare(statement).run(before).changes);
  const flowsBefore = now - policy.flowDays * DAY_MS;
  const intervalsBefore = now - policy.intervalDays * DAY_MS;
  remove('DELETE FROM amendment WHERE flow IN (SELECT id FROM flow WHERE end_at < ?)', flowsBefore);
  return {
    flows: remove('DELETE FROM flow WHERE end_at < ?', flowsBefore),
    visits: remove('DELETE FROM visit WHERE end_at < ?', flowsBefore),
    capability: remove('DELETE FROM capability WHERE end_at < ?', intervalsBefore),
    events: remove('DELETE FROM station_event WHERE at < ?', intervalsBefore),
    exclusions: pruneExclusions(remove, intervalsBefore),
    scorecards: remove('DELETE FROM scorecard WHERE until_at < ?', intervalsBefore),
    intervals: remove('DELETE FROM interval WHERE end_at < ?', intervalsBefore),
  };
};

const pruneExclusions = (remove: (statement: string, before: number) => number, before: number): number => {
  remove(
    'DELETE FROM exclusion_decision WHERE exclusion IN (SELECT id FROM exclusion WHERE end_at < ?)',
    before,
  );
  return remove('DELETE FROM exclusion WHERE end_at < ?', before);
};
