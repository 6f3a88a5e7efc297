import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import { Conversation, time, track } from './testkit/conversation.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };
const begin = (): Conversation => new Conversation().connect().status(1, 'Available').status(2, 'Available');

const start = (
  talk: Conversation,
  connectorId: number,
  idTag: string,
  meterStart: number,
  answer: object | null,
  timestamp = talk.now,
): Conversation => talk.call('StartTransaction', { connectorId, idTag, meterStart, timestamp }, answer);

const stop = (
  talk: Conversation,
  transactionId: number,
  meterStop: number,
  reason: string | null = 'Local',
  timestamp = talk.now,
): Conversation =>
  talk.call('StopTransaction', {
    transactionId,
    meterStop,
    timestamp,
    ...(reason === null ? {} : { reason }),
  });

/** Plug, tap, transaction 7 on connector 1 from register 1000, charging. */
const charging = (): Conversation => {
  const talk = begin()
    .at('10:01:00')
    .status(1, 'Preparing')
    .after(5)
    .call('Authorize', { idTag: '~a' }, accepted);
  return start(talk.after(2), 1, '~a', 1000, { transactionId: 7, ...accepted })
    .after(10)
    .status(1, 'Charging')
    .after(60)
    .meter(1, 7, 1200, 11_000);
};

const boot = (talk: Conversation): Conversation =>
  talk.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }, { status: 'Accepted' });

const flowsOf = (talk: Conversation) => track(talk.arrivals).flows;

