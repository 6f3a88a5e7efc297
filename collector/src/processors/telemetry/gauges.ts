import type { Phase } from '../../model/telemetry.ts';
import type { Measure } from '../../model/telemetry-outcome.ts';

/** The last value of one thing that is measured. */
export interface Gauge {
  readonly measure: Measure;
  readonly location: string;
  readonly phase: Phase;
  readonly evse: number;
  readonly connector: number;
  value: number;
  /** When it was so, ms: as the source says, else when it was received. */
  at: number;
  /** Stream time from which it is not shown any more, ms; Infinity for a state that holds until another is told. */
  staleAt: number;
  shown: boolean;
}

/** Last values of one subject. Plain data. */
export type Gauges = Map<string, Gauge>;

/** Nothing is known. */
export const newGauges = (): Gauges => new Map();

/** Most different readings of one subject. */
export const MOST_GAUGES = 96;
const LONGEST_LOCATION = 48;
/** A stale reading is forgotten a day later. */
const FORGET_MS = 24 * 3_600_000;

/** What is measured, where, and until when it counts. */
export interface Sample {
  readonly measure: Measure;
  readonly location: string;
  readonly phase: Phase;
  readonly evse: number;
  readonly connector: number;
  readonly value: number;
  /** ms; `told`: by the source, not by the receipt. */
  readonly at: number;
  readonly told: boolean;
  readonly staleAt: number;
}

/** What a sample did: `news` changed what is shown, `same` did not. */
export type Taken = 'news' | 'same' | 'late' | 'too_many';

/**
 * Takes a sample, unless a newer one is known. One that the source dates must be newer, so that what is delivered twice
 * changes nothing; of those without a date the last that came counts.
 */
export function take(gauges: Gauges, sample: Sample): Taken {
  const key = keyOf(sample);
  const known = gauges.get(key);
  if (known === undefined) {
    if (gauges.size >= MOST_GAUGES) return 'too_many';
    const { measure, phase, evse, connector, value, at, staleAt } = sample;
    const location = sample.location.slice(0, LONGEST_LOCATION);
    gauges.set(key, { measure, location, phase, evse, connector, value, at, staleAt, shown: true });
    return 'news';
  }
  if (sample.told ? sample.at <= known.at : sample.at < known.at) return 'late';
  const isNews = !known.shown || known.value !== sample.value;
  known.value = sample.value;
  known.at = sample.at;
  known.staleAt = sample.staleAt;
  known.shown = true;
  return isNews ? 'news' : 'same';
}

const keyOf = ({ measure, location, phase, evse, connector }: Sample): string =>
  `${measure} ${evse} ${connector} ${phase} ${location.length > LONGEST_LOCATION ? location.slice(0, LONGEST_LOCATION) : location}`;

/** Hides what is stale at `now`, in the order of their first readings, and forgets what has been so for long. */
export function expire(gauges: Gauges, now: number): Gauge[] {
  const stale: Gauge[] = [];
  for (const [key, gauge] of gauges) {
    if (gauge.staleAt > now) continue;
    if (gauge.shown) {
      gauge.shown = false;
      stale.push(gauge);
    }
    if (gauge.staleAt + FORGET_MS <= now) gauges.delete(key);
  }
  return stale;
}

/** When the next of them is stale; Infinity when none will be. */
export function nextStaleAt(gauges: Gauges): number {
  let next = Infinity;
  for (const { shown, staleAt } of gauges.values())
    next = Math.min(next, shown ? staleAt : staleAt + FORGET_MS);
  return next;
}
