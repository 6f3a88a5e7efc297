import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival, Direction } from '../model/arrival.ts';
import { MESSAGE_RESULTS } from '../model/outcome.ts';
import type { Signal } from '../model/signal.ts';
import { type InterpreterState, interpret, newInterpreterState } from './interpreter.ts';
import { Conversation, TEN, callError, meaning } from './testdata/conversation.ts';
import { MESSAGES_16 } from './testdata/messages-16.ts';
import { MESSAGES_201 } from './testdata/messages-201.ts';

const AT = '2026-11-01T10:00:00Z';
const STATUS_16 = { connectorId: 1, errorCode: 'NoError', status: 'Charging', timestamp: AT };
const STATUS_201 = { timestamp: AT, connectorStatus: 'Occupied', evseId: 1, connectorId: 1 };
const context = { connectorMap: {} };

const seen = (signals: readonly Signal[]) => signals.filter((signal) => signal.kind === 'message');

describe('a frame', () => {
  it('gives exactly one message signal, and its answer a completed call', () => {
    const conversation = new Conversation('ocpp1.6');
    expect(conversation.station('Heartbeat', {}, { currentTime: AT })).toEqual([
      {
        kind: 'message',
        station: 'CS-1',
        receivedAt: TEN + 1000,
        eventAt: null,
        action: 'Heartbeat',
        direction: 'from_station',
        result: 'call',
      },
      {
        kind: 'message',
        station: 'CS-1',
        receivedAt: TEN + 2000,
        eventAt: null,
        action: 'Heartbeat',
        direction: 'to_station',
        result: 'result',
      },
      {
        kind: 'call_completed',
        station: 'CS-1',
        receivedAt: TEN + 2000,
        eventAt: null,
        action: 'Heartbeat',
        direction: 'from_station',
        seconds: 1,
      },
    ]);
  });

  it.each([null, [], ['hello'], [7, 'x', {}]])('that is no OCPP (%j) is invalid', (frame) => {
    expect(new Conversation().frame('from_station', frame)).toMatchObject([
      { kind: 'message', action: 'unknown', result: 'invalid' },
    ]);
  });

  it('with an action that no version knows never leaks it, and its answer still meets it', () => {
    const signals = new Conversation('ocpp1.6').station('Evil\naction', {}, {});
    expect(seen(signals).map(({ action, result }) => [action, result])).toEqual([
      ['unknown_action', 'call'],
      ['unknown_action', 'result'],
    ]);
  });

  it('of a known action that is not mapped passes by name', () => {
    expect(new Conversation('ocpp2.0.1').csms('GetBaseReport', {})).toMatchObject([
      { action: 'GetBaseReport', result: 'call' },
    ]);
  });

  it('without payload is invalid and still understood', () => {
    const signals = new Conversation('ocpp1.6').frame('to_station', [2, 'x', 'Reset']);
    expect(signals).toMatchObject([
      { result: 'invalid' },
      { kind: 'command', action: 'Reset', detail: null },
    ]);
  });

  it('that breaks its schema is used as far as it can be read', () => {
    const payload = { ...STATUS_16, connectorId: '1', info: 'x'.repeat(80), timestamp: null };
    expect(new Conversation('ocpp1.6').station('StatusNotification', payload)).toMatchObject([
      { result: 'invalid' },
      { kind: 'status', evse: 1, status: 'charging', eventAt: null },
    ]);
  });

  it('from the wrong side is invalid and commands nothing', () => {
    const conversation = new Conversation('ocpp1.6');
    expect(conversation.station('Reset', { type: 'Hard' }, { status: 'Accepted' })).toMatchObject([
      { kind: 'message', action: 'Reset', result: 'invalid' },
      { kind: 'message', action: 'Reset', result: 'result' },
      { kind: 'call_completed' },
    ]);
  });
});

describe('the OCPP version', () => {
  it('may be the wrong one for a message: it counts as invalid and is still understood', () => {
    expect(new Conversation('ocpp1.6').station('StatusNotification', STATUS_201)).toMatchObject([
      { result: 'invalid' },
      { kind: 'status', status: 'occupied' },
    ]);
    expect(new Conversation('ocpp2.0.1').station('StatusNotification', STATUS_16)).toMatchObject([
      { result: 'invalid' },
      { kind: 'status', status: 'charging' },
    ]);
    const start = { connectorId: 1, idTag: '~0123456789abcdef', meterStart: 1, timestamp: AT };
    expect(new Conversation('ocpp2.0.1').station('StartTransaction', start)[1]).toMatchObject({
      kind: 'transaction_started',
    });
  });

  it.each([undefined, 'ocpp9'])('is guessed for each message when it is %p', (protocol) => {
    const conversation = new Conversation(protocol);
    expect(conversation.station('StatusNotification', STATUS_201)).toMatchObject([
      { result: 'call' },
      { kind: 'status', status: 'occupied' },
    ]);
    expect(conversation.station('StatusNotification', STATUS_16)).toMatchObject([
      { result: 'call' },
      { kind: 'status', status: 'charging' },
    ]);
  });

  it('is that of the newest socket', () => {
    const state = newInterpreterState();
    const connect = { kind: 'connection', receivedAt: TEN, station: 'CS-1', event: 'connect' } as const;
    interpret(state, { ...connect, protocol: 'ocpp2.0.1', connection: 'c1' }, context);
    expect(state.protocol).toBe('ocpp2.0.1');
    interpret(state, { ...connect, connection: 'c2' }, context);
    expect(state.protocol).toBeNull();
  });
});

