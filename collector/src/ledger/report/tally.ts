import { FLOW_OUTCOMES, type FlowOutcome } from '../../model/flow.ts';
import { wilsonInterval } from '../../model/interval.ts';
import {
  countsInEnd,
  countsInEndAtWorst,
  countsInStart,
  countsInStartAtWorst,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
  isNonChargeVisit,
  kpi,
  sessionSucceeded,
  startSucceeded,
  visitSucceeded,
} from '../../model/kpi.ts';
import type { FlowFigures } from './flow-figures.ts';
import type { GroupFigures, ReportKpis, ShareKpi, SuccessKpis } from './report.ts';
import type { VisitFigures } from './visit-figures.ts';

/** A share with its interval. */
export const share = (numerator: number, denominator: number): ShareKpi => {
  const interval = wilsonInterval(numerator, denominator);
  return { ...kpi(numerator, denominator), low: interval?.low ?? null, high: interval?.high ?? null };
};

/** What the KPIs look at of a flow and of a visit. */
export type TalliedFlow = Pick<FlowFigures, 'outcome' | 'recovered' | 'reachedEnergy' | 'validStop'>;
export type TalliedVisit = Pick<
  VisitFigures,
  'result' | 'charged' | 'attempts' | 'countsAtWorst' | 'succeededAtWorst'
>;

/** Numerators and denominators of every KPI over one group of flows and visits. */
export class Tally {
  #flows = 0;
  readonly #outcomes: Record<FlowOutcome, number> = {
    success: 0,
    failed: 0,
    interrupted: 0,
    refused: 0,
    abandoned: 0,
    unknown: 0,
  };
  readonly #start = { counted: 0, reached: 0, succeeded: 0, countedAtWorst: 0 };
  readonly #end = { counted: 0, succeeded: 0, countedAtWorst: 0 };
  readonly #visits = {
    all: 0,
    attempts: 0,
    counted: 0,
    first: 0,
    any: 0,
    withoutCharge: 0,
    countedAtWorst: 0,
    anyAtWorst: 0,
  };

  /** `times` flows alike. */
  addFlow(flow: TalliedFlow, times = 1): void {
    this.#flows += times;
    this.#outcomes[flow.outcome] += times;
    this.#start.counted += times * Number(countsInStart(flow));
    this.#start.reached += times * Number(startSucceeded(flow));
    this.#start.succeeded += times * Number(sessionSucceeded(flow));
    this.#start.countedAtWorst += times * Number(countsInStartAtWorst(flow));
    this.#end.counted += times * Number(countsInEnd(flow));
    this.#end.succeeded += times * Number(endSucceeded(flow));
    this.#end.countedAtWorst += times * Number(countsInEndAtWorst(flow));
  }

  /** `times` visits alike, with so many attempts in all. */
  addVisit(visit: TalliedVisit, times = 1): void {
    this.#visits.all += times;
    this.#visits.attempts += visit.attempts;
    this.#visits.counted += times * Number(countsInVisits(visit));
    this.#visits.first += times * Number(firstChargeSucceeded(visit));
    this.#visits.any += times * Number(visitSucceeded(visit));
    this.#visits.withoutCharge += times * Number(isNonChargeVisit(visit));
    this.#visits.countedAtWorst += times * Number(visit.countsAtWorst);
    this.#visits.anyAtWorst += times * Number(visit.succeededAtWorst);
  }

  /** Flows counted in Charge Start Success and Session Success. */
  get attempts(): number {
    return this.#start.counted;
  }

  get flows(): number {
    return this.#flows;
  }

  /** Flows `failed` or `interrupted`. */
  get chargesLost(): number {
    return this.#outcomes.failed + this.#outcomes.interrupted;
  }

  get sessionSuccess(): number | null {
    return kpi(this.#start.succeeded, this.#start.counted).ratio;
  }

  figures(): GroupFigures {
    return {
      flows: this.#flows,
      visits: this.#visits.all,
      outcomes: Object.freeze({ ...this.#outcomes }),
      charges_lost: this.chargesLost,
      kpis: this.#kpis(),
    };
  }

  #kpis(): ReportKpis {
    const visits = this.#visits;
    return {
      charge_start_success: share(this.#start.reached, this.#start.counted),
      charge_end_success: share(this.#end.succeeded, this.#end.counted),
      session_success: share(this.#start.succeeded, this.#start.counted),
      first_charge_success: share(visits.first, visits.counted),
      visit_success: share(visits.any, visits.counted),
      attempts_per_visit: kpi(visits.attempts, visits.all),
      non_charge_visits: share(visits.withoutCharge, visits.all),
      abandoned: share(this.#outcomes.abandoned, this.#flows),
      unknown: share(this.#outcomes.unknown, this.#flows),
      if_abandoned_and_unknown_had_failed: this.#atWorst(),
    };
  }

  #atWorst(): SuccessKpis {
    const visits = this.#visits;
    return {
      charge_start_success: share(this.#start.reached, this.#start.countedAtWorst),
      charge_end_success: share(this.#end.succeeded, this.#end.countedAtWorst),
      session_success: share(this.#start.succeeded, this.#start.countedAtWorst),
      first_charge_success: share(visits.first, visits.countedAtWorst),
      visit_success: share(visits.anyAtWorst, visits.countedAtWorst),
    };
  }
}

/** Every outcome with its count, in the order of the model. */
export const outcomeCounts = (
  outcomes: GroupFigures['outcomes'],
): readonly (readonly [FlowOutcome, number])[] =>
  FLOW_OUTCOMES.map((outcome) => [outcome, outcomes[outcome]]);
