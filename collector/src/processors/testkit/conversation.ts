import type { Arrival } from '../../model/arrival.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Visit } from '../../model/visit.ts';
import { createTracker, type TrackerSettings } from '../tracker.ts';

const DAY = '2026-11-02T';

/** Milliseconds of a time of the test day, `10:00:00` or `10:00:00.250`. */
export const time = (clock: string): number => Date.parse(`${DAY}${clock}Z`);

/** Writes down what goes over one station's socket, minute by minute, as arrivals. */
export class Conversation {
  readonly arrivals: Arrival[] = [];
  readonly #station: string;
  #now = time('10:00:00');
  #calls = 0;

  constructor(station = 'CS-1') {
    this.#station = station;
  }

  /** The next messages are received at this time of the day. */
  at(clock: string): this {
    this.#now = time(clock);
    return this;
  }

  /** The next messages are received this much later. */
  after(seconds: number): this {
    this.#now += Math.round(seconds * 1_000);
    return this;
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  connect(protocol = 'ocpp1.6'): this {
    this.arrivals.push({
      kind: 'connection',
      station: this.#station,
      receivedAt: this.#now,
      event: 'connect',
      protocol,
    });
    return this;
  }

  disconnect(code = 1006): this {
    this.arrivals.push({
      kind: 'connection',
      station: this.#station,
      receivedAt: this.#now,
      event: 'disconnect',
      code,
    });
    return this;
  }

  /** A call of the station, and its answer a tenth of a second later; no answer when null. */
  call(action: string, payload: object, answer: object | null = {}): this {
    return this.#exchange('from_station', action, payload, answer);
  }

  /** A call of the backend, and the station's answer. */
  command(action: string, payload: object, answer: object | null = { status: 'Accepted' }): this {
    return this.#exchange('to_station', action, payload, answer);
  }

  /** A call of the station that is answered with a CALLERROR. */
  callFails(action: string, payload: object): this {
    const id = this.#send('from_station', action, payload);
    return this.#frame('to_station', [4, id, 'InternalError', '', {}]);
  }

  /** OCPP 1.6 StatusNotification of now. */
  status(connectorId: number, status: string, more: object = {}): this {
    return this.call('StatusNotification', {
      connectorId,
      status,
      errorCode: 'NoError',
      timestamp: this.now,
      ...more,
    });
  }

  /** OCPP 1.6 MeterValues of a transaction, register in Wh and power in W. */
  meter(connectorId: number, transactionId: number, registerWh: number, powerW: number): this {
    const sampledValue = [
      { value: String(registerWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
      { value: String(powerW), measurand: 'Power.Active.Import', unit: 'W' },
    ];
    return this.call('MeterValues', {
      connectorId,
      transactionId,
      meterValue: [{ timestamp: this.now, sampledValue }],
    });
  }

  /** Nothing happens until then but the passing of time. */
  until(clock: string): this {
    this.#now = time(clock);
    this.arrivals.push({ kind: 'tick', receivedAt: this.#now });
    return this;
  }

  #exchange(
    direction: 'from_station' | 'to_station',
    action: string,
    payload: object,
    answer: object | null,
  ): this {
    const id = this.#send(direction, action, payload);
    if (answer === null) return this;
    this.#now += 100;
    return this.#frame(direction === 'from_station' ? 'to_station' : 'from_station', [3, id, answer]);
  }

  #send(direction: 'from_station' | 'to_station', action: string, payload: object): string {
    this.#calls += 1;
    const id = `m${this.#calls}`;
    this.#frame(direction, [2, id, action, payload]);
    return id;
  }

  #frame(direction: 'from_station' | 'to_station', frame: readonly unknown[]): this {
    this.arrivals.push({ kind: 'frame', station: this.#station, receivedAt: this.#now, direction, frame });
    return this;
  }
}

/** What came of a stream of arrivals. */
export interface Tracked {
  readonly outcomes: readonly Outcome[];
  readonly flows: readonly SettledFlow[];
  readonly visits: readonly Visit[];
  readonly open: number;
}

/** Tracks arrivals from beginning to end. */
export function track(arrivals: readonly Arrival[], settings: TrackerSettings = {}): Tracked {
  const tracker = createTracker(settings);
  const outcomes = arrivals.flatMap((arrival) => tracker.apply(arrival));
  const end = tracker.finish();
  return { ...sorted([...outcomes, ...end.outcomes]), open: end.open };
}

/** Flows and visits among outcomes. */
export function sorted(outcomes: readonly Outcome[]): Omit<Tracked, 'open'> {
  return {
    outcomes,
    flows: outcomes.flatMap((outcome) => (outcome.kind === 'flow_settled' ? [outcome.flow] : [])),
    visits: outcomes.flatMap((outcome) => (outcome.kind === 'visit_ended' ? [outcome.visit] : [])),
  };
}
