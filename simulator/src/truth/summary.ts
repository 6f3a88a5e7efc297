import type { FlowOutcome } from '@firstcharge/collector/model/flow.ts';
import type { VisitResult } from '@firstcharge/collector/model/visit.ts';
import type { FlowFacts } from './flow.ts';
import { isValidStop } from './facts.ts';
import type { Verdict } from './verdict.ts';

interface Ratio {
  numerator: number;
  denominator: number;
}

const count = (ratio: Ratio, hit: boolean): void => {
  ratio.denominator += 1;
  if (hit) ratio.numerator += 1;
};

/** Counts of the truth, as the public definitions count (numerators only hold flows of their denominator). */
export class Tally {
  open = 0;
  faults = 0;
  flows = 0;
  visits = 0;
  private counted = 0;
  readonly outcomes: Record<string, number>;
  readonly visitResults: Record<string, number>;
  readonly reasons: Record<string, number> = {};
  readonly stages: Record<string, number> = {};
  readonly attributions: Record<string, number> = {};
  private readonly start: Ratio = { numerator: 0, denominator: 0 };
  private readonly end: Ratio = { numerator: 0, denominator: 0 };
  private readonly session: Ratio = { numerator: 0, denominator: 0 };
  private readonly firstCharge: Ratio = { numerator: 0, denominator: 0 };
  private readonly visitSuccess: Ratio = { numerator: 0, denominator: 0 };

  constructor(outcomes: readonly FlowOutcome[], visitResults: readonly VisitResult[]) {
    this.outcomes = Object.fromEntries(outcomes.map((outcome) => [outcome, 0]));
    this.visitResults = Object.fromEntries(visitResults.map((result) => [result, 0]));
  }

  flow(flow: FlowFacts, verdict: Verdict): void {
    const { outcome } = verdict;
    this.flows += 1;
    add(this.outcomes, outcome);
    if (outcome === 'failed' || outcome === 'interrupted') {
      add(this.reasons, verdict.reason ?? 'none');
      add(this.stages, verdict.failedStage ?? 'none');
      add(this.attributions, verdict.attribution ?? 'none');
    }
    if (outcome === 'abandoned' || outcome === 'unknown' || outcome === 'refused') return;
    const reached = flow.transactions.some((transaction) => transaction.energyAt !== null);
    count(this.start, reached);
    count(this.session, outcome === 'success');
    if (reached) {
      const stop = flow.transactions.at(-1)?.stop ?? null;
      const valid = stop !== null && isValidStop(stop);
      count(this.end, outcome === 'success' || (outcome !== 'interrupted' && valid));
    }
  }

  visit(result: VisitResult, verdicts: readonly Verdict[]): void {
    this.visits += 1;
    this.counted += verdicts.length;
    add(this.visitResults, result);
    if (result === 'not_counted') return;
    count(this.firstCharge, result === 'first_ok');
    count(this.visitSuccess, result !== 'failed');
  }

  summary(): object {
    const kpi = ({ numerator, denominator }: Ratio) => ({
      numerator,
      denominator,
      ratio: denominator === 0 ? null : numerator / denominator,
    });
    return {
      flows: this.flows,
      open: this.open,
      visits: this.visits,
      faults: this.faults,
      outcomes: this.outcomes,
      failed_stages: this.stages,
      reasons: this.reasons,
      attributions: this.attributions,
      visit_results: this.visitResults,
      charge_start_success: kpi(this.start),
      charge_end_success: kpi(this.end),
      session_success: kpi(this.session),
      first_charge_success: kpi(this.firstCharge),
      visit_success: kpi(this.visitSuccess),
      attempts_per_visit: kpi({ numerator: this.counted, denominator: this.visits }),
    };
  }
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
