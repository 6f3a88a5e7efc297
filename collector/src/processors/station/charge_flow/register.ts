/** A register that shows less than this says little about its unit, Wh. */
const TELLING_WH = 10_000;
/** No vehicle takes more than this in one charge, Wh. */
const GREATEST_RISE_WH = 500_000;
/** No connector gives more than this where nobody knows its rating, W. */
const GREATEST_POWER_W = 500_000;
/** Ratings are exceeded by meters and inventories that are a little off. */
const OVER_RATING = 1.5;
/** What a rise may be without any time for it: readings are rounded, and clocks are a little off, Wh. */
const SLACK_WH = 2_000;
/** Less time between two readings says nothing, ms. */
const TELLING_MS = 60_000;

/** The most that a connector gives in a time, Wh. */
const mostIn = (ms: number, ratedW: number | null): number =>
  (ratedW ?? GREATEST_POWER_W) * OVER_RATING * (Math.max(0, ms) / 3_600_000) + SLACK_WH;

/**
 * A reading that is a thousandth of the last one is the same register in kWh: some stations begin and end a transaction in
 * Wh and sample it in kWh, by one name. Whole kWh are rounded down, which is no fall.
 */
export function inWattHours(registerWh: number, lastWh: number, ms: number, ratedW: number | null): number {
  const scaled = registerWh * 1_000;
  const isKilo = lastWh >= TELLING_WH && scaled > lastWh - 1_000 && scaled - lastWh <= mostIn(ms, ratedW);
  return isKilo && registerWh < lastWh / 2 ? Math.max(scaled, lastWh) : registerWh;
}

/** Beyond any connector that there is, W. */
const IMPOSSIBLE_W = 10_000_000;
/** Readings closer than this may have the same time, ms. */
const APART_MS = 10_000;

/** Whether a register can have risen at this rate. */
export const isPossibleRate = (riseWh: number, ms: number): boolean =>
  ms < APART_MS || riseWh <= IMPOSSIBLE_W * (ms / 3_600_000);

/**
 * Whether a register can have risen so far. One that leaps was begun at zero, or exchanged: what it shows now is where it
 * begins.
 */
export function isPlausibleRise(fromWh: number, toWh: number, ms: number, ratedW: number | null): boolean {
  const rise = toWh - fromWh;
  if (rise > GREATEST_RISE_WH || !isPossibleRate(rise, ms)) return false;
  if (fromWh !== 0 || ms < TELLING_MS) return true;
  return rise <= mostIn(ms, ratedW);
}
