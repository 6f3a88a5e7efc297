import { inlRates, type InlFacts, type InlRates } from '../../model/inl.ts';
import { startTimeFigures } from './start-times.ts';

/** Charge Start Time, INL's equation 9: seconds; null when nothing was measured. */
export interface InlStartTime {
  readonly count: number;
  readonly p10: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
}

/** What INL's calculator would make of the flows of a report. */
export interface InlFigures extends InlRates {
  readonly charge_start_time: InlStartTime;
  readonly differences: readonly string[];
}

/** Where INL's form and ours part, and why; printed with every figure in INL's form. */
export const INL_DIFFERENCES: readonly string[] = [
  'Credentials that were refused for a reason of the driver stay in INL’s denominators; ours leave them out as `refused`.',
  'A credential or remote start that nobody followed up with a cable counts against the charger here; ours calls it `abandoned` and prints its share.',
  'A start succeeds here when the station reports Charging; ours asks for power or a rising register, and takes the report alone only where a station sends no meter values.',
  'A session succeeds here with a valid stop, even without energy; ours also asks for 60 s of energy above a floor (0.1 kWh DC, 0.05 kWh AC).',
  'Ends that nobody saw are failures here; ours calls them `unknown`, in no numerator and no denominator, unless a fault, restart or power loss stands beside them.',
  'INL’s weighted average weighs each mode by its successes, which favours the modes that do well; compare the pooled rate.',
  'INL’s clock starts at the first answer to a credential, so that walking to the charger and plugging in is in it; ours separates machine time from driver time.',
  'Further taps and remote starts of one plug-in are one attempt here as in ours (INL joins them within 300 s by token); a remote start with an Authorize inside it is counted once, as a remote start, where INL’s calculator also counts the Authorize.',
  'INL’s calculator reads OCPP 2.0.1. For OCPP 1.6 the same four ways of beginning are told apart: an Authorize before the transaction, a remote start, or neither (local list or cache).',
  'INL’s calculator never matches LocalOutOfCredit because of a spelling mistake, and cuts times to whole seconds; both are put right here.',
];

/** INL's form over the flows of a report. */
export const inlFigures = (facts: readonly InlFacts[]): InlFigures => {
  const seconds = facts.flatMap(({ mode, startSeconds }) =>
    mode === null || startSeconds === null ? [] : [startSeconds],
  );
  const { count, p10, p25, p50, p75 } = startTimeFigures(seconds);
  return {
    ...inlRates(facts),
    charge_start_time: { count, p10, p25, p50, p75 },
    differences: INL_DIFFERENCES,
  };
};
