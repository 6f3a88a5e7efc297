import { describe, expect, it } from '@jest/globals';
import { time, track } from './testkit/conversation.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const begin = (): Conversation201 => new Conversation201().connect().connector('Available');

/** Plug (TxStartPoint EVConnected), then card. */
const authorized = (): Conversation201 =>
  begin()
    .at('10:01:00')
    .connector('Occupied')
    .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', wh: 1000 })
    .after(5)
    .tap('~a')
    .updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: '~a' });

const charging = (): Conversation201 =>
  authorized()
    .after(10)
    .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging' })
    .after(60)
    .updated('T1', { trigger: 'MeterValuePeriodic', state: 'Charging', wh: 1400, w: 22_000 });

describe('an OCPP 2.0.1 charge flow', () => {
  it('that begins with the cable, charges and is stopped by card is a success with its stages and times', () => {
    const talk = charging()
      .at('10:31:00')
      .updated('T1', { trigger: 'StopAuthorized', token: '~a', wh: 9000 })
      .ended('T1', { trigger: 'StopAuthorized', state: 'EVConnected', reason: 'Local', wh: 9000 })
      .after(40)
      .connector('Available')
      .until('11:00:00');
    const { flows, visits, open } = track(talk.arrivals);
    expect(open).toBe(0);
    expect(flows).toMatchObject([
      { outcome: 'success', evse: 1, connector: 1, energyWh: 8000, retries: 0, validStop: true },
    ]);
    expect(flows[0]?.stages.map(({ stage, result }) => `${stage} ${result}`)).toEqual([
      'plug_in ok',
      'authorize ok',
      'payment skipped',
      'start ok',
      'handshake ok',
      'energy ok',
      'stop ok',
      'unplug ok',
    ]);
    expect(flows[0]?.machineStartSeconds).toBeCloseTo(10.3, 0);
    expect(visits).toMatchObject([{ result: 'first_ok', charged: true }]);
  });

  it('that begins with the card (TxStartPoint Authorized) is one flow from the card on', () => {
    const talk = begin()
      .at('10:01:00')
      .tap('~a')
      .started('T1', { trigger: 'Authorized', token: '~a', evse: { id: 1 } })
      .after(15)
      .connector('Occupied')
      .updated('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
      .after(5)
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 0 })
      .after(300)
      .updated('T1', { trigger: 'MeterValuePeriodic', wh: 900, w: 11_000 })
      .ended('T1', { trigger: 'EVCommunicationLost', reason: 'EVDisconnected', wh: 950 })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'success', start: time('10:01:00'), connector: 1, retries: 0 },
    ]);
  });

  it('whose transaction begins with the power (TxStartPoint PowerPathClosed) is one flow from the cable on', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .after(10)
      .tap('~a')
      .after(10)
      .started('T1', { trigger: 'ChargingStateChanged', state: 'Charging', token: '~a', wh: 500 })
      .after(120)
      .updated('T1', { trigger: 'MeterValuePeriodic', wh: 1500, w: 30_000 })
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 1600 })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'success', start: time('10:01:00'), energyWh: 1100, retries: 0 },
    ]);
  });

  it('that is only a cable that nobody presents a credential for is abandoned', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
      .after(90)
      .ended('T1', { trigger: 'EVDeparted', state: 'Idle', reason: 'EVDisconnected' })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'abandoned', reason: 'no_credential', failedStage: null },
    ]);
  });

  it('whose credential the backend refuses is refused, and the transaction that follows does not change that', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
      .after(5)
      .tap('~a', 'NoCredit')
      .after(20)
      .ended('T1', { trigger: 'EVDeparted', reason: 'EVDisconnected' })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'refused', failedStage: 'authorize', reason: 'credential_no_credit' },
    ]);
  });

  it('that is deauthorised before any energy follows the refusal that caused it (ruling 4)', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected' })
      .after(5)
      .updated('T1', {
        trigger: 'Authorized',
        token: '~a',
        answer: { idTokenInfo: { status: 'Expired' } },
      })
      .ended('T1', { trigger: 'Deauthorized', reason: 'DeAuthorized' })
      .after(20)
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'refused', failedStage: 'authorize', reason: 'credential_expired' },
    ]);
  });

  it('that is deauthorised after energy is interrupted', () => {
    const talk = charging()
      .ended('T1', { trigger: 'Deauthorized', reason: 'DeAuthorized', wh: 1500 })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'interrupted', failedStage: 'energy', reason: 'deauthorized', attribution: 'backend' },
    ]);
  });

  it('authorised and without a cable until EVConnectTimeout is abandoned; failed where CX020 says why', () => {
    const waiting = (): Conversation201 =>
      begin()
        .at('10:01:00')
        .tap('~a')
        .started('T1', { trigger: 'Authorized', token: '~a', evse: { id: 1 } });
    const quiet = waiting()
      .after(60)
      .ended('T1', { trigger: 'EVConnectTimeout', reason: 'Timeout' })
      .until('10:40:00');
    expect(track(quiet.arrivals).flows).toMatchObject([{ outcome: 'abandoned', reason: 'cable_not_seen' }]);
    const partial = waiting()
      .after(30)
      .call('NotifyEvent', {
        generatedAt: '2026-11-02T10:01:31Z',
        seqNo: 0,
        eventData: [
          {
            eventId: 1,
            timestamp: '2026-11-02T10:01:31Z',
            trigger: 'Alerting',
            actualValue: 'true',
            techCode: 'CX020',
            component: { name: 'ChargingStation' },
            variable: { name: 'Problem' },
          },
        ],
      })
      .after(30)
      .ended('T1', { trigger: 'EVConnectTimeout', reason: 'Timeout' })
      .until('10:40:00');
    expect(track(partial.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'plug_in', reason: 'partial_insertion' },
    ]);
  });

  it('that never gets past EVConnected has failed at the handshake', () => {
    const talk = authorized()
      .after(200)
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 1000 })
      .connector('Available')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'no_energy' },
    ]);
  });

  it('that a fault ends is interrupted with what the station said was wrong', () => {
    const talk = charging()
      .event('PowerContactor', 'Problem')
      .ended('T1', { trigger: 'AbnormalCondition', reason: 'Other', wh: 1500 })
      .connector('Faulted')
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      {
        outcome: 'interrupted',
        reason: 'contactor_fault',
        errorCodes: ['PowerContactor.Problem'],
      },
    ]);
  });

  it('is not hit by an error of the station that happened in another transaction', () => {
    const place = { id: 2, connectorId: 1 };
    const talk = charging()
      .connector('Occupied', 2)
      .started('T2', { trigger: 'Authorized', state: 'EVConnected', token: '~b', evse: place })
      .event('AcDcConverter', 'Problem', { transactionId: 'T2', component: { name: 'AcDcConverter' } })
      .ended('T1', { trigger: 'AbnormalCondition', reason: 'Other', wh: 1500 })
      .ended('T2', { trigger: 'AbnormalCondition', reason: 'Other', evse: place })
      .connector('Available')
      .connector('Available', 2)
      .until('10:40:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { evse: 1, reason: 'other_error' },
      { evse: 2, reason: 'power_module_fault' },
    ]);
  });

  it('whose station goes away for good is unknown', () => {
    const talk = charging().disconnect().until('23:59:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'unknown', failedStage: null, reason: 'connection_lost' },
    ]);
  });

  it('is found by its remoteStartId where the transaction names no token', () => {
    const talk = begin()
      .at('10:01:00')
      .requestStart(77, '~app')
      .after(10)
      .connector('Occupied', 2)
      .after(10)
      .started('T1', {
        trigger: 'RemoteStart',
        remoteStartId: 77,
        state: 'EVConnected',
        evse: { id: 3, connectorId: 1 },
      })
      .until('10:02:00');
    const flows = track(
      talk
        .after(5)
        .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', wh: 0, evse: null })
        .after(200)
        .updated('T1', { trigger: 'MeterValuePeriodic', wh: 3000, w: 50_000, evse: null })
        .ended('T1', { trigger: 'RemoteStop', reason: 'Remote', wh: 3000, evse: null })
        .until('11:00:00').arrivals,
    ).flows;
    expect(flows).toContainEqual(
      expect.objectContaining({ outcome: 'success', identity: '~app', evse: 3, start: time('10:01:00') }),
    );
  });

  it('resumed after a restart (TxResumed) stays one flow and succeeds', () => {
    const talk = charging()
      .disconnect()
      .after(120)
      .connect('ocpp2.1')
      .call('BootNotification', {
        reason: 'RemoteReset',
        chargingStation: { vendorName: 'V', model: 'M' },
      })
      .updated('T1', { trigger: 'TxResumed', state: 'Charging', wh: 1400 })
      .after(700)
      .updated('T1', { trigger: 'MeterValuePeriodic', wh: 4000, w: 20_000 })
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 4100 })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'success', energyWh: 3100 }]);
  });

  it('stays recovered when its start was never seen: judged by its end, out of start KPIs (ruling 10)', () => {
    const talk = begin()
      .at('10:01:00')
      .updated('T9', { trigger: 'MeterValuePeriodic', state: 'Charging', wh: 50_000, w: 20_000 })
      .after(600)
      .ended('T9', { trigger: 'StopAuthorized', reason: 'Local', wh: 53_000 })
      .until('11:00:00');
    const { flows, outcomes } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'success', recovered: true, machineStartSeconds: null }]);
    expect(outcomes.filter((outcome) => outcome.kind === 'start_settled')).toEqual([]);
  });

  it('of which only the end was seen is unknown: what went before may have been a charge', () => {
    const talk = begin()
      .at('10:01:00')
      .ended('T9', { trigger: 'StopAuthorized', reason: 'Local', evse: null })
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'unknown', recovered: true }]);
  });
});

