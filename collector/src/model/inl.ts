import type { Flow } from './flow.ts';
import { kpi, type Kpi } from './kpi.ts';
import { START_MODES, type StartMode } from './start-mode.ts';

/** Numbers of INL's equations: Charge Start Success and Session Success of each mode (ChargeX, doi 10.2172/2513383). */
export const INL_EQUATIONS: Readonly<
  Record<StartMode, { readonly start: number; readonly session: number }>
> = {
  plug_in_first: { start: 1, session: 12 },
  authorize_first: { start: 3, session: 14 },
  remote_start: { start: 4, session: 15 },
  cached_or_local: { start: 5, session: 16 },
};

/** What INL's equations look at, of one flow. */
export interface InlFacts {
  /** null: none of the four saw it begin, so that it is in no equation. */
  readonly mode: StartMode | null;
  /** The station reported Charging after the transaction had begun: INL's power delivery attempt. */
  readonly delivered: boolean;
  readonly validStop: boolean;
  /** From the first answer to a credential or remote start, else from the start by cable, to Charging. */
  readonly startSeconds: number | null;
}

/** Takes from a flow what INL's calculator reads from the messages behind it. */
export const inlFacts = ({
  startMode,
  attemptedAt,
  chargingReportedAt,
  validStop,
}: Pick<Flow, 'startMode' | 'attemptedAt' | 'chargingReportedAt' | 'validStop'>): InlFacts => ({
  mode: startMode,
  delivered: chargingReportedAt !== null,
  validStop,
  startSeconds:
    attemptedAt === null || chargingReportedAt === null || attemptedAt > chargingReportedAt
      ? null
      : (chargingReportedAt - attemptedAt) / 1_000,
});

/** One mode's counts and rates. */
export interface InlModeFigures {
  readonly mode: StartMode;
  readonly charge_start_success: Kpi;
  readonly session_success: Kpi;
}

/** A rate over all modes: sums over sums, and as INL weighs it. */
export interface InlRate {
  readonly pooled: Kpi;
  /** Σ(rate × numerator) / Σ numerator: modes that do well weigh more, so it is never below the pooled rate. */
  readonly weighted: number | null;
}

/** INL's equations over some flows, but for the percentiles. */
export interface InlRates {
  readonly modes: readonly InlModeFigures[];
  readonly charge_start_success: InlRate;
  /** Equation 10. */
  readonly charge_end_success: Kpi;
  readonly session_success: InlRate;
  /** Flows that no equation counts. */
  readonly outside: number;
}

/** The pooled rate and INL's weighted one. */
export const inlRate = (rates: readonly Kpi[]): InlRate => {
  const sum = (of: (rate: Kpi) => number): number => rates.reduce((total, rate) => total + of(rate), 0);
  const numerators = sum((rate) => rate.numerator);
  return {
    pooled: kpi(
      numerators,
      sum((rate) => rate.denominator),
    ),
    weighted: numerators > 0 ? sum((rate) => (rate.ratio ?? 0) * rate.numerator) / numerators : null,
  };
};

/** Computes INL's equations 1, 3, 4, 5 (start), 10 (end), 12, 14, 15, 16 (session). */
export const inlRates = (facts: readonly InlFacts[]): InlRates => {
  const counted = facts.filter(({ mode }) => mode !== null);
  const modes = START_MODES.map((mode) => {
    const flows = counted.filter((flow) => flow.mode === mode);
    const having = (holds: (flow: InlFacts) => boolean): Kpi => kpi(flows.filter(holds).length, flows.length);
    return {
      mode,
      charge_start_success: having((flow) => flow.delivered),
      session_success: having((flow) => flow.validStop),
    };
  });
  const delivered = counted.filter((flow) => flow.delivered);
  return {
    modes,
    charge_start_success: inlRate(modes.map((mode) => mode.charge_start_success)),
    charge_end_success: kpi(delivered.filter((flow) => flow.validStop).length, delivered.length),
    session_success: inlRate(modes.map((mode) => mode.session_success)),
    outside: facts.length - counted.length,
  };
};
