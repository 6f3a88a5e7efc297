import type { LimitSignal } from '../../../model/signal.ts';
import { note } from './evidence.ts';
import { lowerLimit, type Context } from './flow-book.ts';

/** Below this no vehicle charges: the least current that a control pilot can offer (IEC 61851-1), A, and its power, W. */
const LEAST_AMPERES = 6;
const LEAST_WATTS = 1_380;
/** One phase, line to neutral: what amperes are worth where nothing says how many phases they are of. */
const VOLTS = 230;
const MAX_EVSES = 32;

/** A limit of next to nothing is managed charging, not failure (ruling 13). EVSE 0 is the whole station. */
export function onLimit(context: Context, { evse, watts, amperes }: LimitSignal): void {
  const { limited, limits, flows } = context.book;
  const limitW = watts ?? (amperes === null ? null : amperes * VOLTS);
  if (limitW === null && evse === 0) limits.clear();
  else if (limitW === null) limits.delete(evse);
  else if (limits.size < MAX_EVSES || limits.has(evse)) limits.set(evse, limitW);
  const holdsBack = amperes === null ? watts !== null && watts < LEAST_WATTS : amperes < LEAST_AMPERES;
  if (holdsBack && limited.size < MAX_EVSES) limited.add(evse);
  else if (!holdsBack && evse === 0) limited.clear();
  else if (!holdsBack) limited.delete(evse);
  for (const flow of flows.values()) {
    if (evse !== 0 && flow.evse !== evse) continue;
    const held = limited.has(0) || (flow.evse !== null && limited.has(flow.evse));
    const { energy } = flow;
    lowerLimit(context.book, flow);
    if (held) energy.limitedAt ??= context.at;
    else if (energy.limitedAt !== null) {
      energy.limitedAt = null;
      energy.limitLiftedAt = context.at;
    }
    note(flow, context.at, watts === null && amperes === null ? 'limit cleared' : 'limit set');
  }
}
