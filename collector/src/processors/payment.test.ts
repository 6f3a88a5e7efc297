import { describe, expect, it } from '@jest/globals';
import { parsePaymentMessages } from '../ocpp/payment-messages.ts';
import { shippedCatalogue } from './catalogue.ts';
import { Conversation, track } from './testkit/conversation.ts';
import { Conversation201 } from './testkit/conversation201.ts';

const begin = (): Conversation201 => new Conversation201().connect('ocpp2.1').connector('Available');
const accepted = { idTagInfo: { status: 'Accepted' } };
const PAID = { idToken: '~psp1', type: 'DirectPayment' };
const flowsOf = (talk: Conversation) => track(talk.arrivals).flows;

/** Plugged in and paid at the terminal, T1. */
const paid = (status = 'Accepted'): Conversation201 =>
  begin()
    .at('10:01:00')
    .connector('Occupied')
    .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', wh: 0 })
    .after(20)
    .call('Authorize', { idToken: PAID }, { idTokenInfo: { status } });

const charge = (talk: Conversation201): Conversation201 =>
  talk
    .updated('T1', { trigger: 'ChargingStateChanged', state: 'Charging' })
    .after(300)
    .updated('T1', { trigger: 'MeterValuePeriodic', wh: 3000, w: 22_000 })
    .ended('T1', { trigger: 'StopAuthorized', reason: 'Local', wh: 3000 });

const settlement = (talk: Conversation201, status: string, transactionId?: string): Conversation201 =>
  talk.call('NotifySettlement', {
    ...(transactionId === undefined ? {} : { transactionId }),
    pspRef: PAID.idToken,
    status,
    settlementAmount: 4.2,
    settlementTime: talk.now,
  });

describe('a charge that is paid at the terminal', () => {
  it('has a payment stage, and tells how it was paid', () => {
    const talk = charge(
      paid().updated('T1', { trigger: 'Authorized', state: 'EVConnected', token: PAID.idToken }),
    );
    settlement(talk, 'Settled', 'T1').connector('Available').until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow).toMatchObject({ outcome: 'success', paymentMethod: 'card_terminal' });
    expect(flow?.stages[2]).toMatchObject({ stage: 'payment', result: 'inferred' });
    expect(flow?.evidence.map(({ text }) => text)).toContain('payment settled');
  });

  it('is refused when its token is', () => {
    const talk = paid('NoCredit')
      .after(20)
      .ended('T1', { trigger: 'EVDeparted', reason: 'EVDisconnected' })
      .connector('Available')
      .until('11:00:00');
    const [flow] = flowsOf(talk);
    expect(flow).toMatchObject({
      outcome: 'refused',
      failedStage: 'authorize',
      reason: 'payment_declined',
      attribution: 'driver',
    });
    expect(flow?.stages[1]).toMatchObject({ result: 'failed', reason: 'payment_declined' });
  });

  it('stays a success when only its settlement fails afterwards: the driver got the charge', () => {
    const talk = charge(paid().updated('T1', { trigger: 'Authorized', token: PAID.idToken }));
    settlement(talk, 'Failed', 'T1').connector('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success' }]);
  });

  it('that the payment service rejects before any token is shown is refused', () => {
    const talk = begin().at('10:01:00').connector('Occupied').after(30);
    settlement(talk, 'Rejected').after(20).connector('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'refused', failedStage: 'authorize', reason: 'payment_declined' },
    ]);
  });

  it('is not touched by the settlement of the driver before', () => {
    const talk = begin().at('10:01:00').connector('Occupied').after(30);
    settlement(talk, 'Rejected', 'T0').after(90).connector('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'abandoned', reason: 'no_credential' }]);
  });
});

describe('a payment page (NotifyWebPaymentStarted)', () => {
  const scanned = (): Conversation201 =>
    begin().at('10:01:00').command('NotifyWebPaymentStarted', { evseId: 1, timeout: 180 }, {});

  it('opens the flow, and the remote start and cable that follow belong to it', () => {
    const talk = scanned()
      .after(90)
      .command('RequestStartTransaction', { evseId: 1, remoteStartId: 5, idToken: PAID })
      .after(30)
      .connector('Occupied')
      .started('T1', { trigger: 'RemoteStart', state: 'EVConnected', remoteStartId: 5, wh: 0 });
    charge(talk).connector('Available').until('11:00:00');
    const flows = flowsOf(talk);
    expect(flows).toMatchObject([{ outcome: 'success', paymentMethod: 'web', connector: 1 }]);
    expect(flows[0]?.stages[2]).toMatchObject({ stage: 'payment', result: 'ok' });
  });

  it('at an EVSE whose cable is in already is that flow', () => {
    const talk = begin()
      .at('10:01:00')
      .connector('Occupied')
      .started('T1', { trigger: 'CablePluggedIn', state: 'EVConnected', wh: 0 })
      .after(20)
      .command('NotifyWebPaymentStarted', { evseId: 1, timeout: 180 }, {})
      .after(40)
      .command('RequestStartTransaction', { evseId: 1, remoteStartId: 5, idToken: PAID })
      .updated('T1', { trigger: 'RemoteStart', remoteStartId: 5, token: PAID.idToken });
    charge(talk).connector('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', paymentMethod: 'web' }]);
  });

  it('that nothing comes of was left by the driver', () => {
    const talk = scanned().until('10:30:00');
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'abandoned', reason: 'payment_timed_out', attribution: 'driver', evse: 1 },
    ]);
  });

  it('waits as long as it was given', () => {
    const talk = begin()
      .at('10:01:00')
      .command('NotifyWebPaymentStarted', { evseId: 1, timeout: 600 }, {})
      .after(580)
      .command('RequestStartTransaction', { evseId: 1, remoteStartId: 5, idToken: PAID })
      .after(20)
      .connector('Occupied')
      .started('T1', { trigger: 'RemoteStart', state: 'EVConnected', remoteStartId: 5, wh: 0 });
    charge(talk).connector('Available').until('11:00:00');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', paymentMethod: 'web' }]);
  });
});

