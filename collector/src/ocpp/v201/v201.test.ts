import { describe, expect, it } from '@jest/globals';
import { Conversation, TEN, callError, meaning } from '../testdata/conversation.ts';
import { CHARGING_PROFILE, METER_VALUE } from '../testdata/messages-201.ts';

const AT = '2026-11-01T10:00:00Z';
const TOKEN = { idToken: '~0123456789abcdef', type: 'ISO14443' };
const charger = () => new Conversation('ocpp2.0.1');
const OK = { status: 'Accepted' };
const event = (more: object) => ({
  eventType: 'Updated',
  timestamp: AT,
  triggerReason: 'ChargingStateChanged',
  seqNo: 4,
  transactionInfo: { transactionId: 'tx-1' },
  ...more,
});

describe('OCPP 2.0.1', () => {
  it('BootNotification tells what the station is and why it started', () => {
    const chargingStation = {
      vendorName: 'Kempower',
      model: 'S-Series',
      serialNumber: 'K1',
      firmwareVersion: '4.2',
    };
    expect(
      meaning(charger().station('BootNotification', { reason: 'Watchdog', chargingStation })),
    ).toMatchObject([
      { kind: 'boot', vendor: 'Kempower', model: 'S-Series', firmware: '4.2', reason: 'watchdog' },
    ]);
  });

  it('StatusNotification is that of a connector', () => {
    const payload = { timestamp: AT, connectorStatus: 'Occupied', evseId: 2, connectorId: 3 };
    expect(meaning(charger().station('StatusNotification', payload))).toMatchObject([
      { kind: 'status', evse: 2, connector: 3, status: 'occupied', codes: [], eventAt: TEN },
    ]);
  });

  it('Authorize is requested and answered', () => {
    const answer = { idTokenInfo: { status: 'NotAtThisLocation' } };
    expect(meaning(charger().station('Authorize', { idToken: TOKEN }, answer))).toMatchObject([
      { kind: 'authorization', phase: 'requested', identity: TOKEN.idToken },
      { kind: 'authorization', phase: 'answered', identity: TOKEN.idToken, status: 'not_at_this_location' },
    ]);
  });

  it('a token of type NoAuthorization names nobody', () => {
    const idToken = { idToken: 'free', type: 'NoAuthorization' };
    expect(meaning(charger().station('Authorize', { idToken }))).toMatchObject([{ identity: null }]);
  });

  it('TransactionEvent Started gives start, credential and meter, and its answer the verdict', () => {
    const request = event({
      eventType: 'Started',
      triggerReason: 'RemoteStart',
      seqNo: 0,
      offline: true,
      transactionInfo: { transactionId: 'tx-1', chargingState: 'EVConnected', remoteStartId: 5 },
      evse: { id: 2, connectorId: 1 },
      idToken: TOKEN,
      meterValue: [METER_VALUE],
    });
    const signals = meaning(charger().station('TransactionEvent', request, { idTokenInfo: OK }));
    const place = { evse: 2, transaction: 'tx-1' };
    expect(signals).toMatchObject([
      {
        kind: 'transaction_started',
        ...place,
        eventAt: TEN,
        connector: 1,
        identity: TOKEN.idToken,
        trigger: 'RemoteStart',
        chargingState: 'ev_connected',
        seqNo: 0,
        offline: true,
        remoteStartId: 5,
      },
      { kind: 'authorization', phase: 'requested', ...place, identity: TOKEN.idToken, call: 'm1' },
      { kind: 'meter', ...place, connector: 1, registerWh: 1234567, powerW: 49500, soc: 43 },
      {
        kind: 'authorization',
        phase: 'answered',
        ...place,
        identity: TOKEN.idToken,
        status: 'accepted',
        call: 'm1',
      },
    ]);
  });

  it('TransactionEvent Updated without token asks for no verdict', () => {
    const request = event({ transactionInfo: { transactionId: 'tx-1', chargingState: 'SuspendedEV' } });
    const conversation = charger();
    expect(meaning(conversation.station('TransactionEvent', request))).toMatchObject([
      { kind: 'transaction_updated', chargingState: 'suspended_ev', seqNo: 4, evse: null, identity: null },
    ]);
    expect(meaning(conversation.frame('to_station', callError('m1')))).toEqual([]);
  });

  it('a verdict on a later event of the transaction has no credential and still its transaction', () => {
    const answer = { idTokenInfo: { status: 'Invalid' } };
    expect(meaning(charger().station('TransactionEvent', event({}), answer))[1]).toMatchObject({
      phase: 'answered',
      status: 'invalid',
      identity: null,
      transaction: 'tx-1',
    });
  });

  it('a TransactionEvent with a token answered by a CALLERROR is an authorization error', () => {
    const conversation = charger();
    conversation.station('TransactionEvent', event({ idToken: TOKEN }));
    expect(meaning(conversation.frame('to_station', callError('m1')))).toMatchObject([
      { kind: 'authorization', phase: 'error', identity: TOKEN.idToken, transaction: 'tx-1' },
    ]);
  });

  it.each([
    [{ transactionId: 'tx-1' }, 'Local'],
    [{ transactionId: 'tx-1', stoppedReason: 'GroundFault' }, 'GroundFault'],
  ])('TransactionEvent Ended comes after its meter values, %j for reason %s', (transactionInfo, reason) => {
    const request = event({ eventType: 'Ended', transactionInfo, meterValue: [METER_VALUE] });
    expect(meaning(charger().station('TransactionEvent', request))).toMatchObject([
      { kind: 'meter', transaction: 'tx-1' },
      { kind: 'transaction_ended', transaction: 'tx-1', reason, registerWh: null },
    ]);
  });

  it('RequestStartTransaction carries its remoteStartId and learns the transaction', () => {
    const request = { evseId: 2, remoteStartId: 12, idToken: TOKEN };
    const answer = { status: 'Accepted', transactionId: 'tx-9' };
    expect(meaning(charger().csms('RequestStartTransaction', request, answer))).toMatchObject([
      { kind: 'remote_start', phase: 'requested', evse: 2, remoteStartId: 12, transaction: null },
      { kind: 'remote_start', phase: 'accepted', evse: 2, remoteStartId: 12, transaction: 'tx-9' },
    ]);
  });

  it('RequestStopTransaction is about a transaction', () => {
    expect(
      meaning(charger().csms('RequestStopTransaction', { transactionId: 'tx-9' }, { status: 'Rejected' })),
    ).toMatchObject([{ phase: 'requested', transaction: 'tx-9' }, { phase: 'rejected' }]);
  });

  it.each([
    ['Reset', { type: 'OnIdle', evseId: 2 }, 2, 'OnIdle'],
    ['UnlockConnector', { evseId: 1, connectorId: 1 }, 1, null],
    ['ChangeAvailability', { operationalStatus: 'Inoperative', evse: { id: 2 } }, 2, 'Inoperative'],
    ['TriggerMessage', { requestedMessage: 'Heartbeat' }, null, 'Heartbeat'],
    ['UpdateFirmware', { requestId: 1 }, null, null],
    ['GetLog', { logType: 'SecurityLog', requestId: 1 }, null, 'SecurityLog'],
  ])('%s is a command and its answer', (action, request, evse, detail) => {
    expect(meaning(charger().csms(action, request, { status: 'Scheduled' }))).toMatchObject([
      { kind: 'command', action, phase: 'requested', evse, detail },
      { kind: 'command', action, phase: 'answered', evse, detail, status: 'Scheduled' },
    ]);
  });

  it('SetChargingProfile limits to the least of its schedules', () => {
    const request = { evseId: 1, chargingProfile: CHARGING_PROFILE };
    expect(meaning(charger().csms('SetChargingProfile', request, OK))[2]).toMatchObject({
      kind: 'limit',
      evse: 1,
      watts: 11000,
      amperes: null,
    });
  });

  it('reservations are accepted, refused, and end', () => {
    const request = { id: 9, expiryDateTime: AT, idToken: TOKEN, evseId: 1 };
    expect(meaning(charger().csms('ReserveNow', request, OK))).toMatchObject([
      { phase: 'accepted', evse: 1 },
    ]);
    expect(meaning(charger().csms('ReserveNow', request, { status: 'Faulted' }))).toMatchObject([
      { phase: 'rejected' },
    ]);
    const update = { reservationId: 9, reservationUpdateStatus: 'Expired' };
    expect(meaning(charger().station('ReservationStatusUpdate', update))).toMatchObject([
      { phase: 'cancelled' },
    ]);
  });
});

