import { describe, expect, it } from '@jest/globals';
import { parsePaymentMessages } from './payment-messages.ts';
import { Conversation, callError, meaning } from './testdata/conversation.ts';

const PNC = 'org.openchargealliance.iso15118pnc';
const CONTRACT = '~0123456789abcdef.plug_and_charge';
const authorize = (data: unknown) => ({
  vendorId: PNC,
  messageId: 'Authorize',
  data: typeof data === 'string' ? data : JSON.stringify(data),
});

describe('DataTransfer', () => {
  it.each([
    [{ idToken: { idToken: CONTRACT, type: 'eMAID' } }],
    [{ idToken: CONTRACT, certificate: '~1' }],
    [{ emaid: CONTRACT }],
  ])('of plug and charge presents a contract: %j', (data) => {
    const answer = { status: 'Accepted', data: JSON.stringify({ idTokenInfo: { status: 'Blocked' } }) };
    expect(
      meaning(new Conversation('ocpp1.6').station('DataTransfer', authorize(data), answer)),
    ).toMatchObject([
      {
        kind: 'authorization',
        phase: 'requested',
        identity: '~0123456789abcdef',
        method: 'plug_and_charge',
      },
      { kind: 'authorization', phase: 'answered', status: 'blocked' },
    ]);
  });

  it('of plug and charge that gets no verdict is an error', () => {
    const conversation = new Conversation('ocpp1.6');
    const presented = authorize({ emaid: CONTRACT });
    expect(
      meaning(conversation.station('DataTransfer', presented, { status: 'UnknownVendorId' }))[1],
    ).toMatchObject({ phase: 'error' });
    conversation.station('DataTransfer', presented);
    expect(meaning(conversation.frame('to_station', callError('m2')))).toMatchObject([{ phase: 'error' }]);
  });

  it.each(['{"broken', '', '[1]', 'x'.repeat(10_000)])('with data %j does not break', (data) => {
    expect(meaning(new Conversation('ocpp1.6').station('DataTransfer', authorize(data)))).toMatchObject([
      { kind: 'authorization', identity: null },
    ]);
  });

  it('of anybody else means nothing without a row', () => {
    const request = { vendorId: 'acme', messageId: 'PreAuth', data: '{"connectorId":2}' };
    expect(meaning(new Conversation('ocpp1.6').station('DataTransfer', request))).toEqual([]);
  });

  it('is a payment where a row says so, at the connector that its data names', () => {
    const rows = parsePaymentMessages('own.yaml', '- { vendor_id: acme, phase: declined, method: web }');
    if (!rows.ok) throw new Error('unreadable');
    const context = { connectorMap: { 2: { evse: 1, connector: 2 } }, paymentMessages: rows.value };
    const request = { vendorId: 'acme', messageId: 'PreAuth', data: '{"connectorId":"2"}' };
    expect(meaning(new Conversation('ocpp1.6', context).station('DataTransfer', request))).toMatchObject([
      { kind: 'payment', phase: 'declined', method: 'web', evse: 1 },
    ]);
    const newer = { vendorId: 'acme', data: { evseId: 3 } };
    expect(meaning(new Conversation('ocpp2.0.1', context).csms('DataTransfer', newer))).toMatchObject([
      { kind: 'payment', evse: 3 },
    ]);
  });
});
