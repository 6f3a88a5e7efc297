import type { Equipment } from '../../../model/place.ts';
import type { Moment } from '../enrich/clock.ts';
import { byNumber, precedes, repeats, type Standing, type Step } from './step.ts';

/** A call with a sound time that waits for its answer: the answer belongs right behind it. */
interface Asked extends Standing {
  readonly receivedAt: number;
  readonly moment: Moment;
}

/** Steps on their way to the flow book, in order, and how far the book is. Plain data. */
export interface Reorder {
  readonly steps: Step[];
  readonly asked: Asked[];
  /** The flow book has been told of everything up to here, and its timers have fired, ms. */
  doneAt: number;
  /** When the next timer of a flow falls due, by the time of the steps, ms. */
  timerAt: number;
  /** Stream time until which nothing is let go: after a reconnect a queue may come, whose order is not known yet. */
  heldUntil: number;
  /** Place of the last step without a time, ms. */
  untimedAt: number;
  /** What the station was when the flow book was told last, where it is another by now. */
  equipment: Equipment | null;
}

/** Nothing is on its way. */
export const newReorder = (): Reorder => ({
  steps: [],
  asked: [],
  doneAt: -Infinity,
  timerAt: Infinity,
  heldUntil: -Infinity,
  untimedAt: -Infinity,
  equipment: null,
});

const MOST_ASKED = 8;
/** Steps of one station that wait; more are let go early. */
export const MOST_STEPS = 64;

/** Puts a step in its place; false where the same message waits there already. */
export function insert({ steps }: Reorder, step: Step): boolean {
  if (steps.some((other) => other.id === step.id && repeats(other, step))) return false;
  const index = step.answer ? behindCall(steps, step) : -1;
  if (index >= 0) steps.splice(index, 0, step);
  else if (step.eventAt !== null || !insertNumbered(steps, step)) insertByTime(steps, step);
  return true;
}

function insertByTime(steps: Step[], step: Step): void {
  let index = steps.length;
  for (; index > 0; index -= 1) {
    const before = steps[index - 1];
    if (before === undefined || !precedes(step, before)) break;
  }
  if (index === steps.length) steps.push(step);
  else steps.splice(index, 0, step);
}

/** Place right behind the call of an answer that inherits its time; −1 where that is gone. */
const behindCall = (steps: readonly Step[], answer: Step): number =>
  answer.eventAt === null
    ? -1
    : steps.findLastIndex(({ id, eventAt }) => id === answer.id && eventAt === answer.eventAt) + 1 || -1;

/** Where no time can be relied on, the numbers of a transaction's events tell their order. */
function insertNumbered(steps: Step[], step: Step): boolean {
  const later = steps.findIndex((other) => byNumber(step, other) < 0);
  const next = steps[later];
  if (!next) return false;
  steps.splice(later, 0, { ...step, at: Math.min(step.at, next.at) });
  return true;
}

/** Remembers a call so that its answer finds its place. */
export function ask({ asked }: Reorder, call: Asked): void {
  const same = asked.findIndex(({ id }) => id === call.id);
  if (same >= 0) asked.splice(same, 1);
  asked.push(call);
  if (asked.length > MOST_ASKED) asked.shift();
}

/** Takes the call that an answer is to; undefined where the call carried no sound time. */
export function takeAsked({ asked }: Reorder, id: string): Asked | undefined {
  const index = asked.findIndex((call) => call.id === id);
  return index < 0 ? undefined : asked.splice(index, 1)[0];
}

/** The moment up to which everything may be let go. */
export const watermark = ({ heldUntil }: Reorder, now: number, latenessMs: number): number =>
  now < heldUntil ? heldUntil - 2 * latenessMs : now - latenessMs;

/** Stream time at which the next step or timer is due; Infinity when there is none. */
export function dueAt({ steps, timerAt, heldUntil }: Reorder, latenessMs: number): number {
  const next = Math.min(steps[0]?.at ?? Infinity, timerAt);
  return next === Infinity ? Infinity : Math.max(next + latenessMs, heldUntil);
}