describe('how a driver identified', () => {
  const start16 = (talk: Conversation, idTag: string): Conversation =>
    talk
      .after(5)
      .call(
        'StartTransaction',
        { connectorId: 1, idTag, meterStart: 0, timestamp: talk.now },
        { transactionId: 7, ...accepted },
      )
      .status(1, 'Charging')
      .after(300)
      .meter(1, 7, 3000, 11_000)
      .call('StopTransaction', { transactionId: 7, meterStop: 3000, timestamp: talk.now })
      .status(1, 'Available')
      .until('11:00:00');
  const plugged = (): Conversation =>
    new Conversation().connect().status(1, 'Available').at('10:01:00').status(1, 'Preparing').after(5);

  it('is by card where the station asks for a tag', () => {
    const talk = start16(plugged().call('Authorize', { idTag: '~a' }, accepted), '~a');
    expect(flowsOf(talk)).toMatchObject([{ outcome: 'success', paymentMethod: 'rfid' }]);
  });

  it('is by app where the backend starts, though the station then asks for the tag', () => {
    const talk = plugged()
      .command('RemoteStartTransaction', { idTag: '~a', connectorId: 1 })
      .call('Authorize', { idTag: '~a' }, accepted);
    expect(flowsOf(start16(talk, '~a'))).toMatchObject([{ outcome: 'success', paymentMethod: 'app' }]);
  });

  it('is what the tag betrayed before it was hashed', () => {
    const tag = '~0123456789abcdef.autocharge';
    const talk = start16(plugged().call('Authorize', { idTag: tag }, accepted), tag);
    expect(flowsOf(talk)).toMatchObject([
      { outcome: 'success', paymentMethod: 'autocharge', identity: '~0123456789abcdef' },
    ]);
  });

  it('is the credential that was accepted, not the one refused before it', () => {
    const vehicle = '~0123456789abcdef.autocharge';
    const talk = plugged()
      .call('Authorize', { idTag: vehicle }, { idTagInfo: { status: 'Invalid' } })
      .after(20)
      .call('Authorize', { idTag: '~b' }, accepted);
    expect(flowsOf(start16(talk, '~b'))).toMatchObject([{ outcome: 'success', paymentMethod: 'rfid' }]);
  });

  it('is not known where a transaction names a tag that nobody asked for', () => {
    expect(flowsOf(start16(plugged(), '~a'))).toMatchObject([{ paymentMethod: null }]);
  });
});

describe('a payment that only a DataTransfer tells of', () => {
  const rows = parsePaymentMessages(
    'own.yaml',
    [
      '- { vendor_id: ^acme$, message_id: ^PreAuth$, data: DECLINED, phase: declined, method: card_terminal }',
      '- { vendor_id: ^acme$, message_id: ^PreAuth$, data: TIMEOUT, phase: timed_out, method: card_terminal }',
      '- { vendor_id: ^acme$, message_id: ^Offline$, phase: terminal_offline }',
      '- { vendor_id: ^acme$, message_id: ^PreAuth$, phase: authorized, method: card_terminal }',
    ].join('\n'),
  );
  const catalogue = { ...shippedCatalogue(), paymentMessages: rows.ok ? rows.value : [] };
  const tell = (messageId: string, data: object): Conversation =>
    new Conversation()
      .connect()
      .status(1, 'Available')
      .at('10:01:00')
      .status(1, 'Preparing')
      .after(20)
      .call(
        'DataTransfer',
        { vendorId: 'acme', messageId, data: JSON.stringify({ connectorId: 1, ...data }) },
        { status: 'Accepted' },
      );
  const leave = (talk: Conversation): Conversation => talk.after(60).status(1, 'Available').until('11:00:00');

  it.each([
    ['PreAuth', { result: 'DECLINED' }, 'refused', 'payment_declined'],
    ['PreAuth', { result: 'TIMEOUT' }, 'failed', 'payment_timed_out'],
    ['Offline', {}, 'failed', 'terminal_offline'],
  ])('%s %j is %s: %s', (messageId, data, outcome, reason) => {
    expect(track(leave(tell(messageId, data)).arrivals, { catalogue }).flows).toMatchObject([
      { outcome, failedStage: outcome === 'refused' ? 'authorize' : 'payment', reason, evse: 1 },
    ]);
    expect(flowsOf(leave(tell(messageId, data)))).toMatchObject([{ reason: 'no_credential' }]);
  });

  it('and that went through is a payment stage of the charge', () => {
    const talk = tell('PreAuth', { result: 'OK' }).command('RemoteStartTransaction', {
      idTag: '~psp9',
      connectorId: 1,
    });
    talk
      .after(5)
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~psp9', meterStart: 0, timestamp: talk.now },
        { transactionId: 7, ...accepted },
      )
      .status(1, 'Charging')
      .after(300)
      .meter(1, 7, 3000, 11_000)
      .call('StopTransaction', { transactionId: 7, meterStop: 3000, timestamp: talk.now })
      .status(1, 'Available')
      .until('11:00:00');
    const [flow] = track(talk.arrivals, { catalogue }).flows;
    expect(flow).toMatchObject({ outcome: 'success', paymentMethod: 'card_terminal' });
    expect(flow?.stages[2]).toMatchObject({ stage: 'payment', result: 'ok' });
  });
});
