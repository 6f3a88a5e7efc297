import type { SampleMessage } from './messages-16.ts';

const AT = '2026-11-01T10:00:00.000Z';
const TOKEN = { idToken: '~0123456789abcdef', type: 'ISO14443' };
const OK = { status: 'Accepted' };

const station = (action: string, request: SampleMessage['request'], response: SampleMessage['response'] = {}) =>
  ({ action, from: 'from_station', request, response }) as const;
const csms = (action: string, request: SampleMessage['request'], response: SampleMessage['response'] = OK) =>
  ({ action, from: 'to_station', request, response }) as const;

export const METER_VALUE = {
  timestamp: AT,
  sampledValue: [
    {
      value: 1234.567,
      context: 'Sample.Periodic',
      measurand: 'Energy.Active.Import.Register',
      unitOfMeasure: { unit: 'Wh', multiplier: 3 },
    },
    { value: 49.5, measurand: 'Power.Active.Import', context: 'Sample.Periodic', unitOfMeasure: { unit: 'kW' } },
    { value: 43, measurand: 'SoC', context: 'Sample.Periodic', location: 'EV', unitOfMeasure: { unit: 'Percent' } },
  ],
} as const;

export const CHARGING_PROFILE = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  chargingSchedule: [
    { id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 22000 }] },
    { id: 2, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 11000 }] },
  ],
} as const;

export const MESSAGES_201: readonly SampleMessage[] = [
  station(
    'BootNotification',
    {
      reason: 'PowerUp',
      chargingStation: {
        vendorName: 'Kempower',
        model: 'Satellite',
        serialNumber: 'KP-7',
        firmwareVersion: '4.2',
        modem: { iccid: '~1', imsi: '~2' },
      },
    },
    { status: 'Accepted', currentTime: AT, interval: 300 },
  ),
  station('Heartbeat', {}, { currentTime: AT }),
  station('StatusNotification', { timestamp: AT, connectorStatus: 'Occupied', evseId: 2, connectorId: 1 }),
  station('Authorize', { idToken: TOKEN }, { idTokenInfo: OK }),
  station(
    'TransactionEvent',
    {
      eventType: 'Started',
      timestamp: AT,
      triggerReason: 'Authorized',
      seqNo: 0,
      transactionInfo: { transactionId: 'a-b-c', chargingState: 'EVConnected', remoteStartId: 12 },
      evse: { id: 2, connectorId: 1 },
      idToken: TOKEN,
      meterValue: [METER_VALUE],
    },
    { idTokenInfo: { status: 'Accepted' } },
  ),
  station('MeterValues', { evseId: 0, meterValue: [METER_VALUE] }),
  station('NotifyEvent', {
    generatedAt: AT,
    seqNo: 0,
    eventData: [
      {
        eventId: 1,
        timestamp: AT,
        trigger: 'Alerting',
        actualValue: 'true',
        techCode: 'CX002',
        techInfo: 'RCD tripped',
        eventNotificationType: 'HardWiredNotification',
        component: { name: 'Connector', evse: { id: 2, connectorId: 1 } },
        variable: { name: 'Problem' },
      },
    ],
  }),
  // Its monitors are written differently in 2.0.1 and 2.1; neither is read.
  station('NotifyMonitoringReport', { requestId: 6, generatedAt: AT, seqNo: 0, tbc: true }),
  station('SecurityEventNotification', { type: 'InvalidTLSVersion', timestamp: AT }),
  station('FirmwareStatusNotification', { status: 'Downloading', requestId: 1 }),
  station('LogStatusNotification', { status: 'Uploaded', requestId: 4 }),
  station('ReservationStatusUpdate', { reservationId: 9, reservationUpdateStatus: 'Expired' }),
  station('NotifyReport', {
    requestId: 5,
    generatedAt: AT,
    seqNo: 0,
    tbc: false,
    reportData: [
      {
        component: { name: 'TxCtrlr' },
        variable: { name: 'TxStopPoint' },
        variableAttribute: [{ type: 'Actual', value: 'EVConnected,Authorized', mutability: 'ReadWrite' }],
      },
    ],
  }),
  station('DataTransfer', { vendorId: 'com.acme', data: { cents: 42 } }, OK),
  csms(
    'RequestStartTransaction',
    { evseId: 2, remoteStartId: 12, idToken: TOKEN },
    { status: 'Accepted', transactionId: 'a-b-c' },
  ),
  csms('RequestStopTransaction', { transactionId: 'a-b-c' }),
  csms('Reset', { type: 'OnIdle', evseId: 1 }, { status: 'Scheduled' }),
  csms('UnlockConnector', { evseId: 1, connectorId: 1 }, { status: 'Unlocked' }),
  csms('ChangeAvailability', { operationalStatus: 'Operative', evse: { id: 2 } }),
  csms('TriggerMessage', { requestedMessage: 'Heartbeat' }),
  csms('SetChargingProfile', { evseId: 1, chargingProfile: CHARGING_PROFILE }),
  csms('ClearChargingProfile', { chargingProfileCriteria: { evseId: 1 } }),
  csms('ReserveNow', { id: 9, expiryDateTime: AT, idToken: TOKEN, evseId: 1 }, { status: 'Occupied' }),
  csms('CancelReservation', { reservationId: 9 }),
  csms('ClearCache', {}),
  csms('UpdateFirmware', { requestId: 1, firmware: { location: 'https://example.com/fw', retrieveDateTime: AT } }),
  csms('GetLog', { logType: 'SecurityLog', requestId: 4, log: { remoteLocation: 'https://example.com/' } }),
  csms('SendLocalList', { versionNumber: 3, updateType: 'Differential' }),
  csms(
    'GetVariables',
    { getVariableData: [{ component: { name: 'TxCtrlr' }, variable: { name: 'TxStartPoint' } }] },
    {
      getVariableResult: [
        { attributeStatus: 'Accepted', component: { name: 'TxCtrlr' }, variable: { name: 'TxStartPoint' } },
      ],
    },
  ),
  csms(
    'SetVariables',
    {
      setVariableData: [
        { attributeValue: 'EVConnected', component: { name: 'TxCtrlr' }, variable: { name: 'TxStartPoint' } },
      ],
    },
    {
      setVariableResult: [
        { attributeStatus: 'Accepted', component: { name: 'TxCtrlr' }, variable: { name: 'TxStartPoint' } },
      ],
    },
  ),
];
