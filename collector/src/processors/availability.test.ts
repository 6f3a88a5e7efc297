import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import type { StateInterval } from '../model/availability.ts';
import { Conversation, track } from './testkit/conversation.ts';
import { Conversation201 } from './testkit/conversation201.ts';

/** States in the order in which they began, by connector. */
const states = (talk: Conversation, evse = 1): string[] =>
  track(talk.arrivals).outcomes.flatMap((outcome) =>
    outcome.kind === 'connector_state' && outcome.evse === evse ? [outcome.state] : [],
  );

describe('the state of a connector', () => {
  it('is unknown until it is told', () => {
    expect(states(new Conversation().connect().status(1, 'Preparing'))).toEqual(['unknown', 'occupied']);
  });

  it('follows the statuses of OCPP 1.6', () => {
    const talk = new Conversation().connect();
    for (const status of ['Available', 'Reserved', 'Preparing', 'Charging', 'SuspendedEV', 'SuspendedEVSE'])
      talk.after(10).status(1, status);
    for (const status of ['Finishing', 'Unavailable', 'Faulted']) talk.after(10).status(1, status);
    expect(states(talk).slice(1)).toEqual([
      'available',
      'reserved',
      'occupied',
      'charging',
      'suspended_ev',
      'suspended_evse',
      'finishing',
      'unavailable',
      'faulted',
    ]);
  });

  it('is in OCPP 2.x that of the transaction while the connector is occupied, and occupied again after it', () => {
    const talk = new Conversation201().connect().connector('Available').after(10).connector('Occupied');
    talk.started('T1', { trigger: 'Authorized', token: '~a', state: 'EVConnected' }).after(10);
    talk
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging' })
      .after(10)
      .connector('Occupied');
    talk
      .after(10)
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'SuspendedEV', evse: null })
      .after(10);
    talk
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', evse: null })
      .after(10)
      .connector('Available');
    expect(states(talk).slice(1)).toEqual([
      'available',
      'occupied',
      'charging',
      'suspended_ev',
      'occupied',
      'available',
    ]);
  });

  it('is that of its EVSE only where that says something about it', () => {
    const evse = (talk: Conversation201, actualValue: string): Conversation201 =>
      talk.after(10).event('EVSE', 'AvailabilityState', {
        actualValue,
        trigger: 'Delta',
        component: { name: 'EVSE', evse: { id: 1 } },
      });
    const connector = (
      talk: Conversation201,
      connectorId: number,
      connectorStatus: string,
    ): Conversation201 =>
      talk
        .after(10)
        .call('StatusNotification', { timestamp: talk.now, connectorStatus, evseId: 1, connectorId });
    const of = (talk: Conversation201, number: number): readonly string[] =>
      track(talk.arrivals).outcomes.flatMap((outcome) =>
        outcome.kind === 'connector_state' && outcome.connector === number ? [outcome.state] : [],
      );
    const single = new Conversation201().connect();
    evse(evse(single, 'Available'), 'Occupied');
    expect(of(single, 1)).toEqual(['unknown', 'available', 'occupied']);
    const twin = new Conversation201().connect();
    connector(connector(twin, 1, 'Available'), 2, 'Available');
    evse(connector(twin, 2, 'Occupied'), 'Occupied');
    evse(evse(evse(twin, 'Available'), 'Unavailable'), 'Available');
    expect(of(twin, 1)).toEqual(['unknown', 'available', 'unavailable', 'available']);
    expect(of(twin, 2)).toEqual(['unknown', 'available', 'occupied', 'unavailable', 'available']);
  });

  it('is in use, not unavailable, while the other connector of its EVSE charges', () => {
    const connector = (
      talk: Conversation201,
      connectorId: number,
      connectorStatus: string,
    ): Conversation201 =>
      talk
        .after(10)
        .call('StatusNotification', { timestamp: talk.now, connectorStatus, evseId: 1, connectorId });
    const talk = new Conversation201().connect();
    connector(connector(talk, 1, 'Available'), 2, 'Available');
    connector(connector(connector(talk, 1, 'Occupied'), 2, 'Unavailable'), 1, 'Available');
    connector(connector(talk, 2, 'Available'), 2, 'Unavailable');
    const second = track(talk.arrivals).outcomes.flatMap((outcome) =>
      outcome.kind === 'connector_state' && outcome.connector === 2 ? [outcome.state] : [],
    );
    expect(second).toEqual(['unknown', 'available', 'occupied', 'available', 'unavailable']);
  });

  it('is known from a transaction alone where a station sends no statuses', () => {
    const talk = new Conversation201().connect();
    talk.started('T1', { trigger: 'Authorized', token: '~a', state: 'Charging' });
    expect(states(talk)).toEqual(['unknown', 'charging']);
  });

  it('stays available when a transaction that is over says that it is idle', () => {
    const talk = new Conversation201().connect().connector('Occupied').after(10);
    talk.started('T1', { trigger: 'Authorized', token: '~a', state: 'EVConnected' }).after(10);
    talk.connector('Available').after(1).updated('T1', { trigger: 'EVDeparted', state: 'Idle' });
    expect(states(talk).at(-1)).toBe('available');
  });

  it('is not made useful by a transaction while the connector is Faulted', () => {
    const talk = new Conversation201().connect().connector('Faulted').after(10);
    talk.updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging' });
    expect(states(talk).at(-1)).toBe('faulted');
  });

  it('is that of the station while that is Unavailable or Faulted, and its own afterwards', () => {
    const talk = new Conversation().connect().status(1, 'Available').status(2, 'Charging').after(10);
    talk.status(0, 'Unavailable').after(10).status(0, 'Faulted').after(10).status(0, 'Available');
    expect(states(talk).slice(1)).toEqual(['available', 'unavailable', 'faulted', 'available']);
    expect(states(talk, 2).slice(1)).toEqual(['charging', 'unavailable', 'faulted', 'charging']);
  });

  it('hears what a connector says while its station is Unavailable', () => {
    const talk = new Conversation().connect().status(1, 'Available').status(0, 'Unavailable').after(10);
    talk.status(1, 'Faulted').after(10).status(0, 'Available');
    expect(states(talk).slice(1)).toEqual(['available', 'unavailable', 'faulted']);
  });

  it('is never moved by a status older than the last one, queued or not', () => {
    const talk = new Conversation().connect().status(1, 'Available').at('10:40:00').disconnect();
    talk.after(10).connect().status(1, 'Available');
    talk.status(1, 'Charging', { timestamp: '2026-11-02T10:20:00Z' });
    talk.status(0, 'Available').status(0, 'Faulted', { timestamp: '2026-11-02T10:20:00Z' });
    expect(states(talk)).toEqual(['unknown', 'available']);
  });

  it('ignores connectors beyond a bound', () => {
    const talk = new Conversation().connect();
    for (let connector = 1; connector <= 200; connector += 1) talk.status(connector, 'Available');
    const known = new Set(
      track(talk.arrivals).outcomes.flatMap((outcome) =>
        outcome.kind === 'connector_state' ? [outcome.evse] : [],
      ),
    );
    expect(known.size).toBe(32);
  });
});

