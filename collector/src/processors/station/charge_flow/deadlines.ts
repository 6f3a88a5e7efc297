import { inTransaction, isAuthorized, type OpenFlow } from './open-flow.ts';
import { close, type Closing, type Context, type FlowBook } from './flow-book.ts';
import type { ChargeFlowConfig } from './config.ts';
import type { StationRules } from './rules.ts';

interface Deadline {
  readonly at: number;
  readonly closing: Closing;
}

/** When, by the stream's clock, a flow is over if nothing more is heard of it. */
function deadlineOf(flow: OpenFlow, config: ChargeFlowConfig, book: FlowBook): Deadline {
  const { rules, heldUpAt } = book;
  const after = (from: number, seconds: number, closing: Closing = 'timer'): Deadline => ({
    at: from + seconds * 1_000,
    closing,
  });
  // A station that is away cannot tell: nothing is over because nothing is heard.
  if (flow.awaySince !== null) return after(flow.awaySince, config.zombie_seconds, 'lost');
  if (flow.releasedAt !== null) return after(flow.releasedAt, config.release_seconds, 'released');
  if (inTransaction(flow)) {
    if (flow.boot && !flow.boot.resumed) return after(flow.boot.streamAt, config.resume_seconds, 'lost');
    // With the cable in, a transaction may go on for days after its charge.
    if (flow.halt !== null) return after(flow.halt.streamAt, config.unplug_seconds, 'stopped');
    return after(flow.movedAt, config.zombie_seconds, 'lost');
  }
  if (flow.stop) return after(flow.activeAt, config.unplug_seconds, 'stopped');
  // What it waits for may have happened: the backend does not answer, and the station has not got round to telling.
  const activeAt = Math.max(flow.activeAt, heldUpAt ?? 0);
  if (flow.connector === null) {
    const refused = flow.credential.refusedAt !== null || flow.credential.errorAt !== null;
    if (refused && !isAuthorized(flow)) return after(flow.activeAt, config.retry_seconds);
    const busy = flow.payment !== null && flow.payment.failure === null && !isAuthorized(flow);
    if (busy && flow.payment !== null) {
      const until = Math.max(flow.activeAt, flow.payment.until);
      // Paid beside a station that has said nothing since: what was paid for may have begun, and is told once it speaks.
      if (book.heardAt < until && flow.payment.authorizedAt !== null) return after(until, UNHEARD_SECONDS);
      return after(Math.max(until, book.heardAt), config.retry_seconds);
    }
    const { credential, remote } = flow;
    const unanswered =
      (remote.requestedAt !== null && remote.acceptedAt === null) ||
      (credential.requestedAt !== null && credential.answeredAt === null && !isAuthorized(flow));
    return after(activeAt, unanswered ? config.answer_seconds : connectSeconds(config, rules));
  }
  return after(activeAt, config.idle_seconds);
}

/** So long a station may be silent before it counts as being without contact, s; then flows wait for it anyway. */
const UNHEARD_SECONDS = 3_600;

/** What the station tells may be late by this, s. */
const MARGIN_SECONDS = 10;

/** How long the station itself waits for a cable, where it said. */
const connectSeconds = (config: ChargeFlowConfig, rules: StationRules): number =>
  rules.connectSeconds === null ? config.connect_seconds : rules.connectSeconds + MARGIN_SECONDS;

/** The next moment at which a flow of the station falls due; Infinity when none is open. */
export function nextDeadline(book: FlowBook, config: ChargeFlowConfig): number {
  let next = Infinity;
  for (const flow of book.flows.values()) next = Math.min(next, deadlineOf(flow, config, book).at);
  return next;
}

/** Ends every flow that has fallen due by the stream's time, oldest deadline first. */
export function expire(context: Context): void {
  const due = [...context.book.flows.values()]
    .map((flow) => ({ flow, deadline: deadlineOf(flow, context.config, context.book) }))
    .filter(({ deadline }) => deadline.at <= context.streamAt)
    .sort((one, other) => one.deadline.at - other.deadline.at || (one.flow.id < other.flow.id ? -1 : 1));
  for (const { flow, deadline } of due) close(context, flow, endOf(flow), deadline.closing);
}

/** The last that is known of a flow that a timer ends, event time. */
const endOf = (flow: OpenFlow): number => flow.unplugAt ?? flow.stop?.at ?? flow.lastAt;
