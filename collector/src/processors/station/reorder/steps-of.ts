import type { Signal } from '../../../model/signal.ts';
import { usualDelay, type Clock, type Moment } from '../enrich/clock.ts';
import { rankOf } from './rank.ts';
import { ask, takeAsked, type Reorder } from './reorder.ts';
import type { Standing, Step } from './step.ts';

/** A signal and when it happened; `sound`: its own time tells so, and can be relied on. */
export interface Placed {
  readonly signal: Signal;
  readonly moment: Moment;
  readonly sound: boolean;
}

/** A message of a station whose clock is not known well yet came without delay if it is no older than this, ms. */
const PROMPT_MS = 2_000;
/** The same where the clock is known. */
const PROMPT_KNOWN_MS = 300;
const SECOND_MS = 1_000;

/** What one message says that is for the flow book. */
export interface Message {
  readonly reorder: Reorder;
  readonly clock: Clock;
  readonly id: string;
  readonly placed: readonly Placed[];
  readonly now: number;
}

const isAboutTransaction = ({ signal }: Placed): boolean =>
  signal.kind === 'transaction_started' ||
  signal.kind === 'transaction_updated' ||
  signal.kind === 'transaction_ended';

/** Where something without a time stands that is received now; nothing of the kind overtakes another. */
function untimedPlace(reorder: Reorder, now: number): number {
  reorder.untimedAt = Math.max(reorder.untimedAt, now);
  return reorder.untimedAt;
}

/**
 * Where a message stands that carries a sound time. What came without delay stands where it was received: that is the one
 * clock which it shares with what carries no time. What was delayed stands where it would have been received, of whose
 * whole second it was the last: what carries no time (a card presented) is mostly the cause of what does (a transaction).
 */
function timedPlace(
  clock: Clock,
  eventAt: number,
  now: number,
): { readonly at: number; readonly prompt: boolean } {
  const grain = eventAt % SECOND_MS === 0 ? SECOND_MS : 0;
  const usual = usualDelay(clock);
  const exact = clock.offsetMs === null ? PROMPT_MS : PROMPT_KNOWN_MS + grain;
  const prompt = now - eventAt - usual <= exact;
  return { at: prompt ? now : eventAt + usual + Math.max(0, grain - 1), prompt };
}

/** Contact with the station was lost, or found again. */
export const contactStep = (reorder: Reorder, contact: 'lost' | 'found', now: number): Step => ({
  at: untimedPlace(reorder, now),
  eventAt: null,
  prompt: true,
  rank: 0,
  transaction: null,
  seqNo: null,
  id: '',
  answer: false,
  contact,
  signals: [],
  moments: [],
});

/**
 * The steps that one message gives. What it says of a transaction stays together; other signals stand each at their own
 * time. An answer stands right behind its call, however long it took.
 */
export function stepsOf(message: Message): readonly Step[] {
  const { placed } = message;
  const main = placed.find(isAboutTransaction);
  if (main) return [stepOf(message, main, placed)];
  const answer = answerOf(message);
  if (answer) return [answer];
  const untimed = placed.filter(({ sound }) => !sound);
  const steps = placed.filter(({ sound }) => sound).map((one) => stepOf(message, one, [one]));
  const [first] = untimed;
  return first ? [stepOf(message, first, untimed), ...steps] : steps;
}

function stepOf({ reorder, clock, id, now }: Message, main: Placed, placed: readonly Placed[]): Step {
  const { signal, moment, sound } = main;
  const place = sound
    ? { ...timedPlace(clock, moment.at, now), eventAt: moment.at }
    : { at: untimedPlace(reorder, now), eventAt: null, prompt: true };
  const standing: Standing = {
    ...place,
    rank: rankOf(signal),
    transaction: 'transaction' in signal ? signal.transaction : null,
    seqNo: 'seqNo' in signal ? signal.seqNo : null,
    id,
  };
  if (sound && placed.some((one) => isAnswered(one.signal)))
    ask(reorder, { ...standing, receivedAt: now, moment });
  return {
    ...standing,
    answer: isAnswer(signal),
    contact: null,
    signals: placed.map((one) => one.signal),
    moments: placed.map((one) => one.moment),
  };
}

/** The flow book is told how such a call was answered. */
const isAnswered = ({ kind }: Signal): boolean => kind === 'transaction_started' || kind === 'authorization';

const isAnswer = (signal: Signal): boolean =>
  signal.kind === 'transaction_accepted' ||
  ((signal.kind === 'authorization' || signal.kind === 'remote_start') && signal.phase !== 'requested');

/** An answer to a call that carried a sound time: it came as much later as its call was kept waiting. */
function answerOf({ reorder, placed, now }: Message): Step | null {
  const signal = placed.find((one) => isAnswer(one.signal))?.signal;
  if (!signal || !('call' in signal)) return null;
  const call = takeAsked(reorder, signal.call);
  if (!call) return null;
  const { receivedAt, moment, ...step } = call;
  const at = moment.at + Math.max(0, now - receivedAt);
  return {
    ...step,
    answer: true,
    contact: null,
    signals: placed.map((one) => one.signal),
    moments: placed.map(() => ({ ...moment, at })),
  };
}
