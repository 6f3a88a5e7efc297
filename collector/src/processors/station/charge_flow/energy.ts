import type { MeterSignal } from '../../../model/signal.ts';
import { earlier, type OpenFlow } from './open-flow.ts';

/** A rise of the register that counts as energy (ruling 14), Wh. */
const RISE_WH = 10;
/** Rating assumed for the power threshold where nothing says what the connector can do, W. */
const ASSUMED_RATING_W = 11_000;

/** The station said that it charges, or that it no longer does. */
export function setCharging(flow: OpenFlow, charging: boolean, at: number): void {
  const { energy } = flow;
  if (charging) {
    energy.chargingAt = earlier(energy.chargingAt, at);
    energy.chargingSince ??= at;
    energy.suspended = null;
  } else if (energy.chargingSince !== null) {
    energy.chargingMs += Math.max(0, at - energy.chargingSince);
    energy.chargingSince = null;
  }
}

/** Vehicle or station paused the charge. */
export function setSuspended(flow: OpenFlow, by: 'ev' | 'evse', at: number): void {
  setCharging(flow, false, at);
  const { energy } = flow;
  energy.suspended = by;
  if (by === 'ev') energy.suspendedEvAt = earlier(energy.suspendedEvAt, at);
  else energy.suspendedEvseAt = earlier(energy.suspendedEvseAt, at);
}

/** Milliseconds for which the station said that it charges, up to `at`. */
export const chargingMs = (flow: OpenFlow, at: number): number =>
  flow.energy.chargingMs +
  (flow.energy.chargingSince === null ? 0 : Math.max(0, at - flow.energy.chargingSince));

/** Takes a register reading, Wh. Only rising parts are energy; a register that falls is a reset (ruling 10). */
export function readRegister(flow: OpenFlow, registerWh: number, at: number, streamAt: number): void {
  const { energy } = flow;
  const last = energy.lastRegisterWh ?? flow.transaction?.registerWh ?? null;
  energy.lastRegisterWh = registerWh;
  if (last === null) return;
  const rise = registerWh - last;
  if (rise < 0) energy.registerFell = true;
  if (rise <= 0) return;
  energy.energyWh += rise;
  energy.registerMovedAt = at;
  flow.movedAt = streamAt;
  if (energy.energyWh >= RISE_WH) {
    energy.powerAt = earlier(energy.powerAt, at);
    energy.lastPowerAt = Math.max(energy.lastPowerAt ?? at, at);
  }
}

/** Takes one moment of meter values. */
export function readMeter(flow: OpenFlow, signal: MeterSignal, at: number, streamAt: number): void {
  const { energy } = flow;
  if (signal.registerWh !== null || signal.powerW !== null || signal.intervalWh !== null)
    energy.meterValues += 1;
  if (signal.soc !== null) energy.soc = signal.soc;
  if (signal.powerW !== null) readPower(flow, signal, signal.powerW, at, streamAt);
  if (signal.registerWh !== null) readRegister(flow, signal.registerWh, at, streamAt);
  else if (signal.intervalWh !== null && signal.intervalWh > 0) {
    energy.energyWh += signal.intervalWh;
    flow.movedAt = streamAt;
    if (energy.energyWh >= RISE_WH) energy.powerAt = earlier(energy.powerAt, at);
  }
}

function readPower(flow: OpenFlow, signal: MeterSignal, powerW: number, at: number, streamAt: number): void {
  const { energy } = flow;
  if (powerW < 0.01 * (flow.ratedW ?? ASSUMED_RATING_W)) {
    if (energy.powerAt === null) energy.idleSampleAt = at;
    return;
  }
  energy.powerAt = earlier(energy.powerAt, at);
  energy.lastPowerAt = Math.max(energy.lastPowerAt ?? at, at);
  energy.peakW = Math.max(energy.peakW ?? 0, powerW);
  flow.movedAt = streamAt;
  if (flow.boot) flow.boot.resumed = true;
  const possible = Math.min(flow.ratedW ?? Infinity, signal.offeredW ?? Infinity);
  if (Number.isFinite(possible) && possible > 0 && (energy.soc ?? 0) < 80) {
    energy.powerSumW += Math.min(powerW, possible);
    energy.possibleSumW += possible;
  }
}

/**
 * When energy began to flow, event time: the `charging` status where a meter confirms it without a powerless sample in
 * between, otherwise the first proof. null when none flowed.
 */
export function powerStart(flow: OpenFlow): number | null {
  const { chargingAt, powerAt, idleSampleAt, meterValues } = flow.energy;
  if (powerAt === null) return meterValues === 0 ? chargingAt : null;
  if (chargingAt === null || chargingAt > powerAt) return powerAt;
  return idleSampleAt !== null && idleSampleAt > chargingAt ? powerAt : chargingAt;
}
