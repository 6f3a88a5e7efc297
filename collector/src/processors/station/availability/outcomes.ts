import type { Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import { onChargingState, onStatus, type AvailabilityChange } from './availability.ts';
import type { StationState } from '../station-state.ts';

/** What a signal says about the state of connectors. `at` is trusted event time, `now` the stream's time. */
export function applyAvailability(state: StationState, signal: Signal, at: number, now: number): Outcome[] {
  if (signal.kind === 'status') {
    return connectorOutcomes(state, onStatus(state.availability, signal, signal.status, at, now));
  }
  if (signal.kind !== 'transaction_started' && signal.kind !== 'transaction_updated') return [];
  if (signal.chargingState === null) return [];
  const flow = state.flows.flows.get(state.flows.transactions.get(signal.transaction ?? '') ?? '');
  const evse = signal.evse ?? flow?.evse;
  const connector = signal.connector ?? flow?.connector;
  if (evse === undefined || evse === null || connector === undefined || connector === null) return [];
  return connectorOutcomes(
    state,
    onChargingState(state.availability, { evse, connector }, signal.chargingState, at, now),
  );
}

/** Intervals that ended, and the states that began. */
export function connectorOutcomes(state: StationState, changes: readonly AvailabilityChange[]): Outcome[] {
  const { site } = state.equipment;
  const station = state.id;
  return changes.flatMap(({ evse, connector, was, since, at, state: current }): Outcome[] => {
    const begun: Outcome = { kind: 'connector_state', at, site, station, evse, connector, state: current };
    if (was === null || since >= at) return [begun];
    const interval = { site, station, evse, connector, state: was, start: since, end: at };
    return [{ kind: 'interval_ended', at, interval }, begun];
  });
}
