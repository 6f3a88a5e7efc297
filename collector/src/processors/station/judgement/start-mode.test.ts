import { describe, expect, it } from '@jest/globals';
import { inlFacts, type InlFacts } from '../../../model/inl.ts';
import { Conversation, track } from '../../testkit/conversation.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };
const idToken = { idToken: 'A1', type: 'ISO14443' };

const facts = (talk: Conversation): InlFacts => {
  const { flows } = track(talk.until('23:00:00').arrivals);
  if (!flows[0] || flows.length > 1) throw new Error(`${flows.length} flows`);
  return inlFacts(flows[0]);
};

const on16 = (): Conversation => new Conversation().connect().status(1, 'Available').at('10:01:00');
const tap = (talk: Conversation, status = 'Accepted'): Conversation =>
  talk.call('Authorize', { idTag: '~a' }, { idTagInfo: { status } });
const charge16 = (talk: Conversation): Conversation =>
  talk
    .after(5)
    .call(
      'StartTransaction',
      { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
      { transactionId: 7, ...accepted },
    )
    .after(10)
    .status(1, 'Charging')
    .after(600)
    .meter(1, 7, 5_000, 11_000)
    .call('StopTransaction', {
      transactionId: 7,
      idTag: '~a',
      meterStop: 5_000,
      timestamp: talk.now,
      reason: 'Local',
    })
    .status(1, 'Finishing')
    .after(30)
    .status(1, 'Available');

const event201 = (
  talk: Conversation,
  eventType: string,
  triggerReason: string,
  seqNo: number,
  info: object = {},
  more: object = {},
): Conversation =>
  talk.after(5).call(
    'TransactionEvent',
    {
      ...{ eventType, triggerReason, seqNo, timestamp: talk.now, evse: { id: 1, connectorId: 1 } },
      ...{ transactionInfo: { transactionId: 'T1', ...info }, ...more },
    },
    'idToken' in more ? { idTokenInfo: { status: 'Accepted' } } : {},
  );
const on201 = (): Conversation => new Conversation().connect('ocpp2.0.1').at('10:01:00');
const meterValue = (talk: Conversation, value: number): object => ({
  meterValue: [
    {
      timestamp: talk.now,
      sampledValue: [{ value, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } }],
    },
  ],
});
const charge201 = (talk: Conversation): Conversation => {
  event201(talk, 'Updated', 'ChargingStateChanged', 1, { chargingState: 'Charging' }, meterValue(talk, 0));
  talk.after(600);
  event201(talk, 'Updated', 'MeterValuePeriodic', 2, { chargingState: 'Charging' }, meterValue(talk, 9_000));
  return event201(talk, 'Ended', 'StopAuthorized', 3, { stoppedReason: 'Local' }, meterValue(talk, 9_100));
};

describe('how an attempt began, in INL’s ways', () => {
  it('know an Authorize before an OCPP 1.6 transaction', () => {
    expect(facts(charge16(tap(on16().status(1, 'Preparing'))))).toEqual({
      ...{ mode: 'authorize_first', delivered: true, validStop: true, startSeconds: 15.1 },
    });
  });

  it('know a refused credential, and one that nobody followed up', () => {
    expect(facts(tap(on16(), 'Blocked'))).toMatchObject({ mode: 'authorize_first', delivered: false });
    expect(facts(tap(on16()))).toMatchObject({ mode: 'authorize_first', delivered: false, validStop: false });
  });

  it('know a local list or cache, where nobody asked', () => {
    expect(facts(charge16(on16().status(1, 'Preparing')))).toMatchObject({
      mode: 'cached_or_local',
      delivered: true,
    });
  });

  it('know remote starts, accepted and rejected', () => {
    const remote = (status: string) =>
      on16().command('RemoteStartTransaction', { connectorId: 1, idTag: '~a' }, { status });
    expect(facts(remote('Rejected'))).toMatchObject({ mode: 'remote_start', delivered: false });
    expect(facts(charge16(remote('Accepted').status(1, 'Preparing')))).toMatchObject({
      ...{ mode: 'remote_start', delivered: true },
    });
  });

  it('know an OCPP 2.0.1 transaction that the cable began, also when a card follows', () => {
    const plugged = event201(on201(), 'Started', 'CablePluggedIn', 0, { chargingState: 'EVConnected' });
    plugged.after(3).call('Authorize', { idToken }, { idTokenInfo: { status: 'Accepted' } });
    expect(facts(charge201(plugged))).toMatchObject({
      mode: 'plug_in_first',
      delivered: true,
      validStop: true,
    });
  });

  it('know an OCPP 2.0.1 transaction that says it began with the authorisation, whether an Authorize came before or not', () => {
    const begun = (talk: Conversation) => event201(talk, 'Started', 'Authorized', 0, {}, { idToken });
    expect(facts(charge201(begun(on201())))).toMatchObject({ mode: 'cached_or_local', delivered: true });
    const asked = on201().call('Authorize', { idToken }, { idTokenInfo: { status: 'Accepted' } });
    expect(facts(charge201(begun(asked)))).toMatchObject({ mode: 'cached_or_local', delivered: true });
  });

  it('know a card before a cable that begins the transaction', () => {
    const asked = on201().call('Authorize', { idToken }, { idTokenInfo: { status: 'Accepted' } });
    const plugged = event201(
      asked,
      'Started',
      'CablePluggedIn',
      0,
      { chargingState: 'EVConnected' },
      { idToken },
    );
    expect(facts(charge201(plugged))).toMatchObject({ mode: 'authorize_first', delivered: true });
  });

  it('put a cable without a credential in no equation', () => {
    expect(facts(on16().status(1, 'Preparing').after(900).status(1, 'Available')).mode).toBeNull();
  });
});
