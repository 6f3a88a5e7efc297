import type { Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import { codesOf, type ErrorCodes } from '../../error-codes.ts';
import type { StationState } from '../station-state.ts';
import { mostFaults, onCodes, onProblem } from './faults.ts';

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
  const changes =
    signal.kind === 'status'
      ? onCodes(state.faults, codes, evse, connector, codesOf(signal), most)
      : onProblem(state.faults, codes, evse, connector, signal.code, signal.active, most);
  const place = { at: now, site: state.equipment.site, station: state.id, source };
  return changes.map((change) => ({ ...place, ...change }));
}
