import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { Conversation201 } from './testkit/conversation201.ts';
import { track } from './testkit/conversation.ts';

const kinds = (arrivals: readonly Arrival[], kind: string): readonly object[] =>
  track(arrivals).outcomes.filter((outcome) => outcome.kind === kind);

describe('stations of the field', () => {
  it('repeat a status as it is, every few seconds: the state began once, and so did its fault', () => {
    const talk = Conversation16.idle();
    const since = talk.now;
    for (let repeat = 0; repeat < 20; repeat += 1)
      talk.after(5).status(1, 'Faulted', { errorCode: 'GroundFailure', timestamp: since });
    expect(kinds(talk.arrivals, 'fault_raised')).toHaveLength(1);
    const faulted = kinds(talk.arrivals, 'connector_state').filter(
      (one) => 'state' in one && one.state === 'faulted',
    );
    expect(faulted).toHaveLength(1);
  });

  it('accept a remote start and then do nothing: the driver could not start, and not for want of a cable', () => {
    const talk = Conversation16.idle().status(1, 'Preparing').after(20).remote(1, '~a').until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'start', reason: 'no_transaction' },
    ]);
  });

  it('restart three times in half an hour: the charge that this ends was ended by a boot loop', () => {
    const talk = Conversation16.charging();
    for (let restart = 0; restart < 3; restart += 1) talk.disconnect().after(60).connect().boot().after(240);
    talk.status(1, 'Available').until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'interrupted', attribution: 'firmware' }]);
    const once = Conversation16.charging()
      .disconnect()
      .after(60)
      .connect()
      .boot()
      .status(1, 'Available')
      .until('11:00:00');
    expect(track(once.arrivals).flows).toMatchObject([{ outcome: 'interrupted', attribution: 'evse' }]);
  });

  it('vanish without closing their socket and are back after minutes: contact had a gap, the charge had none', () => {
    const talk = Conversation16.charging()
      .after(60)
      .meter(1, 7, 1500, 11_000)
      .after(15 * 60);
    // Redialled, while the old socket still stands.
    talk
      .connect()
      .meter(1, 7, 4000, 11_000)
      .after(120)
      .stop(7, 4400)
      .status(1, 'Available')
      .until('11:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'success', energyWh: 3400 }]);
    // The transport was down and the charger was not: until the charge has ended nobody is told otherwise.
    const { flows, outcomes } = track(talk.arrivals);
    const [start = 0, end = 0] = [flows[0]?.start, flows[0]?.end];
    const during = outcomes.filter(({ at }) => at >= start && at <= end);
    expect(during.filter((one) => one.kind === 'station_disconnect')).toEqual([]);
    expect(during.filter((one) => one.kind === 'station_contact')).toEqual([]);
    expect(during.filter((one) => one.kind === 'connector_state' && one.state === 'unknown')).toEqual([]);
  });

  it('say Finishing for hours after a charge: it ended with its stop, and nobody waits for the plug', () => {
    const talk = Conversation16.charging().after(600).meter(1, 7, 4000, 11_000).after(10).stop(7, 4000);
    const stopped = Date.parse(talk.now);
    talk.status(1, 'Finishing').until('14:00:00');
    const [flow] = track(talk.arrivals).flows;
    expect(flow).toMatchObject({ outcome: 'success', energyWh: 3000 });
    expect(flow?.end ?? 0).toBeLessThan(stopped + 60_000);
  });

  it('write whole seconds and send the events of a second in the wrong order: seqNo sorts them', () => {
    const second = '2026-11-02T10:01:30.000Z';
    const begin = (): Conversation201 =>
      new Conversation201().connect().connector('Available').at('10:01:30');
    const tell = (talk: Conversation201, order: readonly number[]): Conversation201 => {
      for (const seqNo of order) {
        const step = { seqNo, timestamp: second };
        if (seqNo === 0) talk.started('T1', { ...step, trigger: 'CablePluggedIn', state: 'EVConnected' });
        if (seqNo === 1) talk.updated('T1', { ...step, trigger: 'Authorized', token: '~a' });
        if (seqNo === 2)
          talk.updated('T1', {
            ...step,
            trigger: 'ChargingStateChanged',
            state: 'Charging',
            wh: 0,
            w: 9_000,
          });
      }
      talk.after(600).updated('T1', { trigger: 'MeterValuePeriodic', seqNo: 3, wh: 3_000, w: 9_000 });
      return talk
        .ended('T1', { trigger: 'EVDeparted', seqNo: 4, wh: 3_000, reason: 'EVDisconnected' })
        .connector('Available')
        .until('11:00:00');
    };
    const told = (order: readonly number[]) =>
      track(tell(begin(), order).arrivals).flows.map(
        ({ outcome, start, end, energyWh, identity, recovered }) => ({
          outcome,
          start,
          end,
          energyWh,
          identity,
          recovered,
        }),
      );
    expect(told([0, 1, 2])).toMatchObject([{ outcome: 'success', energyWh: 3_000, identity: '~a' }]);
    for (const order of [
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ])
      expect(told(order)).toMatchObject([
        { outcome: 'success', energyWh: 3_000, identity: '~a', recovered: false },
      ]);
  });
  it('say minutes too late that a connector is free: neither the charge nor the state of now ends by it', () => {
    const talk = Conversation16.charging().after(170);
    const live = kinds(talk.arrivals, 'connector_state');
    talk.status(1, 'Available', { timestamp: '2026-11-02T10:01:10Z' });
    expect(kinds(talk.arrivals, 'connector_state')).toEqual(live);
    talk.at('10:30:00').stop(7, 6_000).status(1, 'Available').until('11:00:00');
    const [flow] = track(talk.arrivals).flows;
    expect(flow).toMatchObject({ outcome: 'success', energyWh: 5_000 });
    expect(flow?.evidence.map(({ text }) => text)).not.toContain(
      'connector available while the transaction was open',
    );
  });

  it('say of connector 0 what their connectors do: nobody charges there, and it moves no connector', () => {
    const talk = Conversation16.charging().status(1, 'SuspendedEV');
    const connectors = kinds(talk.arrivals, 'connector_state').length;
    talk.status(0, 'Charging').after(60).status(0, 'Available').after(60);
    expect(kinds(talk.arrivals, 'connector_state')).toHaveLength(connectors);
    talk.stop(7, 5_000).status(1, 'Available').until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ evse: 1, outcome: 'success', energyWh: 4_000 }]);
  });
});