describe('messy behaviour of real chargers', () => {
  it('row 1: a transaction queued offline is placed where it happened and marked offline', () => {
    const talk = begin().at('10:00:30').call('Heartbeat', {}).after(30).disconnect().at('11:00:00').connect();
    start(talk, 1, '~a', 1000, { transactionId: 7, ...accepted }, '2026-11-02T10:05:00Z');
    stop(talk, 7, 9000, 'Local', '2026-11-02T10:35:00Z').until('12:00:00');
    expect(flowsOf(talk)).toMatchObject([
      {
        outcome: 'success',
        offline: true,
        late: false,
        start: time('10:05:00'),
        energyWh: 8000,
      },
    ]);
  });

  it('row 1: what is more than an hour old when it arrives is late and moves no live start verdict', () => {
    const talk = begin().at('10:00:30').disconnect().at('15:00:00').connect();
    start(talk, 1, '~a', 1000, { transactionId: 7, ...accepted }, '2026-11-02T10:05:00Z');
    talk.call('MeterValues', {
      connectorId: 1,
      transactionId: 7,
      meterValue: [{ timestamp: '2026-11-02T10:20:00Z', sampledValue: [{ value: '5000' }] }],
    });
    stop(talk, 7, 9000, 'Local', '2026-11-02T10:35:00Z').until('16:00:00');
    const { flows, outcomes } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'success', late: true }]);
    expect(outcomes.some((outcome) => outcome.kind === 'start_settled')).toBe(false);
  });

  it('row 2: a fault replayed with its old time after a boot is the state of now, and no new fault', () => {
    const old = { errorCode: 'GroundFailure', timestamp: '2026-10-31T08:00:00Z' };
    const talk = new Conversation().connect().status(1, 'Faulted', old).at('10:10:00').disconnect();
    boot(talk.at('10:12:00').connect()).status(1, 'Faulted', old).until('10:30:00');
    const { outcomes } = track(talk.arrivals);
    const states = outcomes.flatMap((outcome) => (outcome.kind === 'connector_state' ? [outcome.state] : []));
    expect(states.at(-1)).toBe('faulted');
    expect(outcomes.filter((outcome) => outcome.kind === 'fault_raised')).toHaveLength(1);
  });

  it('row 3: a clock of 1970 is not believed, and the flow is marked', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing', { timestamp: '1970-01-01T00:00:10Z' });
    talk.after(90).status(1, 'Available', { timestamp: '1970-01-01T00:01:40Z' }).until('10:30:00');
    expect(flowsOf(talk)).toMatchObject([{ start: time('10:01:00'), clockSuspect: true }]);
  });

  it('row 4: a status older than the last one changes nothing', () => {
    const talk = charging().status(1, 'Available', { timestamp: '2026-11-02T10:01:10Z' });
    stop(talk.at('10:30:00'), 7, 6000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 5000 }]);
  });

  it('row 5: without Preparing the cable is inferred from what follows', () => {
    const talk = begin().at('10:01:00').call('Authorize', { idTag: '~a' }, accepted);
    start(talk, 1, '~a', 0, { transactionId: 7, ...accepted })
      .status(1, 'Charging')
      .after(120);
    stop(talk.meter(1, 7, 900, 20_000), 7, 900)
      .status(1, 'Available')
      .until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow?.outcome).toBe('success');
    expect(flow?.stages[0]).toMatchObject({ stage: 'plug_in', result: 'inferred' });
  });

  it('row 5: a station that stays in Preparing charges all the same when its register says so', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 1, '~a', 1000, { transactionId: 7, ...accepted });
    stop(talk.at('10:40:00'), 7, 9000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 8000 }]);
  });

  it('row 6: two drivers plug in and tap crosswise, and each credential goes to its own transaction', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .status(2, 'Preparing')
      .call('Authorize', { idTag: '~a' }, accepted)
      .call('Authorize', { idTag: '~b' }, accepted);
    start(talk.after(3), 1, '~a', 0, { transactionId: 7, ...accepted })
      .after(60)
      .status(1, 'Charging');
    talk.meter(1, 7, 100, 9_000).after(200).status(2, 'Available');
    stop(talk.after(300), 7, 4000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { connector: 1, evse: 2, identity: '~b', outcome: 'failed', failedStage: 'start' },
      { evse: 1, identity: '~a', outcome: 'success' },
    ]);
  });

  it('row 7: the transaction of a remote start belongs to the flow that the remote start opened', () => {
    const talk = begin().at('10:01:00').command('RemoteStartTransaction', { connectorId: 2, idTag: '~a' });
    start(talk.after(20), 2, '~a', 0, { transactionId: 7, ...accepted })
      .status(2, 'Charging')
      .after(120);
    stop(talk.meter(2, 7, 900, 20_000), 7, 900, 'Remote')
      .status(2, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', start: time('10:01:00'), evse: 2 }]);
  });

  it('row 8: a remote start at a connector reserved for another driver is refused, not failed', () => {
    const talk = begin()
      .at('10:01:00')
      .command('ReserveNow', {
        connectorId: 1,
        idTag: '~a',
        reservationId: 1,
        expiryDate: '2026-11-02T11:00:00Z',
      })
      .status(1, 'Reserved')
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~b' }, { status: 'Rejected' })
      .until('10:30:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'refused', reason: 'reserved_for_other' }]);
  });

  const reserve = (talk: Conversation, connectorId: number, reservationId: number): Conversation =>
    talk
      .command('ReserveNow', {
        connectorId,
        expiryDate: '2026-11-02T11:00:00Z',
        idTag: '~vip',
        reservationId,
      })
      .status(connectorId, 'Reserved');
  const turnedAway = (talk: Conversation): Conversation =>
    talk
      .at('10:05:00')
      .status(1, 'Preparing')
      .after(20)
      .command('RemoteStartTransaction', { idTag: '~b', connectorId: 1 }, { status: 'Rejected' })
      .after(30)
      .status(1, 'Reserved')
      .until('10:40:00');

  it('row 8: a stranger who plugs in first does not end the reservation', () => {
    expect(flowsOf(turnedAway(reserve(begin(), 1, 1)))).toMatchObject([
      { outcome: 'refused', reason: 'reserved_for_other' },
    ]);
  });

  it('row 8: who tapped at a connector kept for another, and got no transaction, was turned away', () => {
    const talk = reserve(begin(), 1, 1).at('10:05:00').status(1, 'Preparing').after(10);
    talk.call('Authorize', { idTag: '~b' }, accepted).after(60).status(1, 'Reserved').after(60);
    talk.status(1, 'Available').until('10:40:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'refused', reason: 'reserved_for_other' }]);
  });

  it('row 8: cancelling one reservation leaves the others', () => {
    const talk = reserve(reserve(begin(), 1, 1), 2, 2);
    expect(
      flowsOf(turnedAway(talk.command('CancelReservation', { reservationId: 2 }).status(2, 'Available'))),
    ).toMatchObject([{ outcome: 'refused' }]);
    const cancelled = reserve(begin(), 1, 1).command('CancelReservation', { reservationId: 1 });
    expect(flowsOf(turnedAway(cancelled.status(1, 'Available')))).toMatchObject([
      { outcome: 'failed', reason: 'remote_start_rejected' },
    ]);
  });

  it('row 8: a reservation that expires is no flow at all', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Reserved')
      .after(900)
      .status(1, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toEqual([]);
  });

  it.each([0, -1])(
    'row 9: a stop with transactionId %i ends the transaction that its register fits',
    (id) => {
      const talk = begin().at('10:01:00');
      start(talk, 1, '~a', 10_000, { transactionId: 7, ...accepted }).status(1, 'Charging');
      start(talk, 2, '~b', 500_000, { transactionId: 8, ...accepted }).status(2, 'Charging');
      talk.after(60).meter(1, 7, 10_500, 20_000).meter(2, 8, 500_500, 20_000);
      stop(talk.after(600), id, 14_000).status(1, 'Available').after(600);
      stop(talk, 8, 509_000).status(2, 'Available').until('11:00:00');
      expect(flowsOf(talk)).toMatchObject([
        { evse: 1, outcome: 'success', energyWh: 4_000 },
        { evse: 2, outcome: 'success', energyWh: 9_000 },
      ]);
    },
  );

  it('row 9: where the register of a stop without id fits two transactions, it ends the nearer one', () => {
    const talk = begin().at('10:01:00');
    start(talk, 1, '~a', 10_000, { transactionId: 7, ...accepted }).status(1, 'Charging');
    start(talk, 2, '~b', 500_000, { transactionId: 8, ...accepted }).status(2, 'Charging');
    talk.after(60).meter(1, 7, 10_500, 20_000).meter(2, 8, 500_500, 20_000).after(600);
    const { flows, open } = track(stop(talk, -1, 509_000).status(2, 'Available').until('11:00:00').arrivals);
    expect(flows).toMatchObject([{ evse: 2, outcome: 'success', energyWh: 9_000 }]);
    expect(open).toBe(1);
  });

  it('row 9: a stop without id that is sent twice does not end another transaction', () => {
    const talk = begin().at('10:01:00');
    start(talk, 1, '~a', 10_000, { transactionId: 7, ...accepted }).status(1, 'Charging');
    start(talk, 2, '~b', 13_000, { transactionId: 8, ...accepted }).status(2, 'Charging');
    talk.after(600).meter(1, 7, 13_900, 20_000);
    stop(talk, -1, 14_000);
    const [call, answer] = talk.arrivals.splice(-2);
    if (call && answer) talk.arrivals.push(call, call, answer);
    const { flows, open } = track(talk.status(1, 'Available').until('11:00:00').arrivals);
    expect(flows).toMatchObject([{ evse: 1, outcome: 'success' }]);
    expect(open).toBe(1);
  });

  it('row 9: MeterValues of transaction 0 at an idle connector are nobody’s charge', () => {
    const talk = begin()
      .at('10:01:00')
      .meter(1, 0, 5000, 0)
      .after(60)
      .meter(1, 0, 5100, 3_000)
      .until('11:00:00');
    expect(track(talk.arrivals)).toMatchObject({ flows: [], open: 0 });
  });

  it('row 10: meter values of an id never seen are a recovered transaction', () => {
    const talk = begin().at('10:01:00').meter(1, 55, 5000, 9_000).after(600).meter(1, 55, 7000, 9_000);
    stop(talk, 55, 7100).until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', recovered: true, energyWh: 2100 }]);
  });

  it('meter values that come before the start is answered are those of that start', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 1, '~a', 1000, null).status(1, 'Charging').after(60).meter(1, 12, 1500, 20_000);
    stop(talk.after(600), 12, 5000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', recovered: false, energyWh: 4000 }]);
  });

  it('row 11: a live start right after a queued one that gave nothing goes on with the same plug-in', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .at('10:02:00')
      .disconnect()
      .at('10:20:00')
      .connect()
      .status(1, 'Available');
    start(talk, 1, '~a', 1000, { transactionId: 7, ...accepted }, '2026-11-02T10:03:00Z');
    stop(talk, 7, 1000, 'Other', '2026-11-02T10:05:00Z').after(10);
    start(talk, 1, '~a', 1000, { transactionId: 8, ...accepted })
      .after(300)
      .meter(1, 8, 4000, 30_000);
    stop(talk.after(300), 8, 6000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 5000, retries: 1 }]);
  });

  it('row 11: a start repeated after a lost link with its first timestamp is the same attempt', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 1, '~a', 1000, null, '2026-11-02T10:01:00Z').disconnect().after(40).connect();
    start(talk, 1, '~a', 1000, { transactionId: 7, ...accepted }, '2026-11-02T10:01:00Z')
      .status(1, 'Charging')
      .after(60)
      .meter(1, 7, 1500, 20_000);
    stop(talk.after(600), 7, 5000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', retries: 0, energyWh: 4000 }]);
  });

  it('row 12: without a stop a flow ends when its connector is available, and is unknown', () => {
    const talk = charging()
      .after(600)
      .meter(1, 7, 4000, 11_000)
      .after(5)
      .status(1, 'Available')
      .until('10:40:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'unknown', energyWh: 3000, end: expect.any(Number) }]);
  });

  it('row 12: without a stop a flow ends with the next transaction of its connector', () => {
    const talk = charging().after(600).meter(1, 7, 4000, 11_000).after(300);
    start(talk, 1, '~b', 4000, { transactionId: 8, ...accepted }).until('10:40:00');
    expect(track(talk.arrivals)).toMatchObject({ flows: [{ outcome: 'unknown', identity: '~a' }], open: 1 });
  });

  it('row 12: without a stop but with a fault in its window a flow is interrupted (ruling 8)', () => {
    const talk = charging().status(1, 'Faulted', { errorCode: 'OverCurrentFailure' }).after(60);
    talk.status(1, 'Available').until('10:40:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'interrupted', reason: 'over_current' }]);
  });

  it('row 12: a stop that comes after all amends what was settled as unknown', () => {
    const talk = charging()
      .after(600)
      .meter(1, 7, 4000, 11_000)
      .after(5)
      .status(1, 'Available')
      .at('11:00:00');
    const { flows, outcomes } = track(
      stop(talk, 7, 4100, 'Local', '2026-11-02T10:13:00Z').until('11:30:00').arrivals,
    );
    expect(flows).toMatchObject([{ outcome: 'unknown' }]);
    expect(outcomes.find((outcome) => outcome.kind === 'flow_amended')).toMatchObject({
      from: 'unknown',
      to: 'success',
      why: 'late_stop',
      flow: flows[0]?.id,
    });
  });

  it('row 13: a restart that is not resumed interrupts; power loss where the stop says so', () => {
    const talk = charging().disconnect().after(90).connect();
    stop(boot(talk), 7, 1300, 'PowerLoss').status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'interrupted', reason: 'power_loss', attribution: 'site' },
    ]);
  });

  it('row 13: a stop queued before the restart does not resume the transaction', () => {
    const talk = charging().disconnect().after(90).connect();
    boot(talk).meter(1, 7, 1200, 0).until('10:40:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'interrupted', reason: 'reboot' }]);
  });

  it('row 13: power after a restart resumes the transaction, even if nothing else says so', () => {
    const talk = charging().disconnect().after(90).connect();
    boot(talk).after(60).meter(1, 7, 1500, 11_000).after(800).meter(1, 7, 4000, 11_000);
    stop(talk, 7, 4100).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 3100 }]);
  });

  it('row 14: a charge goes on over a lost link when its register is consistent afterwards', () => {
    const talk = charging().disconnect().after(900).connect().meter(1, 7, 4000, 11_000).after(300);
    stop(talk, 7, 5000).status(1, 'Available').until('11:30:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 4000 }]);
    const states = track(talk.arrivals).outcomes.flatMap((outcome) =>
      outcome.kind === 'connector_state' && outcome.connector === 1 && outcome.evse === 1
        ? [outcome.state]
        : [],
    );
    // Meanwhile unknown: neither charging nor idle.
    const from = states.indexOf('charging');
    expect(states.slice(from, from + 4)).toEqual(['charging', 'unknown', 'charging', 'available']);
  });

  it('row 14: a station that speaks again without a connect being seen is back, and its timers run', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing').disconnect().after(30).call('Heartbeat', {});
    expect(flowsOf(talk.until('10:40:00'))).toMatchObject([
      { outcome: 'abandoned', reason: 'no_credential' },
    ]);
  });

  it('row 15: no BootNotification is needed for anything', () => {
    expect(track(charging().arrivals)).toMatchObject({ open: 1 });
  });

  it('row 17: available said with the cable in does not end a charge whose power goes on', () => {
    const talk = charging().status(1, 'Available').after(20).meter(1, 7, 1500, 11_000).after(600);
    stop(talk.meter(1, 7, 3000, 11_000), 7, 3100)
      .status(1, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 2100 }]);
  });

  it('row 18: what connector 0 says of its availability ends no flow', () => {
    const talk = charging().status(1, 'SuspendedEV').status(0, 'Available').after(600);
    stop(talk, 7, 5000).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success' }]);
  });

  it('row 20: empty values, connector 0 and a falling register leave a charge what it is (ruling 10)', () => {
    const talk = charging().call('MeterValues', {
      connectorId: 1,
      transactionId: 7,
      meterValue: [{ timestamp: '2026-11-02T10:02:20Z', sampledValue: [{ value: '' }] }],
    });
    talk.after(60).meter(0, 7, 2000, 11_000).after(60).meter(1, 7, 100, 11_000).after(600);
    stop(talk.meter(1, 7, 3100, 11_000), 7, 3100)
      .status(1, 'Available')
      .until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow).toMatchObject({ outcome: 'success', energyWh: 4000 });
    expect(flow?.evidence.map((line) => line.text)).toContain('register fell: its rising parts count');
  });

  it('row 20: a register that is sampled in kWh under the name of Wh is the same register', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 1, '~a', 1_000_900, { transactionId: 7, ...accepted })
      .status(1, 'Charging')
      .after(60);
    for (const kilo of [1001, 1005, 1009]) talk.meter(1, 7, kilo, 11_000).after(600);
    stop(talk, 7, 1_010_900).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 10_000 }]);
  });

  it('row 20: a start register of zero before a meter that counts its life is none', () => {
    const talk = begin().at('10:01:00').status(1, 'Preparing');
    start(talk, 1, '~a', 0, { transactionId: 7, ...accepted })
      .status(1, 'Charging')
      .after(60);
    for (const register of [75_000_200, 75_002_000, 75_004_000])
      talk.meter(1, 7, register, 11_000).after(600);
    stop(talk, 7, 75_005_200).status(1, 'Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', energyWh: 5_000 }]);
  });

  it('row 20: a register that power over time belies a thousandfold is in kWh, one that stands still is not believed', () => {
    const charge = (...registers: readonly number[]): Conversation => {
      const talk = begin().at('10:01:00').status(1, 'Preparing');
      start(talk, 1, '~a', registers[0] ?? 0, { transactionId: 7, ...accepted }).status(1, 'Charging');
      for (const register of registers) talk.after(600).meter(1, 7, register, 9_000);
      return stop(talk, 7, registers.at(-1) ?? 0)
        .status(1, 'Available')
        .until('12:00:00');
    };
    expect(flowsOf(charge(361, 362, 364, 365))).toMatchObject([{ outcome: 'success', energyWh: 4_000 }]);
    const [frozen] = flowsOf(charge(361, 361, 361, 361));
    expect(frozen?.outcome).toBe('success');
    expect(frozen?.energyWh).toBeCloseTo(4_500, -2);
  });

  it('row 15: a BootNotification that the backend asked for is no restart', () => {
    const restarted = (asked: boolean): Conversation => {
      const talk = charging();
      if (asked) talk.command('TriggerMessage', { requestedMessage: 'BootNotification' }).after(2);
      return boot(talk).until('23:59:00');
    };
    expect(flowsOf(restarted(true))).toMatchObject([{ outcome: 'unknown' }]);
    expect(flowsOf(restarted(false))).toMatchObject([{ outcome: 'interrupted', reason: 'reboot' }]);
  });

  it('row 20: a start and remote start at connector 0 have no place, and find the one that is plugged in', () => {
    const talk = begin().at('10:01:00').command('RemoteStartTransaction', { connectorId: 0, idTag: '~a' });
    talk.after(10).status(2, 'Preparing');
    start(talk, 2, '~a', 0, { transactionId: 7, ...accepted })
      .status(2, 'Charging')
      .after(120);
    stop(talk.meter(2, 7, 900, 20_000), 7, 900, 'Remote')
      .status(2, 'Available')
      .until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', evse: 2, start: time('10:01:00') }]);
  });

  it('row 20: a transaction at connector 0 is nowhere, not at EVSE 0', () => {
    const talk = begin().at('10:01:00');
    start(talk, 0, '~a', 0, { transactionId: 7, ...accepted }).after(120);
    stop(talk.meter(0, 7, 900, 20_000), 7, 900).until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ evse: null, connector: null, energyWh: 900 }]);
  });

  it('row 22: a message of another OCPP version on the socket is used as far as it can be read', () => {
    const talk = charging();
    talk.call('TransactionEvent', {
      eventType: 'Ended',
      timestamp: '2026-11-02T10:20:00Z',
      triggerReason: 'StopAuthorized',
      seqNo: 1,
      transactionInfo: { transactionId: '7', stoppedReason: 'Local' },
      meterValue: [{ timestamp: '2026-11-02T10:20:00Z', sampledValue: [{ value: 5000 }] }],
    });
    const { flows, outcomes } = track(talk.status(1, 'Available').until('11:00:00').arrivals);
    expect(flows).toMatchObject([{ outcome: 'success' }]);
    expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'message', result: 'invalid' }));
  });

  describe('while nobody watched', () => {
    const plugged = (): Conversation =>
      begin().at('10:01:00').status(1, 'Preparing').call('Authorize', { idTag: '~a' }, accepted);
    const watch: Arrival = { kind: 'watch', receivedAt: time('11:30:00') };

    it('no timer of a flow runs out', () => {
      expect(track([...plugged().arrivals, watch])).toMatchObject({ flows: [], open: 1 });
    });

    it('nothing counts against a charger: a flow that did not end before is unknown', () => {
      const unknown = [{ outcome: 'unknown', reason: null, attribution: null }];
      const silent: Arrival = { kind: 'tick', receivedAt: time('13:00:00') };
      expect(track([...plugged().arrivals, watch, silent]).flows).toMatchObject(unknown);
      const left = new Conversation().at('11:31:00').status(1, 'Available').until('13:00:00');
      expect(track([...plugged().arrivals, watch, ...left.arrivals]).flows).toMatchObject(unknown);
    });
  });
});
