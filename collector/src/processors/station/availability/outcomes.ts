import type { Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import { flowOfTransaction } from '../charge_flow/flow-book.ts';
import { placeOf } from '../enrich/transaction-places.ts';
import type { Moment } from '../enrich/clock.ts';
import type { StationState } from '../station-state.ts';
import { statusAmongSiblings } from './siblings.ts';
import { onChargingState, onStatus, type AvailabilityChange } from './availability.ts';

interface ConnectorPlace {
  readonly evse: number;
  readonly connector: number;
}

/** The connector whose state a signal tells; null when it tells none, or the place is not known (yet). */
export function connectorOf(state: StationState, signal: Signal): ConnectorPlace | null {
  switch (signal.kind) {
    case 'status':
      return signal;
    case 'transaction_started':
    case 'transaction_updated':
    case 'transaction_ended':
      break;
    default:
      return null;
  }
  // What the flow book knows may be a minute old.
  const told =
    placeOf(state.places, signal.transaction) ?? flowOfTransaction(state.flows, signal.transaction);
  const evse = signal.evse ?? told?.evse ?? null;
  if (evse === null || evse === 0) return null;
  const connector = signal.connector ?? told?.connector ?? onlyConnector(state, evse);
  return connector === null || connector === 0 ? null : { evse, connector };
}

/** Where an EVSE has one connector, whatever is said of the EVSE is said of that. */
function onlyConnector(state: StationState, evse: number): number | null {
  const known = [...state.availability.connectors.values()].filter((entry) => entry.evse === evse);
  return known.length === 1 ? (known[0]?.connector ?? null) : null;
}

/** What a signal says about the state of a connector; what it says of the past moves nothing. */
export function applyAvailability(
  state: StationState,
  signal: Signal,
  place: ConnectorPlace,
  moment: Moment,
  now: number,
): Outcome[] {
  const { availability } = state;
  if (signal.kind === 'status')
    return connectorOutcomes(
      state,
      onStatus(availability, place, statusAmongSiblings(state, signal), moment.at, now),
    );
  if (moment.late) return [];
  // In OCPP 1.6 a status tells what happens after a stop; in 2.x the connector just stays occupied.
  const ended = signal.kind === 'transaction_ended' && signal.trigger !== null;
  const during = signal.kind === 'transaction_started' || signal.kind === 'transaction_updated';
  const charging = ended ? 'ev_connected' : during ? signal.chargingState : null;
  if (charging === null) return [];
  return connectorOutcomes(state, onChargingState(availability, place, charging, moment.at, now));
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