describe('an answer', () => {
  it('without call is unmatched', () => {
    expect(new Conversation().frame('to_station', [3, 'never', {}])).toMatchObject([
      { action: 'unknown', result: 'unmatched' },
    ]);
  });

  it('that comes twice is unmatched the second time', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.station('Heartbeat', {}, { currentTime: AT });
    expect(conversation.frame('to_station', [3, 'm1', {}])).toMatchObject([{ result: 'unmatched' }]);
  });

  it('meets the call of the other side, even if both sides use the same id', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.frame('from_station', [2, '1', 'Heartbeat', {}]);
    conversation.frame('to_station', [2, '1', 'Reset', { type: 'Soft' }]);
    expect(conversation.frame('from_station', [3, '1', { status: 'Accepted' }])).toMatchObject([
      { action: 'Reset', direction: 'from_station', result: 'result' },
      { kind: 'call_completed', action: 'Reset', direction: 'to_station' },
      { kind: 'command', phase: 'answered' },
    ]);
    expect(conversation.frame('to_station', [3, '1', { currentTime: AT }])).toMatchObject([
      { action: 'Heartbeat' },
      { kind: 'call_completed', action: 'Heartbeat', direction: 'from_station' },
    ]);
  });

  it('that is an error completes its call', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.station('Heartbeat', {});
    expect(conversation.frame('to_station', callError('m1'))).toMatchObject([
      { action: 'Heartbeat', result: 'error' },
      { kind: 'call_completed' },
    ]);
  });

  it('that breaks its schema is invalid and read as far as it goes', () => {
    const conversation = new Conversation('ocpp1.6');
    const start = { connectorId: 1, idTag: '~0123456789abcdef', meterStart: 1, timestamp: AT };
    expect(conversation.station('StartTransaction', start, { transactionId: '55' }).slice(2)).toMatchObject([
      { kind: 'message', result: 'invalid' },
      { kind: 'call_completed' },
      { kind: 'transaction_accepted', transaction: '55', status: null },
      { kind: 'authorization', transaction: '55', status: null },
    ]);
  });

  it('that is late by more than ten minutes is unmatched', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.station('Heartbeat', {});
    conversation.later(600_000);
    expect(conversation.frame('to_station', [3, 'm1', {}])).toMatchObject([{ result: 'unmatched' }]);
  });

  it('with a clock that went back never takes negative time', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.station('Heartbeat', {});
    conversation.later(-5_000);
    expect(conversation.frame('to_station', [3, 'm1', {}])[1]).toMatchObject({ seconds: 0 });
  });

  it('complaining about a result (OCPP 2.1) is an error of no call', () => {
    expect(
      new Conversation('ocpp2.1').frame('from_station', [5, 'm1', 'FormatViolation', '', {}]),
    ).toMatchObject([{ action: 'unknown', result: 'error' }]);
  });
});

describe('the calls without answer', () => {
  it('are never more than 64, the oldest go', () => {
    const conversation = new Conversation('ocpp1.6');
    for (let call = 0; call < 100; call += 1) conversation.station('Heartbeat', {});
    expect(conversation.state.pending).toHaveLength(64);
    expect(conversation.frame('to_station', [3, 'm1', {}])).toMatchObject([{ result: 'unmatched' }]);
    expect(conversation.frame('to_station', [3, 'm100', { currentTime: AT }])[0]).toMatchObject({
      result: 'result',
    });
  });

  it('are replaced by a retry with the same id', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.frame('from_station', [2, 'a', 'Heartbeat', {}]);
    conversation.frame('from_station', [2, 'a', 'StatusNotification', STATUS_16]);
    expect(conversation.state.pending).toHaveLength(1);
    expect(conversation.frame('to_station', [3, 'a', {}])[1]).toMatchObject({
      action: 'StatusNotification',
      seconds: 1,
    });
  });

  it('survive a snapshot', () => {
    const conversation = new Conversation('ocpp1.6');
    conversation.station('Authorize', { idTag: '~0123456789abcdef' });
    const restored: InterpreterState = JSON.parse(JSON.stringify(conversation.state));
    const arrival = {
      kind: 'frame',
      receivedAt: TEN + 9000,
      station: 'CS-1',
      direction: 'to_station',
      frame: [3, 'm1', { idTagInfo: { status: 'Expired' } }],
    } as const;
    expect(meaning(interpret(restored, arrival, context))).toMatchObject([
      { phase: 'answered', identity: '~0123456789abcdef', status: 'expired' },
    ]);
  });
});

