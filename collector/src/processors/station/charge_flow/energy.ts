import type { MeterSignal } from '../../../model/signal.ts';
import { note, REGISTER_FELL } from './evidence.ts';
import { earlier, type OpenFlow } from './open-flow.ts';
import { inWattHours, isPlausibleRise } from './register.ts';

/** A rise of the register that counts as energy (ruling 14), Wh. */
const RISE_WH = 10;
/** Rating assumed for the power threshold where nothing says what the connector can do, W. */
const ASSUMED_RATING_W = 11_000;
/** How long `charging` must be said to count where a station sends no meter values (ruling 1), ms. */
const SAID_MS = 60_000;
/** Power samples further apart say nothing about what flowed in between, ms. */
const LONGEST_SAMPLE_MS = 20 * 60_000;

/** Energy flowed: a meter proved it, or the station said so for a minute and sends no meter values (ruling 1). */
export function reachedEnergy(flow: OpenFlow): boolean {
  if (flow.energy.powerAt !== null) return true;
  return flow.energy.meterValues === 0 && flow.energy.chargingMs >= SAID_MS;
}

/** Energy by power over time below which it proves no register wrong, Wh. */
const PLAUSIBLE_WH = 100;
/** A register that shows less than this share of it stands still, or counts something else. */
const PLAUSIBLE_SHARE = 0.01;
/** Power over time divided by a register that counts kWh and says Wh. */
const KILO = { least: 500, most: 2_000 };

/** The register, where power over time belies it: a thousandfold, or altogether. */
const belied = ({ energyWh, integratedWh }: OpenFlow['energy']): 'no' | 'kilo' | 'still' => {
  if (integratedWh < PLAUSIBLE_WH || energyWh >= integratedWh * PLAUSIBLE_SHARE) return 'no';
  const factor = integratedWh / energyWh;
  return factor >= KILO.least && factor <= KILO.most ? 'kilo' : 'still';
};

/**
 * What was delivered, Wh: by register or intervals, else by power over time. A register that power over time belies is
 * in kWh where the two differ by a thousand, and otherwise not believed.
 */
export function energyOf({ energy }: OpenFlow): number {
  if (!energy.measured) return energy.integratedWh;
  const how = belied(energy);
  if (how === 'no') return energy.energyWh;
  return how === 'kilo' ? energy.energyWh * 1_000 : energy.integratedWh;
}

/** Power flowed, and the register did not count it. */
export const isRegisterStill = ({ energy }: OpenFlow): boolean =>
  energy.measured && belied(energy) === 'still';

/** How much was delivered can be told: one register reading, or one sample of power, tells nothing. */
export const isEnergyKnown = ({ energy }: OpenFlow): boolean => energy.measured || energy.integratedWh > 0;

