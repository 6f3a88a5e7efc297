import type { Signal } from '../../../model/signal.ts';
import type { Moment } from '../enrich/clock.ts';

/** Where a step stands in the order of things. */
export interface Standing {
  /** When it was received, or would have been without delay, ms. */
  readonly at: number;
  /** The charger's own time of it, ms; null where it carries none that can be relied on. */
  readonly eventAt: number | null;
  /** It came without delay. */
  readonly prompt: boolean;
  /** Order within one moment, as a charge goes. */
  readonly rank: number;
  readonly transaction: string | null;
  readonly seqNo: number | null;
  /** Message id, of the call where it is an answer. */
  readonly id: string;
}

/**
 * What the flow book is told in one go: the signals of one message, or that contact was lost or found again. Plain data.
 */
export interface Step extends Standing {
  readonly answer: boolean;
  readonly contact: 'lost' | 'found' | null;
  readonly signals: readonly Signal[];
  /** Of each signal. */
  readonly moments: readonly Moment[];
}

/**
 * Whether a step that comes now belongs before one that came already. Times of the charger are compared with each other;
 * what carries none keeps its order and is compared with the others by receipt.
 */
export function precedes(step: Step, other: Step): boolean {
  if (step.eventAt === null && other.eventAt === null) return false;
  if (step.eventAt === null || other.eventAt === null) return step.at < other.at;
  if (step.eventAt !== other.eventAt) return step.eventAt < other.eventAt;
  const numbers = byNumber(step, other);
  if (numbers !== 0) return numbers < 0;
  // What came in order is in order: whole seconds hold more than one thing.
  if (step.prompt && other.prompt) return false;
  if (step.rank !== other.rank) return step.rank < other.rank;
  const [one, two] = [step.transaction ?? '', other.transaction ?? ''];
  return one === two ? step.id < other.id : one < two;
}

/** By the numbers of a transaction's events (OCPP 2.x seqNo); 0 where they tell nothing. */
export const byNumber = (one: Step, other: Step): number =>
  one.transaction === null ||
  one.transaction !== other.transaction ||
  one.seqNo === null ||
  other.seqNo === null
    ? 0
    : one.seqNo - other.seqNo;

/** The same message once more. Some stations give all their messages one id: what they say must be the same, too. */
export const repeats = (one: Step, other: Step): boolean =>
  one.id === other.id &&
  one.answer === other.answer &&
  one.contact === null &&
  other.contact === null &&
  saying(one) === saying(other);

const saying = ({ signals }: Step): string =>
  JSON.stringify(signals, (name, value: unknown) => (name === 'receivedAt' ? undefined : value));
