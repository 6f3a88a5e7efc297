import type { Inventory } from '../../../inventory/inventory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type { BootSignal } from '../../../model/signal.ts';
import { addConnector } from '../availability/availability.ts';
import { connectorOutcomes } from '../availability/outcomes.ts';
import type { StationState } from '../station-state.ts';

/** Makes a station known to everybody downstream, with the connectors that the inventory lists. */
export function announce(state: StationState, inventory: Inventory, now: number): Outcome[] {
  state.announced = true;
  const listed = inventory.stations.get(state.id)?.evses ?? [];
  const changes = listed.flatMap((evse) =>
    evse.connectors.flatMap((connector) => addConnector(state.availability, evse.id, connector.id, now)),
  );
  return [seen(state, now), ...connectorOutcomes(state, changes)];
}

/** What a BootNotification says of the equipment; the inventory's vendor and model win over the wire's. */
export function learnEquipment(
  state: StationState,
  inventory: Inventory,
  boot: BootSignal,
  now: number,
): Outcome[] {
  const listed = inventory.stations.get(state.id);
  state.equipment = {
    site: listed?.site ?? inventory.defaultSite,
    vendor: listed?.vendor || boot.vendor,
    model: listed?.model || boot.model,
    firmware: boot.firmware || state.equipment.firmware,
  };
  state.serialHash = boot.serialHash || state.serialHash;
  return [seen(state, now)];
}

function seen(state: StationState, now: number): Outcome {
  const { id, ocppVersion, serialHash, equipment } = state;
  return { kind: 'station_seen', at: now, station: id, ocppVersion, serialHash, ...equipment };
}

const REPORT_STEP_MS = 1_000;

/** The clock offset, when it moved by a second or more. */
export function clockOutcome(state: StationState, now: number): Outcome[] {
  const offset = state.clock.offsetMs;
  if (offset === null || Math.abs(offset - state.reportedOffsetMs) < REPORT_STEP_MS) return [];
  state.reportedOffsetMs = offset;
  return [
    { kind: 'clock_offset', at: now, site: state.equipment.site, station: state.id, seconds: offset / 1_000 },
  ];
}
