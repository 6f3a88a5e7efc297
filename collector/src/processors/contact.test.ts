import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import { Conversation, time, track } from './testkit/conversation.ts';

const socket = (
  clock: string,
  event: 'connect' | 'disconnect',
  connection: string,
  code = 1006,
): Arrival => ({
  kind: 'connection',
  station: 'CS-1',
  receivedAt: time(clock),
  event,
  connection,
  ...(event === 'connect' ? { protocol: 'ocpp1.6' } : { code }),
});
const tick = (clock: string): Arrival => ({ kind: 'tick', receivedAt: time(clock) });

/** What became of the contact, as `clock word`. */
const told = (arrivals: readonly Arrival[]): string[] =>
  track(arrivals).outcomes.flatMap((outcome) => {
    const clock = 'at' in outcome ? new Date(outcome.at).toISOString().slice(11, 19) : '';
    if (outcome.kind === 'station_contact') return [`${clock} ${outcome.connected ? 'there' : 'gone'}`];
    if (outcome.kind === 'station_connect') return [`${clock} connect`];
    if (outcome.kind === 'station_disconnect') return [`${clock} ${outcome.reason}`];
    return [];
  });

describe('contact with a station', () => {
  it('survives a gap that is shorter than the grace', () => {
    expect(
      told([
        socket('10:00:00', 'connect', 'a'),
        socket('10:10:00', 'disconnect', 'a'),
        socket('10:14:59', 'connect', 'b'),
        tick('10:30:00'),
      ]),
    ).toEqual(['10:00:00 connect', '10:00:00 there', '10:10:00 dropped', '10:14:59 connect']);
  });

  it('is lost when the grace has passed, and back with the next message', () => {
    expect(
      told([
        socket('10:00:00', 'connect', 'a'),
        socket('10:10:00', 'disconnect', 'a', 1000),
        tick('10:30:00'),
        socket('10:40:00', 'connect', 'b'),
      ]),
    ).toEqual([
      '10:00:00 connect',
      '10:00:00 there',
      '10:10:00 closed',
      '10:15:00 gone',
      '10:40:00 connect',
      '10:40:00 there',
    ]);
  });

  it('is lost when a station says nothing for an hour, open socket or not', () => {
    expect(told([socket('10:00:00', 'connect', 'a'), tick('11:00:01')])).toEqual([
      '10:00:00 connect',
      '10:00:00 there',
      '11:00:00 silent',
      '11:00:00 gone',
    ]);
  });

  it('is that of the newest socket: an old one that closes later changes nothing', () => {
    expect(
      told([
        socket('10:00:00', 'connect', 'a'),
        socket('10:10:00', 'connect', 'b'),
        socket('10:20:00', 'disconnect', 'a'),
        tick('10:40:00'),
      ]),
    ).toEqual(['10:00:00 connect', '10:00:00 there', '10:10:00 replaced', '10:10:00 connect']);
  });

  it('is there for whoever speaks, even if its connect was never seen', () => {
    const talk = new Conversation().call('Heartbeat', {});
    expect(told(talk.arrivals)).toEqual(['10:00:00 connect', '10:00:00 there']);
  });

  it('makes connectors unknown while it is lost, and gives them their state back', () => {
    const talk = new Conversation().connect().status(1, 'Available').at('10:10:00').disconnect();
    const states = track(talk.at('10:40:00').connect().arrivals).outcomes.flatMap((outcome) =>
      outcome.kind === 'connector_state'
        ? [`${new Date(outcome.at).toISOString().slice(11, 19)} ${outcome.state}`]
        : [],
    );
    expect(states).toEqual([
      '10:00:00 unknown',
      '10:00:00 available',
      '10:15:00 unknown',
      '10:40:00 available',
    ]);
  });
});