/** The station said that it charges, or that it no longer does. */
export function setCharging(flow: OpenFlow, charging: boolean, at: number): void {
  const { energy, begun } = flow;
  if (charging) {
    energy.chargingAt = earlier(energy.chargingAt, at);
    if (begun !== null && at >= begun.at)
      energy.chargingInTransactionAt = earlier(energy.chargingInTransactionAt, at);
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

/**
 * Takes a register reading, Wh. Only rising parts are energy; a register that falls is a reset (ruling 10). A reading
 * from before the last one is a repetition: stations send the begin of a transaction once more with its end. `proves`:
 * the reading is that of a meter; a station that has none fills the fields it must send with zeros.
 */
export function readRegister(
  flow: OpenFlow,
  given: number,
  at: number,
  streamAt: number,
  proves = true,
): void {
  const { energy } = flow;
  if (energy.lastRegisterAt !== null && at < energy.lastRegisterAt) return;
  const last = energy.lastRegisterWh ?? flow.transaction?.registerWh ?? null;
  const since = energy.lastRegisterAt ?? flow.transaction?.startedAt ?? at;
  const registerWh = last === null ? given : inWattHours(given, last, at - since, flow.ratedW);
  energy.lastRegisterWh = registerWh;
  energy.lastRegisterAt = at;
  if (last === null) return;
  if (!isPlausibleRise(last, registerWh, at - since, flow.ratedW)) {
    leapt(flow, last, registerWh, at, streamAt);
    return;
  }
  energy.leaptFrom = null;
  const rise = registerWh - last;
  if (proves) {
    energy.measured = true;
    energy.meterValues += 1;
  }
  if (rise < 0) note(flow, at, REGISTER_FELL);
  if (rise > 0) addEnergy(flow, rise, at, streamAt);
}

/**
 * A register that leaps once was begun at zero or exchanged: it begins anew. One that leaps again and again counts Wh and
 * calls them kWh.
 */
function leapt(flow: OpenFlow, lastWh: number, registerWh: number, at: number, streamAt: number): void {
  const { energy } = flow;
  if (energy.leaptFrom === null) {
    energy.leaptFrom = lastWh;
    note(flow, at, 'register leapt: it begins anew');
    return;
  }
  energy.lastRegisterWh = registerWh / 1_000;
  energy.measured = true;
  energy.meterValues += 1;
  // The first leap began at a number that was right, or at one of its own kind.
  const from = energy.leaptFrom <= energy.lastRegisterWh ? energy.leaptFrom : lastWh / 1_000;
  energy.leaptFrom = energy.lastRegisterWh;
  note(flow, at, 'register counts Wh and calls them kWh');
  addEnergy(flow, energy.lastRegisterWh - from, at, streamAt);
}

function readInterval(flow: OpenFlow, intervalWh: number, at: number, streamAt: number): void {
  const { energy } = flow;
  if (energy.lastIntervalAt !== null && at <= energy.lastIntervalAt) return;
  energy.lastIntervalAt = at;
  energy.measured = true;
  energy.meterValues += 1;
  if (intervalWh > 0) addEnergy(flow, intervalWh, at, streamAt);
}

function addEnergy(flow: OpenFlow, wh: number, at: number, streamAt: number): void {
  const { energy } = flow;
  energy.energyWh += wh;
  flow.movedAt = streamAt;
  if (energy.energyWh >= RISE_WH) setPower(flow, at);
}

function setPower({ energy }: OpenFlow, at: number): void {
  energy.powerAt = earlier(energy.powerAt, at);
  energy.lastPowerAt = Math.max(energy.lastPowerAt ?? at, at);
}

/** Takes one moment of meter values. */
export function readMeter(flow: OpenFlow, signal: MeterSignal, at: number, streamAt: number): void {
  const { energy } = flow;
  if (signal.soc !== null) energy.soc = signal.soc;
  if (signal.powerW !== null) readPower(flow, signal, signal.powerW, at, streamAt);
  const repeatsBegin = signal.context === 'Transaction.Begin' && energy.lastRegisterAt !== null;
  if (signal.registerWh !== null && !repeatsBegin) readRegister(flow, signal.registerWh, at, streamAt);
  else if (signal.registerWh === null && signal.intervalWh !== null)
    readInterval(flow, signal.intervalWh, at, streamAt);
}

function readPower(flow: OpenFlow, signal: MeterSignal, powerW: number, at: number, streamAt: number): void {
  const { energy } = flow;
  integrate(flow, powerW, at);
  // What was sampled before the station said `charging` cannot deny it.
  if (isPower(flow, powerW) || (energy.chargingAt !== null && at > energy.chargingAt))
    energy.meterValues += 1;
  if (!isPower(flow, powerW)) {
    if (energy.powerAt === null) energy.idleSampleAt = at;
    return;
  }
  setPower(flow, at);
  energy.peakW = Math.max(energy.peakW ?? 0, powerW);
  flow.movedAt = streamAt;
  if (flow.boot && at >= flow.boot.at) flow.boot.resumed = true;
  const possible = Math.min(flow.ratedW ?? Infinity, signal.offeredW ?? Infinity);
  if (Number.isFinite(possible) && possible > 0 && (energy.soc ?? 0) < 80) {
    energy.powerSumW += Math.min(powerW, possible);
    energy.possibleSumW += possible;
  }
}

/** Power that counts as above zero (ruling 14). */
export const isPower = (flow: OpenFlow, powerW: number): boolean =>
  powerW > 0 && powerW >= 0.01 * (flow.ratedW ?? ASSUMED_RATING_W);

function integrate({ energy }: OpenFlow, powerW: number, at: number): void {
  const last = energy.lastSample;
  if (last && at <= last.at) return;
  const span = last ? at - last.at : Infinity;
  if (last && span <= LONGEST_SAMPLE_MS)
    energy.integratedWh += (Math.max(0, last.powerW + powerW) / 2) * (span / 3_600_000);
  energy.lastSample = { at, powerW };
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
