import type { FlowEvent } from '../../../model/outcome.ts';
import { onAway, onBack } from '../charge_flow/away.ts';
import { onSignal } from '../charge_flow/charge-flow.ts';
import { expire, nextDeadline } from '../charge_flow/deadlines.ts';
import { closeOldest, type Context } from '../charge_flow/flow-book.ts';
import { paying } from '../charge_flow/paying.ts';
import type { Moment } from '../enrich/clock.ts';
import { ratingOf } from '../enrich/placement.ts';
import { flowEvents } from '../flow-events.ts';
import type { StationSettings } from '../settings.ts';
import type { StationState } from '../station-state.ts';
import type { Step } from './step.ts';

/**
 * Tells the flow book everything up to `until`, steps and timers in the order of their times. What comes of it is known
 * at `knownAt`, which is later where more than can wait was told in one go.
 */
export function advanceFlows(
  state: StationState,
  settings: StationSettings,
  until: number,
  events: FlowEvent[],
  knownAt = until,
): void {
  const { reorder } = state;
  for (;;) {
    const step = reorder.steps[0];
    const stepAt = step?.at ?? Infinity;
    if (Math.min(stepAt, reorder.timerAt) > until) break;
    if (step && stepAt < reorder.timerAt) {
      reorder.steps.shift();
      reorder.doneAt = Math.max(reorder.doneAt, stepAt);
      take(state, settings, step, knownAt, events);
    } else {
      reorder.doneAt = Math.max(reorder.doneAt, reorder.timerAt);
      const context = contextFor(state, settings, { at: reorder.doneAt, late: false, suspect: false }, []);
      expire(context);
      flowEvents(state, settings, context, Math.max(reorder.doneAt, knownAt), events);
    }
    reorder.timerAt = nextDeadline(state.flows, settings.chargeFlow);
  }
  reorder.doneAt = Math.max(reorder.doneAt, until);
}

/** Ends the oldest open flow, for there are too many; false where none is open. */
export function endOldest(state: StationState, settings: StationSettings, events: FlowEvent[]): boolean {
  const { reorder, flows } = state;
  const context = contextFor(state, settings, { at: reorder.doneAt, late: false, suspect: false }, []);
  if (!closeOldest(context)) return false;
  flows.lost.clear();
  flowEvents(state, settings, context, reorder.doneAt, events);
  reorder.timerAt = nextDeadline(flows, settings.chargeFlow);
  return true;
}

/** The station speaks: whoever paid beside it while it was silent waits no longer than it takes to tell. */
export function heard({ flows, reorder }: StationState, { chargeFlow }: StationSettings, now: number): void {
  flows.heardAt = now;
  if (paying(flows, null) !== undefined) reorder.timerAt = nextDeadline(flows, chargeFlow);
}

function take(
  state: StationState,
  settings: StationSettings,
  step: Step,
  knownAt: number,
  events: FlowEvent[],
): void {
  const { flows, reorder, quirks } = state;
  const { doneAt } = reorder;
  if (step.contact === 'found') onBack(flows, doneAt, quirks.includes('no_boot'));
  else if (step.contact === 'lost') onAway(flows, doneAt);
  const over: Context['ended'] = [];
  let context: Context | null = null;
  step.signals.forEach((signal, index) => {
    const moment = step.moments[index];
    if (!moment) return;
    context = contextFor(state, settings, moment, over, context?.amended);
    onSignal(context, signal);
    if (signal.kind === 'boot') booted(state);
  });
  if (context !== null) flowEvents(state, settings, context, Math.max(doneAt, knownAt), events);
}

/** From its boot on the station is what it is now, unless it has booted again since. */
function booted({ reorder }: StationState): void {
  const again = reorder.steps.some(({ signals }) => signals.some(({ kind }) => kind === 'boot'));
  if (!again) reorder.equipment = null;
}

function contextFor(
  state: StationState,
  settings: StationSettings,
  moment: Moment,
  ended: Context['ended'],
  amended: Context['amended'] = [],
): Context {
  return {
    book: state.flows,
    config: settings.chargeFlow,
    codes: settings.codes,
    station: state.id,
    equipment: state.reorder.equipment ?? state.equipment,
    at: moment.at,
    streamAt: state.reorder.doneAt,
    late: moment.late,
    suspect: moment.suspect,
    quirks: state.quirks,
    rating: (evse, connector) => ratingOf(settings.inventory, state.id, evse, connector),
    ended,
    amended,
  };
}
