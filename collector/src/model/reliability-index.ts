import { betaQuantile } from './beta.ts';
import type { Flow } from './flow.ts';

/** Version of the formula with its own weights; goes into each output that carries an index. */
export const RELIABILITY_INDEX_VERSION = '1';

/** A: plain port uptime. F: First Charge Success. E: Charge End Success. Q: power and speed of the start. */
export const INDEX_PARTS = ['A', 'F', 'E', 'Q'] as const;
export type IndexPartName = (typeof INDEX_PARTS)[number];

/** Exponents of the parts, ≥ 0; what counts is their share of the sum. */
export type IndexWeights = Readonly<Record<IndexPartName, number>>;
export const INDEX_WEIGHTS: IndexWeights = { A: 0.25, F: 0.45, E: 0.2, Q: 0.1 };

/** Fewer attempts than these and there is no index. */
export const FEWEST_INDEX_ATTEMPTS = 5;
/** Pseudo-observations of the prior of F and E, at every n. */
export const PRIOR_STRENGTH = 10;
/** Fewer counted ones than these among the peers and a wider circle of peers is asked. */
export const THIN_PEERS = 30;
/** What a start may take before Q falls, seconds; that of DC also where the wire does not say AC or DC. */
export const REFERENCE_START_SECONDS = { AC: 15, DC: 45 } as const;

/** Counted successes out of counted tries. */
export interface IndexCount {
  readonly numerator: number;
  readonly denominator: number;
}

/** Whom F and E were shrunk towards. */
export const PRIOR_LEVELS = ['model_at_site', 'model', 'fleet'] as const;
export type PriorLevel = (typeof PRIOR_LEVELS)[number];

/** A rate that a part is pulled to. */
export interface IndexPrior {
  readonly level: PriorLevel;
  /** 0–1. */
  readonly rate: number;
}

/** One part with its 95 % interval, 0–1. */
export interface IndexPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly numerator: number;
  readonly denominator: number;
  /** null: nothing was pulled. */
  readonly prior: IndexPrior | null;
}

/** Share of time, exact: what was measured has no sample. null where nothing was observed. */
export const availabilityPart = ({ numerator, denominator }: IndexCount): IndexPart | null => {
  if (denominator <= 0) return null;
  const value = numerator / denominator;
  return { value, low: value, high: value, numerator, denominator, prior: null };
};

/** The ends of the interval of a value. */
export type Bounds = (value: number, hits: number, misses: number) => { low: number; high: number };

/** For those who want the score alone: quantiles are most of what an index costs. */
export const noBounds: Bounds = (value) => ({ low: value, high: value });

/** Central 95 % of Beta(hits + ½, misses + ½), widened to hold the point and closed at 0 and 1 where none or all hit. */
export const betaBounds: Bounds = (value, hits, misses) => ({
  low: hits <= 0 ? 0 : Math.min(value, betaQuantile(hits + 0.5, misses + 0.5, 0.025)),
  high: misses <= 0 ? 1 : Math.max(value, betaQuantile(hits + 0.5, misses + 0.5, 0.975)),
});

/** Rate of F or E, shrunk by ten pseudo-observations at the rate of its peers. null where nothing was counted. */
export const shrunkPart = (
  { numerator, denominator }: IndexCount,
  prior: IndexPrior | null,
  bounds = betaBounds,
): IndexPart | null => {
  if (denominator <= 0) return null;
  const strength = prior === null ? 0 : PRIOR_STRENGTH;
  const hits = numerator + strength * (prior?.rate ?? 0);
  const all = denominator + strength;
  const value = Math.min(1, hits / all);
  return { value, ...bounds(value, hits, all - hits), numerator, denominator, prior };
};

/** Sums over charges that could be measured. */
export interface QualitySums {
  /** Σ min(1, delivered / possible power), and of how many charges. */
  readonly power: IndexCount;
  /** Σ min(1, T_ref / T_start), and of how many charges. */
  readonly start: IndexCount;
}

/** The two measures of one charge, 0–1, null where it cannot be told. */
export const chargeQuality = (
  flow: Pick<Flow, 'reachedEnergy' | 'recovered' | 'powerRatio' | 'powerType' | 'machineStartSeconds'>,
): { readonly power: number | null; readonly start: number | null } => {
  if (!flow.reachedEnergy) return { power: null, start: null };
  const { powerRatio, machineStartSeconds } = flow;
  const reference = REFERENCE_START_SECONDS[flow.powerType ?? 'DC'];
  return {
    power: powerRatio === null ? null : Math.min(1, Math.max(0, powerRatio)),
    start:
      flow.recovered || machineStartSeconds === null
        ? null
        : machineStartSeconds <= reference
          ? 1
          : reference / machineStartSeconds,
  };
};

