import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../../model/arrival.ts';
import type { Flow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import { createTracker, type Tracker } from '../tracker.ts';
import { arrival, condition, evseOf, feeder, FIELD, reading, router, T0, terminal } from './testkit/field.ts';

const iso = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();

/** OCPP 1.6 of station CS-1, and telemetry beside it. */
class Site {
  tracker: Tracker = createTracker({ inventory: FIELD });
  readonly outcomes: Outcome[] = [];
  #calls = 0;

  take(...arrivals: readonly Arrival[]): void {
    for (const each of arrivals) this.outcomes.push(...this.tracker.apply(each));
  }

  connect(): void {
    this.take({ kind: 'connection', receivedAt: T0, station: 'CS-1', event: 'connect', protocol: 'ocpp1.6' });
  }

  call(seconds: number, action: string, payload: object, answer: object = {}): void {
    const id = String((this.#calls += 1));
    const receivedAt = T0 + seconds * 1_000;
    const toStation = action === 'UnlockConnector';
    const sides = toStation
      ? (['to_station', 'from_station'] as const)
      : (['from_station', 'to_station'] as const);
    this.take(
      { kind: 'frame', receivedAt, station: 'CS-1', direction: sides[0], frame: [2, id, action, payload] },
      { kind: 'frame', receivedAt, station: 'CS-1', direction: sides[1], frame: [3, id, answer] },
    );
  }

  status(seconds: number, status: string): void {
    this.call(seconds, 'StatusNotification', {
      connectorId: 1,
      status,
      errorCode: 'NoError',
      timestamp: iso(seconds),
    });
  }

  /** A card is accepted, a transaction begins, no energy flows and the driver gives up. */
  failingCharge(during: () => void = () => undefined): void {
    this.connect();
    this.status(10, 'Preparing');
    const accepted = { idTagInfo: { status: 'Accepted' } };
    this.call(20, 'Authorize', { idTag: 'A' }, accepted);
    this.call(
      25,
      'StartTransaction',
      { connectorId: 1, idTag: 'A', meterStart: 0, timestamp: iso(25) },
      { transactionId: 7, ...accepted },
    );
    during();
    this.call(400, 'StopTransaction', {
      transactionId: 7,
      idTag: 'A',
      meterStop: 0,
      timestamp: iso(400),
      reason: 'Other',
    });
    this.status(405, 'Finishing');
    this.status(410, 'Available');
    this.take({ kind: 'tick', receivedAt: T0 + 3_600_000 });
  }

  flows(): Flow[] {
    this.outcomes.push(...this.tracker.finish().outcomes);
    return this.outcomes.flatMap((outcome) => (outcome.kind === 'flow_settled' ? [outcome.flow] : []));
  }

  kinds(kind: Outcome['kind']): Outcome[] {
    return this.outcomes.filter((outcome) => outcome.kind === kind);
  }
}

describe('what was measured during a flow', () => {
  it('is part of it: its range, the links of its station and the grid of its site', () => {
    const site = new Site();
    site.take(
      arrival(0, router, condition('link_up', true)),
      arrival(0, feeder, condition('grid_present', true)),
    );
    site.take(arrival(5, evseOf('CS-1', 1), reading('temperature_celsius', 90, 'connector')));
    site.failingCharge(() => {
      const at = evseOf('CS-1', 1);
      site.take(arrival(60, at, reading('temperature_celsius', 40, 'connector')));
      site.take(arrival(120, at, reading('temperature_celsius', 71, 'connector')));
      site.take(arrival(180, at, reading('temperature_celsius', 55, 'connector')));
      // Of another EVSE, and of the station.
      site.take(arrival(180, evseOf('CS-1', 2), reading('temperature_celsius', 99, 'connector')));
      site.take(arrival(180, evseOf('CS-1', null), reading('fan_rpm', 2_000)));
      site.take(
        arrival(200, router, condition('link_up', false)),
        arrival(230, router, condition('link_up', true)),
      );
      site.take(arrival(240, router, condition('link_up', false)));
    });
    site.take(arrival(3_700, router, condition('link_up', true)));
    const [flow] = site.flows();
    expect(flow?.outcome).toBe('failed');
    expect(flow?.context).toEqual({
      quantities: [
        { quantity: 'temperature_celsius', location: 'connector', phase: '', least: 40, most: 71, last: 55 },
        { quantity: 'fan_rpm', location: '', phase: '', least: 2_000, most: 2_000, last: 2_000 },
      ],
      links: [{ link: 'RUT-1', up: false, drops: 2 }],
      grid: true,
    });
  });

  it('is nothing where nothing is known', () => {
    const site = new Site();
    site.failingCharge();
    expect(site.flows()[0]).not.toHaveProperty('context');
  });

  it('survives a snapshot in the middle', () => {
    const site = new Site();
    site.failingCharge(() => {
      site.take(arrival(60, evseOf('CS-1', 1), reading('temperature_celsius', 40)));
      site.tracker = createTracker({ inventory: FIELD }, site.tracker.snapshot());
    });
    expect(site.flows()[0]?.context?.quantities).toHaveLength(1);
  });
});

describe('a problem told beside OCPP', () => {
  it('raises and clears a fault as a code of OCPP does, and gives the flow its reason', () => {
    const site = new Site();
    site.failingCharge(() => {
      site.take(
        arrival(
          60,
          evseOf('CS-1', 1),
          { kind: 'problem', code: 'GroundFailure', active: true },
          { event: 'e1' },
        ),
      );
      site.take(
        arrival(
          90,
          evseOf('CS-1', 1),
          { kind: 'problem', code: 'GroundFailure', active: false },
          { event: 'e2' },
        ),
      );
    });
    const place = {
      site: 'depot',
      station: 'CS-1',
      evse: 1,
      connector: 1,
      fault: 'F14',
      source: 'mqtt/depot',
    };
    expect(site.kinds('fault_raised')).toMatchObject([place]);
    expect(site.kinds('fault_cleared')).toMatchObject([place]);
    expect(site.flows()[0]).toMatchObject({
      outcome: 'failed',
      reason: 'ground_fault',
      errorCodes: ['GroundFailure'],
    });
  });
});

describe('a status told beside OCPP', () => {
  const occupied = arrival(10, evseOf('CS-1', 1), { kind: 'status', status: 'charging' });

  it('is the state of a connector that does not speak OCPP, and only of such', () => {
    const mute = new Site();
    mute.take(occupied);
    expect(mute.kinds('connector_state').slice(-1)).toMatchObject([
      { station: 'CS-1', evse: 1, connector: 1, state: 'charging' },
    ]);
    const speaking = new Site();
    speaking.connect();
    speaking.take(occupied);
    expect(speaking.kinds('connector_state')).not.toContainEqual(
      expect.objectContaining({ state: 'charging' }),
    );
  });
});

describe('a payment at a terminal', () => {
  it('reaches the flow at the EVSE that is paid for there', () => {
    const site = new Site();
    site.connect();
    site.status(10, 'Preparing');
    site.take(arrival(20, terminal, { kind: 'payment', phase: 'started' }, { event: 'p1' }));
    site.take(arrival(40, terminal, { kind: 'payment', phase: 'declined' }, { event: 'p2' }));
    site.status(300, 'Available');
    site.take({ kind: 'tick', receivedAt: T0 + 3_600_000 });
    expect(site.flows()).toMatchObject([
      { evse: 1, outcome: 'refused', reason: 'payment_declined', paymentMethod: 'card_terminal' },
    ]);
  });
});

describe('a payment beside a station that has nothing to say', () => {
  const paid = (site: Site, seconds: number): void => {
    for (const [index, phase] of (['started', 'authorized'] as const).entries())
      site.take(
        arrival(seconds + index, terminal, { kind: 'payment', phase }, { event: `${phase}-${seconds}` }),
      );
  };
  /** What the station could not tell when it happened. */
  const queued = (site: Site, seconds: number, from: number): void => {
    const accepted = { transactionId: 7, idTagInfo: { status: 'Accepted' } };
    const start = { connectorId: 1, idTag: 'TERMINAL', meterStart: 0, timestamp: iso(from) };
    site.call(seconds, 'StartTransaction', start, accepted);
    const stop = { transactionId: 7, meterStop: 9_000, timestamp: iso(from + 900), reason: 'Local' };
    site.call(seconds + 1, 'StopTransaction', stop);
    site.status(seconds + 2, 'Available');
  };

  it.each(['silent', 'known to be without contact'])(
    '(%s) is the charge that it tells of once it is back',
    (how) => {
      const site = new Site();
      site.connect();
      site.status(10, 'Available');
      if (how !== 'silent')
        site.take({ kind: 'connection', receivedAt: T0 + 60_000, station: 'CS-1', event: 'disconnect' });
      paid(site, 1_000);
      site.take({
        kind: 'connection',
        receivedAt: T0 + 2_500_000,
        station: 'CS-1',
        event: 'connect',
        protocol: 'ocpp1.6',
      });
      queued(site, 2_501, 1_030);
      site.take({ kind: 'tick', receivedAt: T0 + 7_200_000 });
      expect(site.flows()).toMatchObject([
        {
          evse: 1,
          outcome: 'success',
          paymentMethod: 'card_terminal',
          start: T0 + 1_000_000,
          energyWh: 9_000,
        },
      ]);
    },
  );

  it('has failed where the station says nothing of a charge once it speaks', () => {
    const site = new Site();
    site.connect();
    site.status(10, 'Available');
    paid(site, 1_000);
    site.take({ kind: 'tick', receivedAt: T0 + 1_400_000 });
    expect(site.flows()).toEqual([]);
    site.call(1_500, 'Heartbeat', {});
    site.take({ kind: 'tick', receivedAt: T0 + 2_700_000 });
    expect(site.flows()).toMatchObject([{ outcome: 'failed', failedStage: 'start', end: T0 + 1_001_000 }]);
  });

  it('is no other driver’s who pays there long afterwards', () => {
    const site = new Site();
    site.connect();
    site.status(10, 'Available');
    paid(site, 1_000);
    paid(site, 1_600);
    site.call(2_000, 'Heartbeat', {});
    site.take({ kind: 'tick', receivedAt: T0 + 3_400_000 });
    expect(site.flows()).toHaveLength(2);
  });
});

describe('what links and grid did', () => {
  it('is an event for the ledger, once a change', () => {
    const site = new Site();
    for (const [seconds, holds] of [
      [0, true],
      [10, false],
      [20, false],
      [30, true],
    ] as const)
      site.take(
        arrival(seconds, router, condition('link_up', holds)),
        arrival(seconds, feeder, condition('grid_present', holds)),
      );
    expect(site.kinds('site_event')).toMatchObject([
      { event: 'link', subject: 'RUT-1', detail: 'down', since: T0 + 10_000 },
      { event: 'grid', subject: 'depot', detail: 'lost' },
      { event: 'link', subject: 'RUT-1', detail: 'up', since: T0 + 30_000 },
      { event: 'grid', subject: 'depot', detail: 'back' },
    ]);
  });
});

describe('a connector that contradicts itself', () => {
  it('is counted when it cannot unlock, and when its cable comes and goes', () => {
    const site = new Site();
    site.connect();
    site.call(5, 'UnlockConnector', { connectorId: 1 }, { status: 'UnlockFailed' });
    for (const [seconds, status] of [
      [10, 'Available'],
      [11, 'Preparing'],
      [13, 'Available'],
      [15, 'Preparing'],
      [17, 'Available'],
      [200, 'Preparing'],
    ] as const)
      site.status(seconds, status);
    expect(site.kinds('connector_answer')).toMatchObject([
      { evse: 1, connector: 1, answer: 'unlock_failed' },
      { evse: 1, connector: 1, answer: 'plug_unsettled' },
    ]);
  });
});
