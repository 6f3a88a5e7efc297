import { describe, expect, it } from '@jest/globals';
import { Conversation, track } from './testkit/conversation.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };
const begin = (): Conversation => new Conversation().connect().status(1, 'Available');

/** Plug, tap, transaction 7 on connector 1; register at 1000 Wh. */
const started = (): Conversation =>
  begin()
    .at('10:01:00')
    .status(1, 'Preparing')
    .after(5)
    .call('Authorize', { idTag: '~a' }, accepted)
    .after(2)
    .call(
      'StartTransaction',
      { connectorId: 1, idTag: '~a', meterStart: 1000, timestamp: '2026-11-02T10:01:07Z' },
      { transactionId: 7, ...accepted },
    );

const charging = (): Conversation =>
  started().after(10).status(1, 'Charging').after(60).meter(1, 7, 1200, 11_000);

const stop = (meterStop: number, reason: string | undefined, timestamp: string): object => ({
  transactionId: 7,
  idTag: '~a',
  meterStop,
  timestamp,
  ...(reason === undefined ? {} : { reason }),
});

describe('an OCPP 1.6 charge flow', () => {
  it('that charges, is stopped by card and unplugged is a success with its stages and times', () => {
    const talk = charging()
      .at('10:31:00')
      .meter(1, 7, 6000, 11_000)
      .call('Authorize', { idTag: '~a' }, accepted)
      .call('StopTransaction', stop(6100, undefined, '2026-11-02T10:31:01Z'), accepted)
      .status(1, 'Finishing')
      .after(30)
      .status(1, 'Available')
      .until('11:00:00');
    const { flows, visits, open } = track(talk.arrivals);
    expect(open).toBe(0);
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      outcome: 'success',
      station: 'CS-1',
      evse: 1,
      connector: 1,
      energyWh: 5100,
      retries: 0,
      failedStage: null,
      reachedEnergy: true,
      validStop: true,
    });
    expect(flows[0]?.stages.map((stage) => `${stage.stage} ${stage.result}`)).toEqual([
      'plug_in ok',
      'authorize ok',
      'payment skipped',
      'start ok',
      'handshake ok',
      'energy ok',
      'stop ok',
      'unplug ok',
    ]);
    expect(flows[0]?.machineStartSeconds).toBeCloseTo(12.2, 0);
    expect(visits).toMatchObject([{ result: 'first_ok' }]);
  });

  it('that begins with the card counts as one flow from the card on', () => {
    const talk = begin()
      .at('10:01:00')
      .call('Authorize', { idTag: '~a' }, accepted)
      .after(20)
      .status(1, 'Preparing')
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: '2026-11-02T10:01:20Z' },
        { transactionId: 7, ...accepted },
      )
      .status(1, 'Charging')
      .after(120)
      .meter(1, 7, 400, 11_000)
      .call('StopTransaction', stop(500, 'EVDisconnected', '2026-11-02T10:03:30Z'), accepted)
      .status(1, 'Available')
      .until('10:30:00');
    const { flows } = track(talk.arrivals);
    expect(flows).toMatchObject([
      { outcome: 'success', connector: 1, start: Date.parse('2026-11-02T10:01:00Z') },
    ]);
  });

  it('that gets no energy until the driver stops after the handshake timer has failed at the handshake', () => {
    const talk = started()
      .after(150)
      .call('StopTransaction', stop(1000, 'Local', '2026-11-02T10:03:40Z'), accepted)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'no_energy', attribution: 'evse' },
    ]);
  });

  it('that the driver ends inside the handshake timer is abandoned', () => {
    const talk = started()
      .after(20)
      .call('StopTransaction', stop(1000, 'Local', '2026-11-02T10:01:28Z'), accepted)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'abandoned', failedStage: null }]);
  });

  it('that a ground fault ends is interrupted, with the fault as its reason', () => {
    const talk = charging()
      .status(1, 'Faulted', { errorCode: 'GroundFailure' })
      .call('StopTransaction', stop(1300, 'Other', '2026-11-02T10:02:30Z'), accepted)
      .after(300)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      {
        outcome: 'interrupted',
        failedStage: 'energy',
        reason: 'ground_fault',
        errorCodes: ['GroundFailure'],
      },
    ]);
  });

  it('with a blocked card is refused', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .call('Authorize', { idTag: '~a' }, { idTagInfo: { status: 'Blocked' } })
      .after(30)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'refused', failedStage: 'authorize', reason: 'credential_blocked' },
    ]);
  });

  it('without a credential is abandoned', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .after(90)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'abandoned', reason: 'no_credential' }]);
  });

  it('whose card is never answered has failed at authorisation', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .call('Authorize', { idTag: '~a' }, null)
      .after(90)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'authorize', reason: 'authorize_unanswered', attribution: 'backend' },
    ]);
  });

  it('accepted and plugged in, but never started, has failed at the start', () => {
    const talk = begin()
      .at('10:01:00')
      .status(1, 'Preparing')
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~a' })
      .after(90)
      .status(1, 'Available')
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'start', reason: 'no_transaction', connector: 1 },
    ]);
  });

  it('started by app with no cable ever seen is abandoned', () => {
    const talk = begin()
      .at('10:01:00')
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~a' })
      .until('10:30:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'abandoned', reason: 'cable_not_seen', connector: null },
    ]);
  });

  it('whose remote start is rejected or never answered has failed at the start', () => {
    const rejected = begin()
      .at('10:01:00')
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~a' }, { status: 'Rejected' });
    expect(track(rejected.until('10:30:00').arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'start', reason: 'remote_start_rejected' },
    ]);
    const silent = begin()
      .at('10:01:00')
      .command('RemoteStartTransaction', { connectorId: 1, idTag: '~a' }, null);
    expect(track(silent.until('10:30:00').arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'start', reason: 'remote_start_unanswered' },
    ]);
  });

  it('tried again inside one plug-in is one flow with retries', () => {
    const talk = started()
      .after(100)
      .call('StopTransaction', stop(1000, 'Other', '2026-11-02T10:02:50Z'), accepted)
      .status(1, 'Preparing')
      .after(5)
      .call('Authorize', { idTag: '~a' }, accepted)
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 1000, timestamp: '2026-11-02T10:03:00Z' },
        { transactionId: 8, ...accepted },
      )
      .status(1, 'Charging')
      .after(60)
      .meter(1, 8, 1300, 11_000)
      .after(600)
      .call('StopTransaction', { ...stop(4000, 'Local', '2026-11-02T10:14:00Z'), transactionId: 8 }, accepted)
      .status(1, 'Available')
      .until('11:00:00');
    const { flows } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'success', energyWh: 3000 }]);
    expect(flows[0]?.retries).toBeGreaterThanOrEqual(1);
  });

  it('whose station restarts and never resumes is interrupted', () => {
    const talk = charging()
      .after(30)
      .disconnect()
      .after(60)
      .connect()
      .call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion: '1' })
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'interrupted', failedStage: 'energy', reason: 'reboot' },
    ]);
  });

  it('that is never stopped and whose register stands still is unknown after twelve hours', () => {
    const talk = charging();
    for (let hour = 0; hour < 13; hour += 1) talk.after(3_500).call('Heartbeat', {});
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'unknown', reason: 'meter_register_stalled' },
    ]);
  });

  it('that is still charging at the end of the input stays open', () => {
    expect(track(charging().arrivals)).toMatchObject({ flows: [], open: 1 });
  });

  it('held back by the vehicle until it is unplugged is abandoned, not failed', () => {
    const talk = started()
      .after(5)
      .status(1, 'SuspendedEV')
      .after(1800)
      .call('StopTransaction', stop(1000, 'EVDisconnected', '2026-11-02T10:31:20Z'), accepted)
      .status(1, 'Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'abandoned', attribution: 'vehicle' }]);
  });
});

