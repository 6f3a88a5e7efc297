const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const LONGEST = 40;
/** No meter of a charger counts this far; beyond it sums lose their digits. */
const GREATEST = 1e15;

/** A number written as a number or as decimal text; null for '', blanks, NaN, comma decimals and everything else. */
export function readNumber(value: unknown): number | null {
  let number: number;
  if (typeof value === 'number') number = value;
  else {
    if (typeof value !== 'string' || value.length > LONGEST) return null;
    const text = value.trim();
    if (!DECIMAL.test(text)) return null;
    number = Number(text);
  }
  return Number.isFinite(number) && Math.abs(number) < GREATEST ? number : null;
}
