import { describe, expect, it } from '@jest/globals';
import type { Conversation} from './testkit/conversation.ts';
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
