import type { Arrival, FrameArrival } from '../model/arrival.ts';
import type { MessageResult } from '../model/outcome.ts';
import type { MessageSignal, Signal } from '../model/signal.ts';
import { type ConnectionState, interpretConnection } from './connection.ts';
import { type AnswerFrame, type CallFrame, readFrame } from './frame.ts';
import { knownAction } from './known-actions.ts';
import type { Exchange, InterpreterContext, Message } from './message.ts';
import { type PendingCall, expire, remember, take } from './pending.ts';
import { messageOf, resolve } from './version.ts';

export type { InterpreterContext } from './message.ts';

/** What the mapping remembers of one station. Plain data: JSON and back gives the same interpreter. */
export interface InterpreterState extends ConnectionState {
  /** Calls without answer, oldest first. */
  readonly pending: PendingCall[];
}

/** The state of a station of which nothing was seen yet. */
export const newInterpreterState = (): InterpreterState => ({
  protocol: null,
  connection: null,
  pending: [],
});

const seen = (arrival: FrameArrival, action: string, result: MessageResult): MessageSignal => ({
  kind: 'message',
  station: arrival.station,
  receivedAt: arrival.receivedAt,
  eventAt: null,
  action,
  direction: arrival.direction,
  result,
});

const isAllowed = (message: Message, arrival: FrameArrival): boolean =>
  message.sender === 'either' ||
  message.sender === (arrival.direction === 'from_station' ? 'station' : 'csms');

function interpretCall(
  state: InterpreterState,
  arrival: FrameArrival,
  frame: CallFrame,
  exchange: Exchange,
): void {
  const action = knownAction(frame.action);
  const resolved = resolve(state.protocol, action, frame.payload);
  const allowed = resolved !== null && isAllowed(resolved.message, arrival);
  const valid = resolved === null || (allowed && resolved.fits && resolved.native);
  exchange.signals.push(seen(arrival, action, valid ? frame.type : 'invalid'));
  const memo = allowed ? resolved.message.call(frame.payload, resolved.fits, exchange) : null;
  if (frame.type === 'send') return;
  const version = allowed ? resolved.version : null;
  const { direction, receivedAt } = arrival;
  remember(state.pending, { direction, id: frame.id, action, version, receivedAt, memo });
}

function interpretAnswer(
  state: InterpreterState,
  arrival: FrameArrival,
  frame: AnswerFrame,
  exchange: Exchange,
): void {
  const { signals } = exchange;
  const callDirection = arrival.direction === 'from_station' ? 'to_station' : 'from_station';
  const call = take(state.pending, callDirection, frame.id);
  if (call === null) {
    signals.push(seen(arrival, 'unknown', 'unmatched'));
    return;
  }
  const message = messageOf(call.version, call.action);
  const mapped: Signal[] = [];
  const answer: Exchange = { ...exchange, signals: mapped };
  let result: MessageResult = frame.type;
  if (frame.type === 'error') message?.error(answer, call.memo);
  else if (message?.result(frame.payload, answer, call.memo) === false) result = 'invalid';
  signals.push(seen(arrival, call.action, result), {
    kind: 'call_completed',
    station: arrival.station,
    receivedAt: arrival.receivedAt,
    eventAt: null,
    action: call.action,
    direction: callDirection,
    // Logs merged from several writers can hold an answer that is stamped before its call.
    seconds: Math.max(0, arrival.receivedAt - call.receivedAt) / 1000,
  });
  for (const signal of mapped) signals.push(signal);
}

function interpretFrame(
  state: InterpreterState,
  arrival: FrameArrival,
  context: InterpreterContext,
): Signal[] {
  expire(state.pending, arrival.receivedAt);
  const frame = readFrame(arrival.frame);
  const signals: Signal[] = [];
  if (frame.type === 'unreadable') return [seen(arrival, 'unknown', 'invalid')];
  const { station, receivedAt } = arrival;
  const exchange: Exchange = { station, receivedAt, call: frame.id, context, signals };
  switch (frame.type) {
    case 'call':
    case 'send':
      interpretCall(state, arrival, frame, exchange);
      break;
    case 'result':
    case 'error':
      interpretAnswer(state, arrival, frame, exchange);
      break;
    case 'result_error':
      // It complains about an answer, whose call was already taken when that answer passed.
      signals.push(seen(arrival, 'unknown', 'error'));
  }
  return signals;
}

/**
 * What one arrival means. A frame gives exactly one `message` signal, first in the list, then what was found in it;
 * an answer that meets its call gives `call_completed` too. Changes `state`, which belongs to one station, and depends
 * on nothing else; never throws, whatever the frame holds.
 */
export function interpret(state: InterpreterState, arrival: Arrival, context: InterpreterContext): Signal[] {
  if (arrival.kind === 'frame') return interpretFrame(state, arrival, context);
  return arrival.kind === 'connection' ? interpretConnection(state, arrival) : [];
}