describe('NotifyEvent of OCPP 2.0.1', () => {
  const notify = (more: object) =>
    meaning(
      charger().station('NotifyEvent', {
        generatedAt: AT,
        seqNo: 0,
        eventData: [
          {
            eventId: 1,
            timestamp: AT,
            trigger: 'Delta',
            actualValue: 'true',
            eventNotificationType: 'HardWiredNotification',
            component: { name: 'Connector', evse: { id: 2, connectorId: 1 } },
            variable: { name: 'Problem' },
            ...more,
          },
        ],
      }),
    );

  it.each([
    ['Connector', { id: 2, connectorId: 2 }, 2, 2],
    ['EVSE', { id: 2 }, 2, 0],
    ['ChargingStation', undefined, 0, 0],
  ])('AvailabilityState of %s is a status', (name, evse, place, connector) => {
    const component = evse === undefined ? { name } : { name, evse };
    expect(
      notify({ actualValue: 'Faulted', component, variable: { name: 'AvailabilityState' } }),
    ).toMatchObject([{ kind: 'status', evse: place, connector, status: 'faulted', eventAt: TEN }]);
  });

  it('a techCode is the code of the problem', () => {
    expect(notify({ trigger: 'Alerting', techCode: 'CX002; CX017' })).toMatchObject([
      { kind: 'problem', code: 'CX002', evse: 2, connector: 1, active: true },
      { kind: 'problem', code: 'CX017' },
    ]);
  });

  it('a problem without techCode is named by component and variable', () => {
    expect(notify({})).toMatchObject([{ code: 'Connector.Problem', active: true }]);
    expect(
      notify({
        trigger: 'Alerting',
        actualValue: '0',
        component: { name: 'AirCoolingSystem' },
        variable: { name: 'FanSpeed' },
      }),
    ).toMatchObject([
      { kind: 'reading', quantity: 'fan_rpm', value: 0 },
      { kind: 'problem', code: 'AirCoolingSystem.FanSpeed', evse: 0, connector: 0, active: true },
    ]);
  });

  it.each([{ actualValue: 'false' }, { cleared: true }, { actualValue: '0' }])(
    '%j ends a problem',
    (more) => {
      expect(notify(more)).toMatchObject([{ kind: 'problem', active: false }]);
    },
  );

  it('a value that is merely reported is a reading where it is a quantity, and else nothing', () => {
    const reported = (name: string) => notify({ trigger: 'Periodic', variable: { name }, actualValue: '40' });
    expect(reported('Temperature')).toMatchObject([
      { kind: 'reading', quantity: 'temperature_celsius', value: 40, evse: 2, connector: 1 },
    ]);
    expect(reported('Count')).toEqual([]);
  });
});

describe('OCPP 2.1', () => {
  const charger21 = () => new Conversation('ocpp2.1');

  it('knows its own trigger reasons, which 2.0.1 does not', () => {
    const request = event({ triggerReason: 'TxResumed' });
    expect(charger21().station('TransactionEvent', request)).toMatchObject([
      { kind: 'message', result: 'call' },
      { kind: 'transaction_updated', trigger: 'TxResumed' },
    ]);
    expect(charger().station('TransactionEvent', request)).toMatchObject([
      { kind: 'message', result: 'invalid' },
      { kind: 'transaction_updated', trigger: 'TxResumed' },
    ]);
  });
});
