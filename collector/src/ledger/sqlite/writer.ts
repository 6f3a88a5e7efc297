import type { DatabaseSync } from 'node:sqlite';
import type { Outcome } from '../../model/outcome.ts';
import { amendmentValues } from './amendment-row.ts';
import { CAPABILITY_KEY, capabilityValues } from './capability-row.ts';
import { eventOf, eventValues } from './event-row.ts';
import { flowValues } from './flow-row.ts';
import { insertOnce, upsert } from './insert.ts';
import { INTERVAL_KEY, intervalValues } from './interval-row.ts';
import { visitValues } from './visit-row.ts';

/** Writes one outcome with statements prepared once; throws SQLite's errors. */
export const createWriter = (database: DatabaseSync): ((outcome: Outcome) => void) => {
  const settle = insertOnce(database, 'flow');
  const amend = upsert(database, 'flow', ['id']);
  const note = insertOnce(database, 'amendment');
  const visit = upsert(database, 'visit', ['id']);
  const interval = upsert(database, 'interval', INTERVAL_KEY);

  const event = insertOnce(database, 'station_event');
  const capability = upsert(database, 'capability', CAPABILITY_KEY);

  return (outcome) => {
    switch (outcome.kind) {
      case 'flow_settled':
        // Once only: replayed after an amendment, it must not bring the old verdict back.
        settle(flowValues(outcome.flow, outcome.at));
        return;
      case 'flow_amended':
        if (note(amendmentValues(outcome))) amend(flowValues(outcome.amended, outcome.at));
        return;
      case 'visit_ended':
      case 'visit_amended':
        visit(visitValues(outcome.visit, outcome.at));
        return;
      case 'interval_ended':
        interval(intervalValues(outcome.interval, outcome.at));
        return;
      case 'capability':
        capability(capabilityValues(outcome.stretch, outcome.at));
        return;
      case 'station_boot':
      case 'station_firmware':
      case 'site_event':
      case 'fault_raised':
        event(eventValues(eventOf(outcome)));
        return;
      default:
        return;
    }
  };
};
