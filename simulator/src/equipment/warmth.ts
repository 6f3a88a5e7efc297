/** Time after which two thirds of a change of temperature are there, ms. */
const LAG_MS = 9 * 60_000;
/** Above ambient at the rated current, new contacts, kelvin: what the standards allow for is 50. */
const RISE_K = { AC: 18, DC: 30 } as const;
/** What a cabinet without its fan gains at full load, kelvin. */
const STILL_AIR_K = 34;
/** A connector or a cabinet hotter than this ends the charge, °C. */
export const TOO_HOT_C = 90;

/** Temperature of the connector's pins that a current comes to in the end, °C. `load`: share of the rated current. */
export const settledConnector = (
  power: 'AC' | 'DC',
  ambient: number,
  load: number,
  contact: number,
): number => ambient + RISE_K[power] * contact * load * load;

/** Temperature of the cabinet that a load comes to in the end, °C. */
export const settledCabinet = (ambient: number, load: number, fanStopped: boolean): number =>
  ambient + 4 + (fanStopped ? STILL_AIR_K : 9) * load;

/** A body that follows a temperature with a lag. */
export class Warmth {
  private celsius: number | null = null;
  private at = 0;

  /** Its temperature now, when since the last call it tended towards `settled`. */
  follow(settled: number, now: number): number {
    const before = this.celsius ?? settled;
    const left = Math.exp(-(now - this.at) / LAG_MS);
    this.celsius = settled + (before - settled) * left;
    this.at = now;
    return this.celsius;
  }
}
