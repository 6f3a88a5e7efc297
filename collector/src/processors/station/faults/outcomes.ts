import type { FlowEvent, Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import { codesOf, type ErrorCodes } from '../../error-codes.ts';
import { connectorOf } from '../availability/outcomes.ts';
import type { StationState } from '../station-state.ts';
import { expireLoop, onBoot } from './boot-loop.ts';
import {
  mostFaults,
  onCodes,
  onEnergy,
  onProblem,
  onStopReason,
  type FaultChange,
  type Told,
} from './faults.ts';

/** The answers to UnlockConnector that tell whether the lock moves. */
const LOCK_STUCK = 'UnlockFailed';
const LOCK_MOVED = 'Unlocked';

function changesBy(state: StationState, codes: ErrorCodes, signal: Signal, told: Told): FaultChange[] {
  const { faults } = state;
  const most = mostFaults(state.availability.connectors.size);
  switch (signal.kind) {
    case 'status':
    case 'problem': {
      const { evse } = signal;
      const connector = evse === 0 ? 0 : Math.max(1, signal.connector);
      return signal.kind === 'status'
        ? onCodes(faults, codes, evse, connector, codesOf(signal), told, most)
        : onProblem(faults, codes, evse, connector, signal.code, signal.active, told, most);
    }
    case 'transaction_ended': {
      const place = connectorOf(state, signal);
      return place ? onStopReason(faults, codes, place.evse, place.connector, signal.reason, told, most) : [];
    }
    case 'command': {
      const { action, status, evse } = signal;
      if (action !== 'UnlockConnector' || evse === null) return [];
      return status === LOCK_STUCK || status === LOCK_MOVED
        ? onProblem(faults, codes, evse, 1, LOCK_STUCK, status === LOCK_STUCK, told, most)
        : [];
    }
    case 'boot':
      return onBoot(state.restarts, signal.reason, told.at);
    default:
      return [];
  }
}

const outcomesOf = (state: StationState, changes: readonly FaultChange[], now: number): Outcome[] => {
  const place = { at: now, site: state.equipment.site, station: state.id };
  return changes.map((change) => ({ ...place, ...change }));
};

/** Faults that a signal raises or clears. */
export const faultOutcomes = (
  state: StationState,
  codes: ErrorCodes,
  signal: Signal,
  now: number,
  source = 'ocpp',
): Outcome[] => outcomesOf(state, changesBy(state, codes, signal, { at: now, source }), now);

/** Faults that are over because nothing happened for long enough. */
export const expiredFaults = (state: StationState, now: number): Outcome[] =>
  outcomesOf(state, expireLoop(state.restarts, now), now);

/** Faults that charges prove to be over. */
export const provenOver = (state: StationState, events: readonly FlowEvent[], now: number): Outcome[] =>
  events.flatMap((event) => {
    if (event.kind !== 'energy_reached' || event.evse === null) return [];
    const connector = Math.max(1, event.connector ?? 1);
    return outcomesOf(state, onEnergy(state.faults, event.evse, connector, event.at), now);
  });
