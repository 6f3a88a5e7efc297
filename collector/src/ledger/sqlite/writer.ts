import type { DatabaseSync } from 'node:sqlite';
import type { Outcome } from '../../model/outcome.ts';
import { AMENDMENT_COLUMNS, amendmentValues } from './amendment-row.ts';
import { FLOW_COLUMNS, flowValues } from './flow-row.ts';
import { insertOnce, upsert } from './insert.ts';
import { INTERVAL_COLUMNS, INTERVAL_KEY, intervalValues } from './interval-row.ts';
import { VISIT_COLUMNS, visitValues } from './visit-row.ts';

/** Writes one outcome with statements prepared once; throws SQLite's errors. */
export const createWriter = (database: DatabaseSync): ((outcome: Outcome) => void) => {
  const settle = database.prepare(insertOnce('flow', FLOW_COLUMNS));
  const amend = database.prepare(upsert('flow', FLOW_COLUMNS, ['id']));
  const note = database.prepare(insertOnce('amendment', AMENDMENT_COLUMNS));
  const visit = database.prepare(upsert('visit', VISIT_COLUMNS, ['id']));
  const interval = database.prepare(upsert('interval', INTERVAL_COLUMNS, INTERVAL_KEY));

  return (outcome) => {
    switch (outcome.kind) {
      case 'flow_settled':
        // Once only: replayed after an amendment, it must not bring the old verdict back.
        settle.run(flowValues(outcome.flow, outcome.at));
        return;
      case 'flow_amended':
        if (note.run(amendmentValues(outcome)).changes > 0)
          amend.run(flowValues(outcome.amended, outcome.at));
        return;
      case 'visit_ended':
        visit.run(visitValues(outcome.visit, outcome.at));
        return;
      case 'interval_ended':
        interval.run(intervalValues(outcome.interval, outcome.at));
        return;
      default:
        return;
    }
  };
};
