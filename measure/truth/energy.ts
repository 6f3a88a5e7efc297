import type { Match } from './matching.ts';

/** Energy of the flows that both sides know, Wh. */
export interface EnergyComparison {
  /** |told − real| / real over the sum. */
  readonly apart: number;
  /** Share of flows with energy that are told within 1 % or 20 Wh. */
  readonly close: number;
}

/** Within 1 %, or within what one reading of a register in Wh steps can hide. */
const CLOSE = { share: 0.01, wh: 20 } as const;

/** Compares the energy of flows that reached energy. */
export function energyOf(matches: readonly Match[]): EnergyComparison {
  let real = 0;
  let told = 0;
  let flows = 0;
  let close = 0;
  for (const { truth, tracked } of matches) {
    if (!truth || !tracked) continue;
    // What no message carries nobody can know.
    if (tracked.energyWh === 0 && truth.behaviours.includes('meter-values-absent')) continue;
    real += truth.energy_wh;
    told += tracked.energyWh;
    if (truth.energy_wh === 0 && tracked.energyWh === 0) continue;
    flows += 1;
    const apart = Math.abs(truth.energy_wh - tracked.energyWh);
    if (apart <= Math.max(CLOSE.wh, CLOSE.share * truth.energy_wh)) close += 1;
  }
  return { apart: Math.abs(told - real) / real, close: close / flows };
}
