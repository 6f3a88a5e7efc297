import type { Outcome } from '../../model/outcome.ts';
import type { Signal } from '../../model/signal.ts';
import type { StationState } from './station-state.ts';

/** Signals about the protocol itself and firmware updates, which no tracker needs: passed on as they are. null for all others. */
export function reportOf(state: StationState, signal: Signal, at: number): Outcome | null {
  const { site } = state.equipment;
  const station = state.id;
  switch (signal.kind) {
    case 'message': {
      const { action, direction, result } = signal;
      return { kind: 'message', at, site, station, action, direction, result };
    }
    case 'call_completed': {
      const { action, direction, seconds } = signal;
      return { kind: 'call_completed', at, action, direction, seconds };
    }
    case 'firmware':
      return { kind: 'station_firmware', at, site, station, status: signal.status };
    case 'ping':
      return { kind: 'ping', at, site, station, seconds: signal.seconds };
    default:
      return null;
  }
}
