import type { ConnectorState } from '../../../model/availability.ts';
import type { ConnectorStatus, StatusSignal } from '../../../model/signal.ts';
import type { StationState } from '../station-state.ts';

const IN_USE: ReadonlySet<ConnectorState> = new Set([
  'occupied',
  'charging',
  'suspended_ev',
  'suspended_evse',
  'finishing',
]);

/**
 * A connector that is unavailable because its sibling charges is in use, not down: an EVSE charges one vehicle at a time
 * (OCPP 2.0.1 part 1, 3.1). OCPP 1.6 knows no EVSE; there the inventory or a quirk says who are siblings.
 */
export function statusAmongSiblings(state: StationState, signal: StatusSignal): ConnectorStatus {
  if (signal.status !== 'unavailable' || signal.evse === 0) return signal.status;
  const oneEvse = state.quirks.includes('sibling_connectors');
  for (const other of state.availability.connectors.values()) {
    const isSelf = other.evse === signal.evse && other.connector === Math.max(1, signal.connector);
    if (isSelf || (!oneEvse && other.evse !== signal.evse)) continue;
    if (other.own !== null && IN_USE.has(other.own)) return 'occupied';
  }
  return signal.status;
}
