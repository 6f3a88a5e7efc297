import type { FlowEvent, Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import { codesOf, type ErrorCodes } from '../../error-codes.ts';
import type { StationState } from '../station-state.ts';
import { mostFaults, onCodes, onEnergy, onProblem } from './faults.ts';

/** Faults that a signal raises or clears. */
export function faultOutcomes(
  state: StationState,
  codes: ErrorCodes,
  signal: Signal,
  now: number,
  source = 'ocpp',
): Outcome[] {
  if (signal.kind !== 'status' && signal.kind !== 'problem') return [];
  const { evse } = signal;
  const connector = evse === 0 ? 0 : Math.max(1, signal.connector);
  const most = mostFaults(state.availability.connectors.size);
  const told = { at: now, source };
  const changes =
    signal.kind === 'status'
      ? onCodes(state.faults, codes, evse, connector, codesOf(signal), told, most)
      : onProblem(state.faults, codes, evse, connector, signal.code, signal.active, told, most);
  const place = { at: now, site: state.equipment.site, station: state.id };
  return changes.map((change) => ({ ...place, ...change }));
}

/** Faults that charges prove to be over. */
export function provenOver(state: StationState, events: readonly FlowEvent[], now: number): Outcome[] {
  const place = { at: now, site: state.equipment.site, station: state.id };
  return events.flatMap((event) => {
    if (event.kind !== 'energy_reached' || event.evse === null) return [];
    return onEnergy(state.faults, event.evse, Math.max(1, event.connector ?? 1), event.at).map((change) => ({
      ...place,
      ...change,
    }));
  });
}
