import { describe, expect, it } from '@jest/globals';
import { Conversation, TEN, callError, meaning } from '../testdata/conversation.ts';
import { CHARGING_PROFILE, METER_VALUE } from '../testdata/messages-16.ts';

const AT = '2026-11-01T10:00:00Z';
const TAG = '~0123456789abcdef';
const charger = () => new Conversation('ocpp1.6');
const OK = { status: 'Accepted' };

describe('OCPP 1.6', () => {
  it('BootNotification tells what the station is, its serial number hashed', () => {
    const [boot] = meaning(
      charger().station('BootNotification', {
        chargePointVendor: ' ABB ',
        chargePointModel: 'Terra 54',
        chargeBoxSerialNumber: 'T54-1',
        firmwareVersion: '1.2.3',
      }),
    );
    expect(boot).toMatchObject({
      kind: 'boot',
      vendor: 'ABB',
      model: 'Terra 54',
      firmware: '1.2.3',
      reason: 'unknown',
    });
    expect(JSON.stringify(boot)).not.toContain('T54-1');
  });

  it('Authorize has no connector, unless the station says at which the tag was shown', () => {
    const authorize = (more: object) => meaning(charger().station('Authorize', { idTag: TAG, ...more }));
    expect(authorize({})).toMatchObject([{ kind: 'authorization', evse: null, method: 'rfid' }]);
    expect(authorize({ connectorId: 2 })).toMatchObject([{ evse: 2, identity: TAG }]);
    expect(authorize({ idTag: `${TAG}.web` })).toMatchObject([{ identity: TAG, method: 'web' }]);
  });

  it('StatusNotification of connector n is that of EVSE n', () => {
    const payload = { connectorId: 2, errorCode: 'NoError', status: 'SuspendedEVSE', timestamp: AT };
    expect(meaning(charger().station('StatusNotification', payload))).toEqual([
      {
        kind: 'status',
        station: 'CS-1',
        receivedAt: TEN + 1000,
        eventAt: TEN,
        evse: 2,
        connector: 1,
        status: 'suspended_evse',
        codes: [],
      },
    ]);
  });

  it('StatusNotification of connector 0 is that of the station', () => {
    const payload = { connectorId: 0, errorCode: 'NoError', status: 'Unavailable' };
    expect(meaning(charger().station('StatusNotification', payload))).toMatchObject([
      { evse: 0, connector: 0, status: 'unavailable', eventAt: null },
    ]);
  });

  it('StatusNotification follows the connector map of the inventory', () => {
    const mapped = new Conversation('ocpp1.6', { connectorMap: { 2: { evse: 1, connector: 2 } } });
    const payload = { connectorId: 2, errorCode: 'GroundFailure', status: 'Faulted' };
    expect(meaning(mapped.station('StatusNotification', payload))).toMatchObject([
      { evse: 1, connector: 2, status: 'faulted', codes: ['GroundFailure'] },
    ]);
  });

  it('StatusNotification with a status that nobody knows gives no status', () => {
    const signals = charger().station('StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: 'Asleep',
    });
    expect(signals).toMatchObject([{ kind: 'message', result: 'invalid' }]);
  });

  it('Authorize is requested and answered, at no connector', () => {
    const signals = meaning(
      charger().station('Authorize', { idTag: TAG }, { idTagInfo: { status: 'ConcurrentTx' } }),
    );
    const both = { kind: 'authorization', call: 'm1', identity: TAG, evse: null, transaction: null };
    expect(signals).toMatchObject([
      { ...both, phase: 'requested', status: null },
      { ...both, phase: 'answered', status: 'concurrent_tx' },
    ]);
  });

  it('Authorize answered by a CALLERROR is an error', () => {
    const conversation = charger();
    conversation.station('Authorize', { idTag: TAG });
    expect(meaning(conversation.frame('to_station', callError('m1')))).toMatchObject([
      { kind: 'authorization', phase: 'error', identity: TAG, status: null },
    ]);
  });

  it('StartTransaction gets its id by the answer, which also judges the credential', () => {
    const signals = meaning(
      charger().station(
        'StartTransaction',
        { connectorId: 1, idTag: TAG, meterStart: 500, timestamp: '2026-11-01T11:00:00+01:00' },
        { transactionId: 88, idTagInfo: { status: 'Blocked' } },
      ),
    );
    expect(signals).toMatchObject([
      {
        kind: 'transaction_started',
        eventAt: TEN,
        transaction: null,
        evse: 1,
        connector: 1,
        identity: TAG,
        registerWh: 500,
        trigger: null,
        offline: false,
        call: 'm1',
      },
      { kind: 'transaction_accepted', call: 'm1', transaction: '88', status: 'blocked', error: false },
      {
        kind: 'authorization',
        phase: 'answered',
        call: 'm1',
        identity: TAG,
        status: 'blocked',
        transaction: '88',
        evse: 1,
      },
    ]);
  });

  it.each([0, -1])('StartTransaction answered with transaction %i has no usable id', (transactionId) => {
    const request = { connectorId: 1, idTag: TAG, meterStart: 0, timestamp: AT };
    const signals = meaning(charger().station('StartTransaction', request, { transactionId, idTagInfo: OK }));
    expect(signals[1]).toMatchObject({ kind: 'transaction_accepted', transaction: null, status: 'accepted' });
  });

  it('StartTransaction answered by a CALLERROR is not accepted', () => {
    const conversation = charger();
    conversation.station('StartTransaction', { connectorId: 1, idTag: TAG, meterStart: 0, timestamp: AT });
    expect(meaning(conversation.frame('to_station', callError('m1')))).toMatchObject([
      { kind: 'transaction_accepted', transaction: null, status: null, error: true },
    ]);
  });

  it('StopTransaction without reason is Local, and its data comes before the end', () => {
    const signals = meaning(
      charger().station('StopTransaction', {
        transactionId: 88,
        meterStop: 9000,
        timestamp: AT,
        transactionData: [METER_VALUE],
      }),
    );
    expect(signals).toMatchObject([
      { kind: 'meter', transaction: '88', registerWh: 1234567, powerW: 11040, currentA: 16, voltageV: 230 },
      {
        kind: 'transaction_ended',
        transaction: '88',
        reason: 'Local',
        registerWh: 9000,
        identity: null,
        evse: null,
      },
    ]);
  });

  it('StopTransaction keeps a reason that the schema does not know', () => {
    const payload = { transactionId: -1, meterStop: 9000, timestamp: AT, reason: 'StoppedByEV' };
    expect(meaning(charger().station('StopTransaction', payload))).toMatchObject([
      { transaction: null, reason: 'StoppedByEV' },
    ]);
  });

  it.each([
    ['Accepted', 'accepted'],
    ['Rejected', 'rejected'],
  ])('RemoteStartTransaction answered %s is %s', (status, phase) => {
    const signals = meaning(
      charger().csms('RemoteStartTransaction', { idTag: TAG, connectorId: 2 }, { status }),
    );
    const both = {
      kind: 'remote_start',
      call: 'm1',
      evse: 2,
      identity: TAG,
      remoteStartId: null,
      transaction: null,
    };
    expect(signals).toMatchObject([
      { ...both, phase: 'requested' },
      { ...both, phase },
    ]);
  });

  it('RemoteStartTransaction without connector has no EVSE', () => {
    expect(meaning(charger().csms('RemoteStartTransaction', { idTag: TAG }))).toMatchObject([{ evse: null }]);
  });

  it('RemoteStopTransaction is about a transaction', () => {
    expect(meaning(charger().csms('RemoteStopTransaction', { transactionId: 88 }, OK))).toMatchObject([
      { kind: 'remote_stop', phase: 'requested', transaction: '88' },
      { kind: 'remote_stop', phase: 'accepted', transaction: '88' },
    ]);
  });

  it.each([
    ['Reset', { type: 'Hard' }, null, 'Hard'],
    ['UnlockConnector', { connectorId: 2 }, 2, null],
    ['ChangeAvailability', { connectorId: 1, type: 'Inoperative' }, 1, 'Inoperative'],
    ['ChangeConfiguration', { key: 'AuthorizationKey', value: '~0' }, null, 'AuthorizationKey'],
    ['TriggerMessage', { requestedMessage: 'Heartbeat' }, null, 'Heartbeat'],
    ['ExtendedTriggerMessage', { requestedMessage: 'Heartbeat' }, null, 'Heartbeat'],
    ['ClearCache', {}, null, null],
    ['SendLocalList', { listVersion: 1, updateType: 'Full' }, null, 'Full'],
    ['GetDiagnostics', { location: 'ftp://x' }, null, null],
    ['UpdateFirmware', { location: 'ftp://x', retrieveDate: AT }, null, null],
  ])('%s is a command and its answer', (action, request, evse, detail) => {
    const signals = meaning(charger().csms(action, request, { status: 'Rejected' }));
    const both = { kind: 'command', action, call: 'm1', evse, detail };
    expect(signals).toMatchObject([
      { ...both, phase: 'requested', status: null },
      { ...both, phase: 'answered', status: 'Rejected' },
    ]);
  });

  it('a command answered by a CALLERROR is an error', () => {
    const conversation = charger();
    conversation.csms('Reset', { type: 'Soft' });
    expect(meaning(conversation.frame('from_station', callError('m1')))).toMatchObject([
      { kind: 'command', action: 'Reset', phase: 'error', status: null, detail: 'Soft' },
    ]);
  });

  it('SetChargingProfile limits once it is accepted, in watts by its phases', () => {
    const request = { connectorId: 1, csChargingProfiles: CHARGING_PROFILE };
    expect(meaning(charger().csms('SetChargingProfile', request, OK))).toMatchObject([
      { kind: 'command', phase: 'requested', evse: 1, detail: 'TxDefaultProfile' },
      { kind: 'command', phase: 'answered', status: 'Accepted' },
      { kind: 'limit', evse: 1, amperes: 10, watts: 6900 },
    ]);
    const refused = meaning(charger().csms('SetChargingProfile', request, { status: 'Rejected' }));
    expect(refused.map(({ kind }) => kind)).toEqual(['command', 'command']);
  });

  it('SetChargingProfile in amperes without phases gives no watts unless the supply is known', () => {
    const period = { startPeriod: 0, limit: 0 };
    const csChargingProfiles = {
      ...CHARGING_PROFILE,
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [period] },
    };
    const request = { connectorId: 1, csChargingProfiles };
    expect(meaning(charger().csms('SetChargingProfile', request, OK))[2]).toMatchObject({
      amperes: 0,
      watts: null,
    });
    const known = new Conversation('ocpp1.6', { connectorMap: {}, phases: 1 });
    expect(meaning(known.csms('SetChargingProfile', request, OK))[2]).toMatchObject({ amperes: 0, watts: 0 });
  });

  it('ClearChargingProfile lifts the limit once it is accepted', () => {
    expect(meaning(charger().csms('ClearChargingProfile', { connectorId: 1 }, OK))[2]).toMatchObject({
      kind: 'limit',
      evse: 1,
      watts: null,
      amperes: null,
    });
  });

  it.each([
    ['Accepted', 'accepted'],
    ['Occupied', 'rejected'],
  ])('ReserveNow answered %s is a reservation %s', (status, phase) => {
    const request = { connectorId: 1, expiryDate: AT, idTag: TAG, reservationId: 1 };
    expect(meaning(charger().csms('ReserveNow', request, { status }))).toMatchObject([
      { kind: 'reservation', phase, evse: 1, identity: TAG },
    ]);
  });

  it('CancelReservation cancels when it is accepted', () => {
    expect(meaning(charger().csms('CancelReservation', { reservationId: 1 }, OK))).toMatchObject([
      { kind: 'reservation', phase: 'cancelled', evse: null },
    ]);
    expect(
      meaning(charger().csms('CancelReservation', { reservationId: 1 }, { status: 'Rejected' })),
    ).toEqual([]);
  });

  it('firmware messages tell how far an update is', () => {
    expect(meaning(charger().station('FirmwareStatusNotification', { status: 'Installing' }))).toMatchObject([
      { kind: 'firmware', status: 'Installing' },
    ]);
    expect(
      meaning(charger().station('SignedFirmwareStatusNotification', { status: 'SignatureVerified' })),
    ).toMatchObject([{ kind: 'firmware', status: 'SignatureVerified' }]);
  });

  it('SecurityEventNotification is a problem of the station unless it is routine', () => {
    const event = (type: string) =>
      meaning(charger().station('SecurityEventNotification', { type, timestamp: AT }));
    expect(event('TamperDetectionActivated')).toMatchObject([
      {
        kind: 'problem',
        code: 'TamperDetectionActivated',
        evse: 0,
        connector: 0,
        active: true,
        eventAt: TEN,
      },
    ]);
    expect(event('StartupOfTheDevice')).toEqual([]);
  });

  it.each(['Heartbeat', 'DataTransfer', 'DiagnosticsStatusNotification'])(
    '%s means nothing but contact',
    (action) => {
      const payload = { vendorId: 'com.acme', status: 'Idle' };
      expect(
        charger()
          .station(action, payload, {})
          .map(({ kind }) => kind),
      ).toEqual(['message', 'message', 'call_completed']);
    },
  );
});
