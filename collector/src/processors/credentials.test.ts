import { describe, expect, it } from '@jest/globals';
import type { Conversation } from './testkit/conversation.ts';
import { track } from './testkit/conversation.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const flowsOf = (talk: Conversation) => track(talk.until('23:00:00').arrivals).flows;

const outcomesOf = (talk: Conversation): readonly string[] =>
  flowsOf(talk).map(({ outcome, reason }) => (reason === null ? outcome : `${outcome} ${reason}`));

/** Transaction 7 on this connector, by this card, until it is unplugged. */
const charge = (talk: Conversation16, connectorId: number, idTag: string): Conversation16 =>
  talk
    .start(7, connectorId, idTag, 1000)
    .after(10)
    .status(connectorId, 'Charging')
    .after(600)
    .meter(connectorId, 7, 9000, 50_000)
    .stop(7, 9100)
    .status(connectorId, 'Finishing')
    .after(20)
    .status(connectorId, 'Available');

describe('a card that was refused before any cable', () => {
  it('is no part of the attempt of whoever plugs in next and shows another card', () => {
    const talk = Conversation16.idle().tap('~stranger', 'Blocked').after(7).status(1, 'Preparing');
    expect(outcomesOf(charge(talk.after(8).tap('~a'), 1, '~a'))).toEqual([
      'refused credential_blocked',
      'success',
    ]);
  });

  it('is the same attempt where the same card is shown again, with the cable in by then', () => {
    const talk = Conversation16.idle().tap('~a', 'Invalid').after(6).status(1, 'Preparing').after(6);
    const flows = flowsOf(charge(talk.tap('~a'), 1, '~a'));
    expect(flows).toMatchObject([{ outcome: 'success', retries: 1 }]);
  });

  it('is the same attempt where another card follows at once, still without a cable', () => {
    const talk = Conversation16.idle().tap('~a', 'Expired').after(8).tap('~b').after(9);
    expect(flowsOf(charge(talk.status(1, 'Preparing'), 1, '~b'))).toMatchObject([{ outcome: 'success' }]);
  });
});

describe('ConcurrentTx to a card that charges at the same station', () => {
  const running = (): Conversation16 => Conversation16.charging().after(300);
  const ended = (talk: Conversation16): Conversation16 =>
    talk.stop(7, 9000).status(1, 'Finishing').after(20).status(1, 'Available');

  it('turns away somebody else, and the charge goes on', () => {
    const talk = running().tap('~a', 'ConcurrentTx').after(8).tap('~a', 'ConcurrentTx').after(900);
    expect(outcomesOf(ended(talk.meter(1, 7, 8000, 11_000)))).toEqual([
      'refused concurrent_transaction',
      'success',
    ]);
  });

  it('was the wish to stop where the driver’s stop follows', () => {
    expect(outcomesOf(ended(running().tap('~a', 'ConcurrentTx').after(2)))).toEqual(['success']);
  });
});

describe('what a backend says to a transaction that it hears of late', () => {
  const offline = (stop: string): Conversation => {
    const talk = new Conversation201().connect().connector('Available').after(30).disconnect();
    const at = (clock: string): string => `2026-11-02T${clock}Z`;
    talk.at('11:00:00').connect();
    return talk
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', timestamp: at('10:05:00'), seqNo: 0 })
      .updated('T1', {
        ...{ trigger: 'Authorized', state: 'EVConnected', timestamp: at('10:05:10'), seqNo: 1, token: '~a' },
        answer: { idTokenInfo: { status: 'Invalid' } },
      })
      .ended('T1', { trigger: 'AbnormalCondition', reason: stop, timestamp: at('10:06:00'), seqNo: 2 })
      .connector('Available');
  };

  it('did not turn away its driver, whom the station trusted', () => {
    expect(flowsOf(offline('Other'))).toMatchObject([{ outcome: 'failed', failedStage: 'handshake' }]);
  });

  it('did where the station ended it for that', () => {
    expect(flowsOf(offline('DeAuthorized'))).toMatchObject([
      { outcome: 'refused', reason: 'credential_invalid' },
    ]);
  });
});

describe('Preparing with the cable of a charge that is over still in', () => {
  const over = (...more: readonly string[]): Conversation16 => {
    const talk = Conversation16.charging().after(300).stop(7, 9000);
    for (const status of more) talk.status(1, status);
    return talk.after(40);
  };

  it('says nothing new where Finishing was not said: a refused card belongs to somebody else', () => {
    expect(outcomesOf(over('Preparing').tap('~b', 'Blocked').after(60).status(1, 'Available'))).toEqual([
      'refused credential_blocked',
      'success',
    ]);
  });

  it('begins an attempt where it leaves Finishing behind, however long that was said', () => {
    const talk = over('Finishing').at('13:00:00').status(1, 'Preparing').after(10).tap('~b').after(90);
    expect(outcomesOf(talk.status(1, 'Available'))).toEqual(['success', 'failed no_transaction']);
  });

  it('begins nothing after a restart', () => {
    const talk = over('Finishing').at('13:00:00').boot().status(1, 'Preparing').after(90);
    expect(outcomesOf(talk.status(1, 'Available'))).toEqual(['success']);
  });
});
