/** Lanczos coefficients for g = 7, n = 9 (C. Lanczos, SIAM J. Numer. Anal. B 1, 1964): 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0. */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = LANCZOS.reduce(
    (total, factor, index) => total + (index === 0 ? factor : factor / (shifted + index)),
    0,
  );
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
};

const TINY = 1e-300;
const ENOUGH = 1e-14;

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
const continuedFraction = (a: number, b: number, x: number): number => {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 300; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      change = c * d;
      fraction *= change;
    }
    if (Math.abs(change - 1) < ENOUGH) break;
  }
  return fraction;
};

/** Distribution function of Beta(a, b) at x; a, b > 0. */
export const betaCumulative = (a: number, b: number, x: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(a, b, x)) / a
    : 1 - (front * continuedFraction(b, a, 1 - x)) / b;
};

/** The value below which Beta(a, b) lies with probability `p`: Newton's steps, halved where they leave the bracket. */
export const betaQuantile = (a: number, b: number, p: number): number => {
  const logFactor = logGamma(a + b) - logGamma(a) - logGamma(b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 100; step += 1) {
    const excess = betaCumulative(a, b, x) - p;
    if (excess > 0) high = x;
    else low = x;
    const density = Math.exp(logFactor + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
    const next = x - excess / density;
    const moved = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(moved - x) < 1e-12) return moved;
    x = moved;
  }
  return x;
};
