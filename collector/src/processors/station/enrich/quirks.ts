import { quirksOf } from '../../quirks.ts';
import type { StationSettings } from '../settings.ts';
import type { StationState } from '../station-state.ts';

/** Finds the quirks of a station by what is known of it now; to be asked again when that changes. */
export function learnQuirks(state: StationState, { quirks }: StationSettings): void {
  state.quirks = quirksOf(quirks, { ...state.equipment, protocol: state.ocppVersion });
}
