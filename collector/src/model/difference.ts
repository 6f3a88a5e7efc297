import { betaCumulative, logGamma } from './beta.ts';
import { wilsonInterval } from './interval.ts';

/** Successes out of tries. */
export interface Proportion {
  readonly numerator: number;
  readonly denominator: number;
}

/** b − a with its 95 % interval, and how probable it is that b is better. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** 0–1. */
  readonly probabilityBetter: number;
}

/** Points of the numerical integral. */
const POINTS = 2_000;

/**
 * Probability that b's rate is above a's, each with Jeffreys' prior: ∫ density of b × distribution of a, by the midpoint rule
 * on the stretch that holds all but a billionth of b.
 */
const probabilityBetter = (a: Proportion, b: Proportion): number => {
  const [hits, misses] = [b.numerator + 0.5, b.denominator - b.numerator + 0.5];
  const [otherHits, otherMisses] = [a.numerator + 0.5, a.denominator - a.numerator + 0.5];
  const mean = hits / (hits + misses);
  const spread = Math.sqrt((mean * (1 - mean)) / (hits + misses + 1));
  const low = Math.max(0, mean - 8 * spread);
  const width = (Math.min(1, mean + 8 * spread) - low) / POINTS;
  const front = logGamma(hits + misses) - logGamma(hits) - logGamma(misses);
  let weight = 0;
  let better = 0;
  for (let point = 0; point < POINTS; point += 1) {
    const x = low + (point + 0.5) * width;
    const density = Math.exp(front + (hits - 1) * Math.log(x) + (misses - 1) * Math.log1p(-x));
    weight += density;
    better += density * betaCumulative(otherHits, otherMisses, x);
  }
  return better / weight;
};

/**
 * Compares two proportions: Newcombe's hybrid score interval of b − a (R. G. Newcombe, Stat. Med. 17, 1998, method 10). null
 * where one of them was never tried.
 */
export const differenceOfProportions = (a: Proportion, b: Proportion): Difference | null => {
  const ofA = wilsonInterval(a.numerator, a.denominator);
  const ofB = wilsonInterval(b.numerator, b.denominator);
  if (ofA === null || ofB === null) return null;
  const [rateA, rateB] = [a.numerator / a.denominator, b.numerator / b.denominator];
  const difference = rateB - rateA;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(rateB - ofB.low, ofA.high - rateA)),
    high: Math.min(1, difference + Math.hypot(ofB.high - rateB, rateA - ofA.low)),
    probabilityBetter: probabilityBetter(a, b),
  };
};