describe('a stretch that lasts for days', () => {
  const DAY_MS = 86_400_000;
  const available = new Conversation().connect().status(1, 'Available').arrivals;
  const last = available.at(-1)?.receivedAt ?? 0;
  const midnight = Math.ceil(last / DAY_MS) * DAY_MS;
  /** Heartbeats keep the station in contact. */
  const heartbeats = (until: number): Arrival[] =>
    Array.from({ length: Math.floor((until - last) / 1_800_000) }, (_, index) => ({
      kind: 'frame',
      station: 'CS-1',
      receivedAt: last + (index + 1) * 1_800_000,
      direction: 'from_station',
      frame: [2, `h${index}`, 'Heartbeat', {}],
    }));
  const intervals = (arrivals: readonly Arrival[]): StateInterval[] =>
    track(arrivals).outcomes.flatMap((outcome) =>
      outcome.kind === 'interval_ended' ? [outcome.interval] : [],
    );

  it('is written down at the end of each day, without a gap', () => {
    const written = intervals([...available, ...heartbeats(midnight + 2 * DAY_MS + 3_600_000)]);
    const days = written.filter((interval) => interval.state === 'available');
    expect(days.map((interval) => interval.end)).toEqual([
      midnight,
      midnight + DAY_MS,
      midnight + 2 * DAY_MS,
    ]);
    expect(days.slice(1).map((interval) => interval.start)).toEqual([midnight, midnight + DAY_MS]);
  });

  it('is written about for 400 days of silence, and then no more', () => {
    const written = intervals([...available, { kind: 'tick', receivedAt: last + 8_000 * DAY_MS }]);
    expect(written.at(-1)?.state).toBe('unknown');
    expect(written.length).toBeLessThan(405);
  });
});