describe('a visit', () => {
  const tries = (): Conversation =>
    started()
      .after(100)
      .call('StopTransaction', stop(1000, 'Local', '2026-11-02T10:02:50Z'), accepted)
      .status(1, 'Available')
      .at('10:05:00');

  it('joins the tries of one identity within ten minutes', () => {
    const talk = tries()
      .status(2, 'Preparing')
      .call('Authorize', { idTag: '~a' }, accepted)
      .call(
        'StartTransaction',
        { connectorId: 2, idTag: '~a', meterStart: 0, timestamp: '2026-11-02T10:05:10Z' },
        { transactionId: 9, ...accepted },
      )
      .status(2, 'Charging')
      .after(120)
      .meter(2, 9, 500, 20_000)
      .at('11:05:00')
      .call('StopTransaction', { ...stop(9000, 'Local', '2026-11-02T11:05:00Z'), transactionId: 9 }, accepted)
      .status(2, 'Available')
      .until('11:30:00');
    const { flows, visits } = track(talk.arrivals);
    expect(flows.map((flow) => flow.outcome)).toEqual(['failed', 'success']);
    expect(new Set(flows.map((flow) => flow.visit)).size).toBe(1);
    expect(visits).toMatchObject([{ result: 'later_ok', hop: true }]);
  });

  it('does not join different identities', () => {
    const talk = tries()
      .status(2, 'Preparing')
      .call('Authorize', { idTag: '~b' }, { idTagInfo: { status: 'Expired' } })
      .after(20)
      .status(2, 'Available')
      .until('11:30:00');
    const { visits } = track(talk.arrivals);
    expect(visits.map((visit) => visit.result).sort()).toEqual(['failed', 'not_counted']);
  });
});
