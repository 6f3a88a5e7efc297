import { logGamma } from './beta.ts';

const ENOUGH = 1e-13;
const TINY = 1e-300;

/** Lower regularised incomplete gamma function by its series (DLMF 8.7.1): quick for x < a + 1. */
const series = (a: number, x: number): number => {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= 10_000 && term > sum * ENOUGH; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
};

/** The upper one by its continued fraction (DLMF 8.9.2), by Lentz's method: quick for x ≥ a + 1. */
const fraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= 10_000; n += 1) {
    const step = n * (a - n);
    b += 2;
    d = 1 / (step * d + b || TINY);
    c = b + step / c || TINY;
    value *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
};

/** Distribution function of Gamma(shape a, rate 1) at x; a > 0. */
export const gammaCumulative = (a: number, x: number): number => {
  if (x <= 0) return 0;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
};

/** The value below which Gamma(shape a, rate 1) lies with probability `p`, by halving. */
export const gammaQuantile = (a: number, p: number): number => {
  let low = 0;
  let high = a + 10 * Math.sqrt(a) + 20;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (gammaCumulative(a, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
