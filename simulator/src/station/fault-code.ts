import type { BehaviourRule } from '../scenario/schema.ts';
import type { FaultCode } from './plan.ts';

/** A code that says nothing more than that something is wrong. */
const GENERAL = { errorCode: 'OtherError', mrec: null, component: 'ChargingStation' } as const;
/** What a station says that takes one thing for another. */
const WRONG = { errorCode: 'ReaderFailure', mrec: null, component: 'TokenReader' } as const;

/** A code as a station puts it into words: rightly, in general, wrongly, or not at all. */
export function worded(code: FaultCode | null, how: BehaviourRule['code']): FaultCode | null {
  if (code === null || how === 'right') return code;
  if (how === 'none') return null;
  return { ...(how === 'general' ? GENERAL : WRONG), faulted: code.faulted };
}
