import { describe, expect, it } from '@jest/globals';
import type { Conversation } from './testkit/conversation.ts';
import { track } from './testkit/conversation.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const flowsOf = (talk: Conversation) => track(talk.until('23:00:00').arrivals).flows;

const at = (clock: string): string => `2026-11-02T${clock}Z`;

/** Cable in and out again while the station was without contact, told in the order of its numbers when it is back. */
const plugged = (from: string, to: string, talk: Conversation201): Conversation201 =>
  talk
    .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', timestamp: at(from), seqNo: 0 })
    .ended('T1', {
      ...{ trigger: 'EVCommunicationLost', reason: 'EVDisconnected', timestamp: at(to), seqNo: 1 },
    });

describe('a cable without a credential', () => {
  const idle = (): Conversation201 => new Conversation201().connect().connector('Available').after(60);

  it('is unknown where the station was without contact: cards are not queued', () => {
    const talk = plugged('10:20:00', '10:22:00', idle().disconnect().at('11:00:00').connect());
    expect(flowsOf(talk.connector('Available'))).toMatchObject([
      { outcome: 'unknown', reason: 'connection_lost' },
    ]);
  });

  it('is abandoned where nobody showed one in time before contact was lost', () => {
    const talk = idle().at('10:20:00').connector('Occupied');
    talk.started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', seqNo: 0 }).after(300).disconnect();
    talk.at('11:00:00').connect();
    talk.ended('T1', {
      ...{
        trigger: 'EVCommunicationLost',
        reason: 'EVDisconnected',
        timestamp: at('10:50:00'),
        seqNo: 1,
        offline: true,
      },
    });
    expect(flowsOf(talk.connector('Available'))).toMatchObject([
      { outcome: 'abandoned', reason: 'no_credential' },
    ]);
  });

  it('is abandoned where nobody showed one for as long once contact was back', () => {
    const talk = Conversation16.idle().status(1, 'Preparing').after(5).disconnect().after(100).connect();
    expect(flowsOf(talk.after(200).status(1, 'Available'))).toMatchObject([{ outcome: 'abandoned' }]);
  });

  it('is abandoned, whatever fault comes when its driver is long gone', () => {
    const talk = Conversation16.idle().status(1, 'Preparing').after(600);
    talk.status(1, 'Faulted', { errorCode: 'OtherError', vendorErrorCode: 'CX008' }).after(60);
    expect(flowsOf(talk.status(1, 'Available'))).toMatchObject([
      { outcome: 'abandoned', reason: 'no_credential' },
    ]);
  });
});

describe('a handshake that a restart cut short', () => {
  it('failed by the restart where the cable was out by the time the station was back', () => {
    const talk = Conversation16.started().after(35).disconnect().after(90).connect().boot();
    expect(flowsOf(talk.stop(7, 1000, 'EVDisconnected').status(1, 'Available'))).toMatchObject([
      { outcome: 'failed', failedStage: 'handshake', reason: 'reboot' },
    ]);
  });

  it('was over before where it had been stopped long before the restart', () => {
    const talk = Conversation16.started().after(20).disconnect();
    const timestamp = talk.after(30).now;
    talk.after(1_800).connect().boot().stop(7, 1000, 'Local', { timestamp }).status(1, 'Available');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'abandoned', reason: 'driver_left' }]);
  });
});

describe('what a station queued for hours', () => {
  it('is late, also where there is more of it than can wait', () => {
    const talk = Conversation16.idle().disconnect().at('16:00:00').connect();
    for (let hour = 11; hour < 14; hour += 1) {
      const begun = { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: at(`${hour}:00:00`) };
      talk.call('StartTransaction', begun, { transactionId: hour, idTagInfo: { status: 'Accepted' } });
      for (let minute = 10; minute < 50; minute += 1) {
        const sampledValue = [{ value: String(100 * minute) }];
        const meterValue = [{ timestamp: at(`${hour}:${minute}:00`), sampledValue }];
        talk.call('MeterValues', { connectorId: 1, transactionId: hour, meterValue });
      }
      const over = { transactionId: hour, meterStop: 5000, timestamp: at(`${hour}:50:00`), reason: 'Local' };
      talk.call('StopTransaction', over);
    }
    expect(flowsOf(talk).map(({ outcome, late }) => `${outcome} ${late}`)).toEqual([
      'success true',
      'success true',
      'success true',
    ]);
  });
});

describe('a backend that leaves calls without answer', () => {
  it('holds up the messages of a station: a remote start that was accepted waits for them', () => {
    const talk = new Conversation201().connect().connector('Available').connector('Available', 2);
    for (let minute = 1; minute <= 8; minute += 1) talk.at(`10:0${minute}:00`).connector('Available', 2);
    talk.at('10:10:00').requestStart(7, '~a');
    const said = { evse: { id: 1, connectorId: 1 }, transactionInfo: { transactionId: 'T9' } };
    for (let minute = 11; minute < 18; minute += 1) {
      const second = String(40 + minute - 11);
      const sample = { eventType: 'Updated', triggerReason: 'MeterValuePeriodic', seqNo: minute };
      const timestamp = at(`10:10:${second}`);
      const evse = { id: 2, connectorId: 1 };
      talk.at(`10:${minute}:30`).call('TransactionEvent', { ...said, ...sample, evse, timestamp }, null);
    }
    const begun = { trigger: 'RemoteStart', remoteStartId: 7, token: '~a', seqNo: 0 };
    talk.at('10:20:00').started('T1', { ...begun, timestamp: at('10:10:50') });
    const charging = { trigger: 'ChargingStateChanged', state: 'Charging', w: 50_000, wh: 0 };
    talk.updated('T1', { ...charging, seqNo: 1, timestamp: at('10:11:20') }).at('10:40:00');
    talk.ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 20_000, seqNo: 2 });
    const flows = flowsOf(talk.connector('Available')).filter(({ evse }) => evse === 1);
    expect(flows).toMatchObject([{ outcome: 'success', start: Date.parse(at('10:10:00')), identity: '~a' }]);
  });
});
