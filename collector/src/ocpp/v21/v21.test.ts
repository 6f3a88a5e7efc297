import { describe, expect, it } from '@jest/globals';
import { Conversation, TEN, meaning } from '../testdata/conversation.ts';

const AT = '2026-11-01T10:00:00Z';
const PAID = { idToken: '~0123456789abcdef', type: 'DirectPayment' };
const charger = () => new Conversation('ocpp2.1');

describe('OCPP 2.1', () => {
  it.each([
    ['Settled', 'settled'],
    ['Canceled', 'canceled'],
    ['Rejected', 'rejected'],
    ['Failed', 'failed'],
  ])('NotifySettlement %s is a payment of the transaction and its token', (status, phase) => {
    const request = {
      transactionId: 'tx-1',
      pspRef: PAID.idToken,
      status,
      settlementAmount: 0,
      settlementTime: AT,
    };
    expect(meaning(charger().station('NotifySettlement', request, {}))).toMatchObject([
      {
        kind: 'payment',
        phase,
        method: 'card_terminal',
        transaction: 'tx-1',
        identity: PAID.idToken,
        eventAt: TEN,
      },
    ]);
  });

  it('NotifySettlement before any transaction has only its token', () => {
    const request = { pspRef: PAID.idToken, status: 'Canceled', settlementAmount: 0, settlementTime: AT };
    expect(meaning(charger().station('NotifySettlement', request))).toMatchObject([
      { phase: 'canceled', transaction: null, identity: PAID.idToken },
    ]);
  });

  it('NotifyWebPaymentStarted is a payment that begins at an EVSE', () => {
    expect(meaning(charger().csms('NotifyWebPaymentStarted', { evseId: 2, timeout: 90 }, {}))).toMatchObject([
      { kind: 'payment', phase: 'started', method: 'web', evse: 2, transaction: null },
    ]);
  });

  it.each([
    ['DirectPayment', 'card_terminal'],
    ['eMAID', 'plug_and_charge'],
    ['EVCCID', 'autocharge'],
    ['VIN', 'autocharge'],
    ['ISO15693', 'rfid'],
    ['KeyCode', 'key_code'],
    ['Local', 'local'],
    ['NoAuthorization', 'free'],
    ['AcmeWallet', null],
  ])('a token of type %s means the method %s', (type, method) => {
    const idToken = { idToken: '~0123456789abcdef', type };
    expect(meaning(charger().station('Authorize', { idToken }))).toMatchObject([{ method }]);
  });

  it('a command of the backend is its app, unless somebody paid at once', () => {
    const request = { evseId: 1, remoteStartId: 1, idToken: { ...PAID, type: 'ISO14443' } };
    expect(meaning(charger().csms('RequestStartTransaction', request))).toMatchObject([{ method: 'app' }]);
    const paid = { ...request, idToken: PAID };
    expect(meaning(charger().csms('RequestStartTransaction', paid))).toMatchObject([
      { method: 'card_terminal' },
    ]);
  });

  it('a merely informative event is no problem, an error is, with its transaction', () => {
    const notify = (severity: number) =>
      meaning(
        charger().station('NotifyEvent', {
          generatedAt: AT,
          seqNo: 0,
          eventData: [
            {
              eventId: 1,
              timestamp: AT,
              trigger: 'Alerting',
              actualValue: '12',
              severity,
              transactionId: 'tx-1',
              eventNotificationType: 'HardWiredNotification',
              component: { name: 'AirCoolingSystem' },
              variable: { name: 'FanSpeed' },
            },
          ],
        }),
      );
    const reading = { kind: 'reading', quantity: 'fan_rpm', value: 12, location: 'cabinet' };
    expect(notify(7)).toMatchObject([reading]);
    expect(notify(4)).toMatchObject([reading, { code: 'AirCoolingSystem.FanSpeed', transaction: 'tx-1' }]);
  });

  it('the connector tells its state by NotifyEvent instead of StatusNotification', () => {
    const signals = charger().station('NotifyEvent', {
      generatedAt: AT,
      seqNo: 0,
      eventData: [
        {
          eventId: 1,
          timestamp: AT,
          trigger: 'Delta',
          actualValue: 'Occupied',
          eventNotificationType: 'PreconfiguredMonitor',
          component: { name: 'Connector', evse: { id: 2, connectorId: 1 } },
          variable: { name: 'AvailabilityState' },
        },
      ],
    });
    expect(meaning(signals)).toMatchObject([{ kind: 'status', evse: 2, connector: 1, status: 'occupied' }]);
  });

  it('reads a SEND, which nobody answers, and counts one that breaks its schema', () => {
    const conversation = charger();
    const stream = { id: 1, pending: 0, basetime: AT, data: [{ t: 0, v: '41' }] };
    const sent = (payload: object) =>
      conversation.frame('from_station', [6, 'x', 'NotifyPeriodicEventStream', payload]);
    expect(sent(stream)).toMatchObject([{ action: 'NotifyPeriodicEventStream', result: 'send' }]);
    expect(sent({ id: 1 })).toMatchObject([{ action: 'NotifyPeriodicEventStream', result: 'invalid' }]);
    expect(conversation.state.pending).toEqual([]);
  });
});
