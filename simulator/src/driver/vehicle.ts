import type { Random } from '../random/random.ts';

/** A car at the plug. Energies in Wh, powers in W, states of charge 0–1. */
export interface Vehicle {
  /** The card of its driver, which tells one car from another. */
  readonly owner: string;
  readonly batteryWh: number;
  readonly maxAcW: number;
  readonly maxDcW: number;
  soc: number;
  /** Where the car stops by itself. */
  readonly target: number;
  /** Its own timer keeps it from charging until then, model time; 0: no timer. */
  startsAt: number;
}

/** A car that arrives with a need to charge. */
export function arrivingVehicle(
  random: Random,
  owner: string,
  power: 'AC' | 'DC',
  now: number,
  scale: number,
): Vehicle {
  const batteryWh = random.pick([40_000, 52_000, 58_000, 64_000, 77_000, 82_000, 100_000]);
  const full = random.chance(power === 'AC' ? 0.015 : 0.004);
  const soc = full ? random.between(0.96, 1) : random.between(0.08, power === 'AC' ? 0.75 : 0.5);
  const wanted = power === 'AC' ? random.pick([0.8, 0.9, 1, 1]) : random.pick([0.7, 0.8, 0.8, 0.8, 0.9, 1]);
  const target = full ? soc : Math.max(soc + 0.06, soc + (wanted - soc) * scale);
  const timer = power === 'AC' && !full && random.chance(0.04);
  return {
    owner,
    batteryWh: batteryWh * (scale < 1 ? Math.max(scale, 0.05) : 1),
    maxAcW: random.pick([7_400, 11_000, 11_000, 22_000]),
    maxDcW: random.pick([50_000, 100_000, 130_000, 150_000, 200_000, 270_000]),
    soc,
    target,
    startsAt: timer ? now + random.between(1, 5) * 3_600_000 * scale : 0,
  };
}

/** What the car takes just now, W: full power to half charge, then ever less (DC); nearly flat (AC). */
export function acceptedW(vehicle: Vehicle, power: 'AC' | 'DC', ratedW: number): number {
  const { soc } = vehicle;
  if (power === 'AC') return Math.min(ratedW, vehicle.maxAcW) * (soc > 0.96 ? 0.5 : 1);
  const taper = soc < 0.5 ? 1 : soc < 0.8 ? 1 - (soc - 0.5) * 2.1 : Math.max(0.08, 0.37 - (soc - 0.8) * 1.5);
  return Math.min(ratedW, vehicle.maxDcW * taper);
}
