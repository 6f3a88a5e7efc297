import type { ConnectorState } from './availability.ts';
import type { Flow } from './flow.ts';
import type { Visit } from './visit.ts';

/** What a start verdict looks at. */
export type StartFlow = Pick<Flow, 'outcome' | 'recovered' | 'reachedEnergy'>;
/** What an end verdict looks at. */
export type EndFlow = Pick<Flow, 'outcome' | 'reachedEnergy' | 'validStop'>;
/** What a verdict on the whole session looks at. */
export type SessionFlow = Pick<Flow, 'outcome' | 'recovered'>;
/** What the visit KPIs look at. */
export type VisitVerdict = Pick<Visit, 'result' | 'charged'>;

/** A share with its sample: the ratio is null when nothing was counted. Always Σ/Σ, never a mean of ratios. */
export interface Kpi {
  readonly numerator: number;
  readonly denominator: number;
  readonly ratio: number | null;
}

/** `numerator / denominator` as a KPI. A ratio of shares lies in 0–1; attempts per visit does not. */
export const kpi = (numerator: number, denominator: number): Kpi => ({
  numerator,
  denominator,
  ratio: denominator > 0 ? numerator / denominator : null,
});

/**
 * Denominator of Charge Start Success and of Session Success: everything but `abandoned`, `unknown`, `refused` and
 * recovered flows (charge-flow definitions, KPI table and ruling 10).
 */
export const countsInStart = (flow: SessionFlow): boolean =>
  !flow.recovered && flow.outcome !== 'abandoned' && flow.outcome !== 'unknown' && flow.outcome !== 'refused';

/** Numerator of Charge Start Success: a counted flow that reached energy, however it ended. */
export const startSucceeded = (flow: StartFlow): boolean => countsInStart(flow) && flow.reachedEnergy;

/**
 * Denominator of Charge End Success: flows that reached energy, without `unknown` (ruling 8) and `abandoned`.
 * Recovered flows count: they are judged by their end (ruling 10).
 */
export const countsInEnd = (flow: Pick<EndFlow, 'outcome' | 'reachedEnergy'>): boolean =>
  flow.reachedEnergy && flow.outcome !== 'unknown' && flow.outcome !== 'abandoned';

/** Numerator of Charge End Success: a counted end that was a valid stop. */
export const endSucceeded = (flow: EndFlow): boolean => countsInEnd(flow) && flow.validStop;

/** Numerator of Session Success: `success` among the flows counted at the start. */
export const sessionSucceeded = (flow: SessionFlow): boolean =>
  countsInStart(flow) && flow.outcome === 'success';

/** An outcome that leaves the KPIs although a driver came: printed beside them, and as if it had failed (ruling 5). */
export const isWithoutVerdict = (flow: Pick<Flow, 'outcome'>): boolean =>
  flow.outcome === 'abandoned' || flow.outcome === 'unknown';

/** Denominator of Charge Start Success had every `abandoned` and `unknown` flow failed. */
export const countsInStartAtWorst = (flow: SessionFlow): boolean =>
  countsInStart(flow) || (!flow.recovered && isWithoutVerdict(flow));

/** Denominator of Charge End Success had every `abandoned` and `unknown` flow that reached energy ended badly. */
export const countsInEndAtWorst = (flow: Pick<EndFlow, 'outcome' | 'reachedEnergy'>): boolean =>
  flow.reachedEnergy;

/** Denominator of First Charge Success and of Visit Success. */
export const countsInVisits = (visit: Pick<Visit, 'result'>): boolean => visit.result !== 'not_counted';

/** Numerator of First Charge Success: the first flow of the visit is `success`. */
export const firstChargeSucceeded = (visit: Pick<Visit, 'result'>): boolean => visit.result === 'first_ok';

/** Numerator of Visit Success: any flow of the visit is `success`. */
export const visitSucceeded = (visit: Pick<Visit, 'result'>): boolean =>
  visit.result === 'first_ok' || visit.result === 'later_ok';

/** Numerator of the non-charge visits; its denominator is every visit, nothing excluded (ruling 15). */
export const isNonChargeVisit = (visit: Pick<Visit, 'charged'>): boolean => !visit.charged;

/** States in which a connector is available or in use: plain port uptime, no programme's exclusions. */
const UP_STATES: ReadonlySet<ConnectorState> = new Set<ConnectorState>([
  'available',
  'occupied',
  'charging',
  'suspended_ev',
  'suspended_evse',
  'finishing',
  'reserved',
]);

/** Numerator of plain port uptime. No contact beyond the grace (`unknown`) is not up. */
export const countsAsUp = (state: ConnectorState): boolean => UP_STATES.has(state);

/** Denominator of plain port uptime: all time but that in which the collector itself did not watch. */
export const countsAsObserved = (state: ConnectorState): boolean => state !== 'unobserved';
