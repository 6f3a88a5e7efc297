import type { Direction } from '../../model/arrival.ts';
import type { Signal } from '../../model/signal.ts';
import { type InterpreterContext, type InterpreterState, interpret, newInterpreterState } from '../interpreter.ts';

/** 2026-11-01T10:00:00Z. */
export const TEN = Date.UTC(2026, 10, 1, 10);

/** Everything but the `message` and `call_completed` signals that every conversation has. */
export const meaning = (signals: readonly Signal[]): readonly Signal[] =>
  signals.filter(({ kind }) => kind !== 'message' && kind !== 'call_completed');

/** A station's socket in a test: one second passes between frames. */
export class Conversation {
  readonly state: InterpreterState = newInterpreterState();
  private now = TEN;
  private nextId = 1;
  private readonly context: InterpreterContext;

  constructor(protocol?: string, context: InterpreterContext = { connectorMap: {} }) {
    this.context = context;
    if (protocol !== undefined) this.state.protocol = protocol;
  }

  frame(direction: Direction, frame: readonly unknown[] | null): Signal[] {
    this.now += 1000;
    const arrival = { kind: 'frame', receivedAt: this.now, station: 'CS-1', direction, frame } as const;
    return interpret(this.state, arrival, this.context);
  }

  later(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** A call of the station, and its answer when there is one; the signals of both. */
  station(action: string, payload: unknown, answer?: unknown): Signal[] {
    return this.exchange('from_station', 'to_station', action, payload, answer);
  }

  /** A call of the backend. */
  csms(action: string, payload: unknown, answer?: unknown): Signal[] {
    return this.exchange('to_station', 'from_station', action, payload, answer);
  }

  private exchange(from: Direction, to: Direction, action: string, payload: unknown, answer: unknown): Signal[] {
    const id = `m${this.nextId++}`;
    const signals = this.frame(from, [2, id, action, payload]);
    return answer === undefined ? signals : [...signals, ...this.frame(to, [3, id, answer])];
  }
}

/** The answer that stands for a CALLERROR: `[4, id, 'InternalError', '', {}]`. */
export const callError = (id: string): readonly unknown[] => [4, id, 'InternalError', 'no', {}];