describe('a socket', () => {
  const arrive = (state: InterpreterState, more: object) =>
    interpret(
      state,
      { kind: 'connection', receivedAt: TEN, station: 'CS-1', event: 'connect', ...more },
      context,
    );

  it('opens with its protocol', () => {
    expect(arrive(newInterpreterState(), { protocol: 'ocpp1.6', connection: 'c1' })).toEqual([
      {
        kind: 'connected',
        station: 'CS-1',
        receivedAt: TEN,
        eventAt: null,
        protocol: 'ocpp1.6',
        connection: 'c1',
      },
    ]);
  });

  it.each([
    [1000, 'closed'],
    [1001, 'closed'],
    [1006, 'dropped'],
    [undefined, 'dropped'],
  ])('closed with code %p was %s', (code, reason) => {
    const more = code === undefined ? {} : { code };
    expect(arrive(newInterpreterState(), { event: 'disconnect', ...more })).toMatchObject([
      { kind: 'disconnected', reason },
    ]);
  });

  it('reports its round trip without opening again', () => {
    const state = newInterpreterState();
    arrive(state, { protocol: 'ocpp1.6', connection: 'c1' });
    expect(arrive(state, { event: 'ping', connection: 'c1', pingMs: 250 })).toMatchObject([
      { kind: 'ping', seconds: 0.25 },
    ]);
    expect(state.protocol).toBe('ocpp1.6');
  });

  it.each(['tick', 'watch'] as const)('has nothing to do with a %s', (kind) => {
    expect(interpret(newInterpreterState(), { kind, receivedAt: TEN }, context)).toEqual([]);
  });
});

describe('any frame', () => {
  const samples = [...MESSAGES_16, ...MESSAGES_201];
  const junk = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.constantFrom('', '~0123456789abcdef', -1, 1e308, '9'.repeat(60)),
  );

  /** Replaces one value somewhere in a payload. */
  const mutate = (value: unknown, path: readonly number[], replacement: unknown): unknown => {
    const [step, ...rest] = path;
    if (step === undefined || typeof value !== 'object' || value === null) return replacement;
    const entries = Object.entries(value);
    const chosen = entries[step % Math.max(1, entries.length)];
    if (chosen === undefined) return replacement;
    const changed = mutate(chosen[1], rest, replacement);
    if (Array.isArray(value))
      return value.map((item: unknown, index) => (String(index) === chosen[0] ? changed : item));
    return { ...value, [chosen[0]]: changed };
  };

  const mutant = fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.nat(8), { maxLength: 6 }),
      junk,
      fc.boolean(),
      fc.boolean(),
    )
    .map(([sample, path, replacement, isCall, swap]): { direction: Direction; frame: unknown[] } => {
      const fromStation = (sample.from === 'from_station') === isCall;
      const direction = fromStation !== swap ? 'from_station' : 'to_station';
      const payload = mutate(isCall ? sample.request : sample.response, path, replacement);
      return { direction, frame: isCall ? [2, 'm', sample.action, payload] : [3, 'm', payload] };
    });
  const wild = fc.record({
    direction: fc.constantFrom<Direction>('from_station', 'to_station'),
    frame: fc.array(fc.anything(), { maxLength: 6 }),
  });
  const conversations = fc.tuple(
    fc.constantFrom(null, 'ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'),
    fc.array(fc.oneof({ weight: 9, arbitrary: mutant }, { weight: 1, arbitrary: wild }), { maxLength: 12 }),
  );

  const textsOf = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
  };

  it('is interpreted without a throw, with one message, bounded texts and finite numbers, the same every time', () => {
    fc.assert(
      fc.property(conversations, ([protocol, frames]) => {
        const state = { ...newInterpreterState(), protocol };
        let twin: InterpreterState = { ...newInterpreterState(), protocol };
        frames.forEach(({ direction, frame }, index) => {
          const arrival: Arrival = {
            kind: 'frame',
            receivedAt: TEN + index,
            station: 'CS-1',
            direction,
            frame,
          };
          const signals = interpret(state, arrival, context);
          expect(seen(signals)).toHaveLength(1);
          expect(MESSAGE_RESULTS).toContain(seen(signals)[0]?.result);
          for (const text of textsOf(signals)) expect(text.length).toBeLessThanOrEqual(128);
          expect(JSON.parse(JSON.stringify(signals))).toEqual(signals);
          expect(interpret(twin, arrival, context)).toEqual(signals);
          twin = JSON.parse(JSON.stringify(twin));
          expect(twin).toEqual(state);
        });
      }),
      { numRuns: 500 },
    );
  });
});
