import type { PaymentPhase } from '../../model/payment.ts';
import type { TerminalResult } from '../../model/telemetry-outcome.ts';

/** What is remembered of one payment terminal. Plain data. */
export interface Terminal {
  /** null before its first sign of life. */
  up: boolean | null;
  /** When that was so by the source's clock, ms. */
  at: number;
  /** Stream time at which silence says that it is down; Infinity while it is down or nothing is known. */
  silentAt: number;
  /** Its reader is said not to work, so that it may be heard of and take no card. */
  readerFailed: boolean;
  /** Events that were counted, newest last. */
  readonly events: Set<string>;
}

/** A terminal of which nothing is known. */
export const newTerminal = (): Terminal => ({
  up: null,
  at: -Infinity,
  silentAt: Infinity,
  readerFailed: false,
  events: new Set(),
});

const MOST_EVENTS = 128;

/** Whether drivers can pay here, as far as is known; null before the first sign of life. */
const takesCards = ({ up, readerFailed }: Terminal): boolean | null =>
  up === null ? null : up && !readerFailed;

/** A sign of life, or word that it is offline; true when drivers could not pay before and can now, or the other way. */
export function onSign(terminal: Terminal, up: boolean, at: number, silentAt: number): boolean {
  if (at < terminal.at) return false;
  const before = takesCards(terminal);
  terminal.up = up;
  terminal.at = at;
  terminal.silentAt = up ? silentAt : Infinity;
  return takesCards(terminal) !== before;
}

/** Word that its reader fails, or works again; true when that changes whether drivers can pay. */
export function onReader(terminal: Terminal, failed: boolean): boolean {
  const before = takesCards(terminal);
  terminal.readerFailed = failed;
  return takesCards(terminal) !== before;
}

/** It has been silent for too long; true when drivers could pay until now. */
export function onSilence(terminal: Terminal, now: number): boolean {
  if (terminal.silentAt > now) return false;
  const before = takesCards(terminal);
  terminal.silentAt = Infinity;
  terminal.up = false;
  return before === true;
}

/** Whether this event has not been seen before; one without a name is always new. */
export function isFirst({ events }: Terminal, event: string | null): boolean {
  if (event === null) return true;
  if (events.has(event)) return false;
  events.add(event);
  if (events.size > MOST_EVENTS)
    for (const oldest of events) {
      events.delete(oldest);
      break;
    }
  return true;
}

/** How a payment is counted; null when it is not decided by it. */
export const resultOf = (phase: PaymentPhase): TerminalResult | null =>
  phase === 'authorized' || phase === 'declined' || phase === 'timed_out' ? phase : null;

/** What a payment says of the terminal itself: nothing when only the service or the backend speaks. */
export function signOf(phase: PaymentPhase): boolean | null {
  if (phase === 'terminal_offline') return false;
  return phase === 'started' || phase === 'authorized' || phase === 'declined' ? true : null;
}