/** Mean of values between 0 and 1; the interval takes the widest spread that such a mean can have. */
const meanPart = ({ numerator, denominator }: IndexCount, bounds: Bounds): IndexPart | null => {
  if (denominator <= 0) return null;
  const value = Math.min(1, numerator / denominator);
  return {
    value,
    ...bounds(value, denominator * value, denominator * (1 - value)),
    numerator,
    denominator,
    prior: null,
  };
};

/** Mean power × mean start; a measure that no charge has is left out. null where there is neither. */
export const qualityPart = ({ power, start }: QualitySums, bounds = betaBounds): IndexPart | null => {
  const measures = [meanPart(power, bounds), meanPart(start, bounds)].filter((measure) => measure !== null);
  if (measures.length === 0) return null;
  const { score, low, high } = product(measures.map((part) => ({ part, weight: 1 })));
  const charges = Math.max(power.denominator, start.denominator);
  return { value: score, low, high, numerator: score * charges, denominator: charges, prior: null };
};

/**
 * Π part^weight with an interval: deviations of the logarithms, weighed, add in quadrature on either side, the parts
 * taken as independent (variance recovery: G. Y. Zou, A. Donner, Stat. Med. 27, 2008). Never wider than the product of
 * the ends, so it stays within 0–1.
 */
const product = (
  factors: readonly { readonly part: IndexPart; readonly weight: number }[],
): { score: number; low: number; high: number } => {
  const used = factors.filter(({ weight }) => weight > 0);
  const power = (of: (part: IndexPart) => number): number =>
    used.reduce((total, { part, weight }) => total * of(part) ** weight, 1);
  const score = power((part) => part.value);
  if (score === 0) return { score, low: 0, high: power((part) => part.high) };
  const reach = (end: 'low' | 'high'): number =>
    Math.hypot(...used.map(({ part, weight }) => weight * Math.log(part[end] / part.value)));
  return { score, low: score * Math.exp(-reach('low')), high: Math.min(1, score * Math.exp(reach('high'))) };
};

/** What an index is made of; a part that could not be measured is null. */
export interface IndexInput {
  /** Flows counted at the start. */
  readonly attempts: number;
  readonly parts: Readonly<Record<IndexPartName, IndexPart | null>>;
}

/** The Reliability Index, 0–100, with its 95 % interval and its parts; or why there is none. */
export type ReliabilityIndex =
  | {
      readonly too_few: false;
      readonly score: number;
      readonly low: number;
      readonly high: number;
      readonly parts: Readonly<Record<IndexPartName, IndexPart | null>>;
      /** Parts that could not be measured: the weights of the others stand in for theirs. */
      readonly missing: readonly IndexPartName[];
      readonly n: number;
      readonly version: string;
    }
  | { readonly too_few: true; readonly n: number; readonly version: string };

const versionOf = (weights: IndexWeights): string =>
  INDEX_PARTS.every((part) => weights[part] === INDEX_WEIGHTS[part])
    ? RELIABILITY_INDEX_VERSION
    : `${RELIABILITY_INDEX_VERSION}-weights-${INDEX_PARTS.map((part) => `${part}${weights[part]}`).join('-')}`;

/**
 * 100 · A^0.25 · F^0.45 · E^0.20 · Q^0.10. Geometric, so that one bad part is not averaged away. Fewer than five
 * attempts, or neither F nor E measured: no index.
 */
export const reliabilityIndex = (
  { attempts, parts }: IndexInput,
  weights: IndexWeights = INDEX_WEIGHTS,
): ReliabilityIndex => {
  const version = versionOf(weights);
  const measured = INDEX_PARTS.flatMap((name) => {
    const part = parts[name];
    return part === null ? [] : [{ part, weight: weights[name] }];
  });
  const sum = measured.reduce((total, { weight }) => total + weight, 0);
  const charged = parts.F !== null || parts.E !== null;
  if (attempts < FEWEST_INDEX_ATTEMPTS || !charged || !(sum > 0))
    return { too_few: true, n: attempts, version };
  const { score, low, high } = product(measured.map(({ part, weight }) => ({ part, weight: weight / sum })));
  return {
    too_few: false,
    score: 100 * score,
    low: 100 * low,
    high: 100 * high,
    parts,
    missing: INDEX_PARTS.filter((name) => parts[name] === null),
    n: attempts,
    version,
  };
};