describe('a second OCPP 2.0.1 transaction with the cable still in', () => {
  it('has seen its cable: without energy it has failed at the handshake', () => {
    const talk = charging()
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 4000 })
      .after(60)
      .tap('~b')
      .started('T2', { trigger: 'Authorized', token: '~b' })
      .after(200)
      .ended('T2', { trigger: 'StopAuthorized', reason: 'Local' })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'success', identity: '~a' },
      { outcome: 'failed', failedStage: 'handshake', identity: '~b', evse: 1 },
    ]);
  });
});

describe('events of an OCPP 2.0.1 transaction that come out of order (row 21)', () => {
  it('have the start adopted when it comes last, with all that it says', () => {
    const talk = begin()
      .at('10:01:00')
      .updated('T1', { trigger: 'Authorized', token: '~a', seqNo: 1, timestamp: '2026-11-02T10:00:58Z' })
      .started('T1', {
        trigger: 'CablePluggedIn',
        state: 'EVConnected',
        seqNo: 0,
        timestamp: '2026-11-02T10:00:50Z',
      })
      .after(20)
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', seqNo: 2, wh: 0 })
      .after(120)
      .updated('T1', { trigger: 'MeterValuePeriodic', wh: 1000, w: 20_000, seqNo: 3 })
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 1100, seqNo: 4 })
      .connector('Available')
      .until('11:00:00');
    const { flows, outcomes } = track(talk.arrivals);
    expect(flows).toMatchObject([{ outcome: 'success', recovered: false, start: time('10:00:50') }]);
    expect(flows[0]?.stages[0]).toMatchObject({ stage: 'plug_in', result: 'ok' });
    expect(outcomes.filter((outcome) => outcome.kind === 'start_settled')).toHaveLength(1);
  });

  it('of a mere plug-in do not make somebody authorised of it', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'EVConnected', seqNo: 1 })
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', seqNo: 0 })
      .after(300)
      .ended('T1', { trigger: 'EVDeparted', reason: 'EVDisconnected', seqNo: 2 })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'abandoned', reason: 'no_credential' }]);
  });

  it('do not undo a newer charging state', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .started('T1', { trigger: 'Authorized', token: '~a', seqNo: 8 })
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging', seqNo: 10 })
      .updated('T1', { trigger: 'ChargingStateChanged', state: 'EVConnected', seqNo: 9 })
      .after(120)
      .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', seqNo: 11 })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'success', reachedEnergy: true }]);
  });

  it('count energy once when the end repeats the begin and the samples of the transaction', () => {
    const talk = charging()
      .at('10:31:00')
      .call('TransactionEvent', {
        eventType: 'Ended',
        timestamp: '2026-11-02T10:31:00Z',
        triggerReason: 'StopAuthorized',
        seqNo: 99,
        transactionInfo: { transactionId: 'T1', stoppedReason: 'Local' },
        evse: { id: 1, connectorId: 1 },
        meterValue: [
          {
            timestamp: '2026-11-02T10:01:00Z',
            sampledValue: [{ value: 1000, context: 'Transaction.Begin' }],
          },
          { timestamp: '2026-11-02T10:01:50Z', sampledValue: [{ value: 1200 }] },
          { timestamp: '2026-11-02T10:31:00Z', sampledValue: [{ value: 6000, context: 'Transaction.End' }] },
        ],
      })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([
      { outcome: 'success', energyWh: 5000, clockSuspect: false },
    ]);
  });

  it('count energy once when begin and end have the same timestamp', () => {
    const timestamp = '2026-11-02T10:31:00Z';
    const talk = charging()
      .at('10:31:00')
      .call('TransactionEvent', {
        eventType: 'Ended',
        timestamp,
        triggerReason: 'StopAuthorized',
        seqNo: 99,
        transactionInfo: { transactionId: 'T1', stoppedReason: 'Local' },
        meterValue: [
          { timestamp, sampledValue: [{ value: 1000, context: 'Transaction.Begin' }] },
          { timestamp, sampledValue: [{ value: 6000, context: 'Transaction.End' }] },
        ],
      })
      .connector('Available')
      .until('11:00:00');
    expect(track(talk.arrivals).flows).toMatchObject([{ outcome: 'success', energyWh: 5000 }]);
  });
});
