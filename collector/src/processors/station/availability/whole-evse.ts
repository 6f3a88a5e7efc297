import type { ConnectorState } from '../../../model/availability.ts';
import type { Signal, StatusSignal } from '../../../model/signal.ts';
import type { StationState } from '../station-state.ts';

const OUT_OF_USE: ReadonlySet<ConnectorState> = new Set(['unavailable', 'faulted', 'reserved', 'unknown']);

/**
 * What is said of an EVSE as a whole (connector 0 of it), as signals of its connectors. An EVSE nearly always has one. Of
 * several, none is in use because the EVSE is: which one, it says of that one; and one that is in use is not free because
 * the EVSE is ready.
 */
export function ofConnectors(state: StationState, signal: Signal): readonly Signal[] {
  if (signal.kind !== 'status' || signal.evse === 0 || signal.connector !== 0) return [signal];
  const known = [...state.availability.connectors.values()].filter(({ evse }) => evse === signal.evse);
  if (known.length <= 1) return [at(signal, known[0]?.connector ?? 1)];
  switch (signal.status) {
    case 'unavailable':
    case 'faulted':
    case 'reserved':
      // The one in use first: it is not because of it that the others are out of use.
      return [...known]
        .sort((one, other) => Number(isIdle(one.own)) - Number(isIdle(other.own)))
        .map(({ connector }) => at(signal, connector));
    case 'available':
      return known
        .filter(({ own }) => own === null || OUT_OF_USE.has(own))
        .map(({ connector }) => at(signal, connector));
    default:
      return [];
  }
}

const at = (signal: StatusSignal, connector: number): StatusSignal => ({ ...signal, connector });

const isIdle = (own: ConnectorState | null): boolean =>
  own === null || own === 'available' || OUT_OF_USE.has(own);
