import type { Outcome } from '../../../model/outcome.ts';
import type { BootSignal, Signal } from '../../../model/signal.ts';
import type { StationSettings } from '../settings.ts';
import type { StationState } from '../station-state.ts';
import { learnEquipment } from './identity.ts';
import { learnQuirks } from './quirks.ts';

/** A BootNotification this soon after it was asked for is the answer to that, ms. */
const ASKED_MS = 60_000;

/** A backend asks for a BootNotification to learn who is there. */
export function noteBootAsked(state: StationState, signal: Signal, now: number): void {
  if (signal.kind !== 'command' || signal.phase !== 'answered' || signal.status !== 'Accepted') return;
  if (signal.detail === 'BootNotification' && signal.action.endsWith('TriggerMessage'))
    state.bootAskedAt = now;
}

/** OCPP 1.6 gives a boot no reason: one that was asked for was triggered, and nothing restarted. */
export function knownBoot(state: StationState, boot: BootSignal, now: number): BootSignal {
  if (boot.reason !== 'unknown' || now - state.bootAskedAt > ASKED_MS) return boot;
  state.bootAskedAt = -Infinity;
  return { ...boot, reason: 'triggered' };
}

/** What a boot tells of the station. */
export function bootOutcomes(
  state: StationState,
  settings: StationSettings,
  boot: BootSignal,
  now: number,
): Outcome[] {
  const outcomes = learnEquipment(state, settings.inventory, boot, now);
  learnQuirks(state, settings);
  const { site } = state.equipment;
  return [...outcomes, { kind: 'station_boot', at: now, site, station: state.id, reason: boot.reason }];
}

/** What is said of connector 0 by stations that are known to talk nonsense there. */
export const isIdleTalk = (state: StationState, signal: Signal): boolean =>
  signal.kind === 'status' && signal.evse === 0 && state.quirks.includes('connector_zero_lies');
