import type { Outcome } from '../../../model/outcome.ts';
import { settle } from '../availability/availability.ts';
import { connectorOutcomes } from '../availability/outcomes.ts';
import type { StationState } from '../station-state.ts';
import type { ContactChange } from './contact.ts';

/** Changes of contact in the words of the outcomes, with what they do to the connectors. */
export function contactOutcomes(
  state: StationState,
  changes: readonly ContactChange[],
  now: number,
): Outcome[] {
  const { site } = state.equipment;
  const about = { at: now, site, station: state.id };
  return changes.flatMap((change): Outcome[] => {
    if (change.kind === 'connect') return [{ kind: 'station_connect', ...about }];
    if (change.kind === 'disconnect')
      return [{ kind: 'station_disconnect', ...about, reason: change.reason }];
    const contact: Outcome = {
      kind: 'station_contact',
      ...about,
      connected: change.connected,
      inService: true,
    };
    return [contact, ...connectorOutcomes(state, settle(state.availability, now, change.connected))];
  });
}
