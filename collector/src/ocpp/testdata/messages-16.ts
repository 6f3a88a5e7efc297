import type { Direction } from '../../model/arrival.ts';

/** A call and its answer as stations and backends send them. */
export interface SampleMessage {
  readonly action: string;
  readonly from: Direction;
  readonly request: Readonly<Record<string, unknown>>;
  /** null: a SEND, which nobody answers. */
  readonly response: Readonly<Record<string, unknown>> | null;
}

const AT = '2026-11-01T10:00:00.000Z';
const TAG = '~0123456789abcdef';
const OK = { status: 'Accepted' };

const station = (action: string, request: SampleMessage['request'], response: SampleMessage['response'] = {}) =>
  ({ action, from: 'from_station', request, response }) as const;
const csms = (action: string, request: SampleMessage['request'], response: SampleMessage['response'] = OK) =>
  ({ action, from: 'to_station', request, response }) as const;

export const METER_VALUE = {
  timestamp: AT,
  sampledValue: [
    { value: '1234567', context: 'Sample.Periodic', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
    { value: '11.04', context: 'Sample.Periodic', measurand: 'Power.Active.Import', location: 'Outlet', unit: 'kW' },
    { value: '16.0', context: 'Sample.Periodic', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
    { value: '15.8', context: 'Sample.Periodic', measurand: 'Current.Import', phase: 'L2', unit: 'A' },
    { value: '229', context: 'Sample.Periodic', measurand: 'Voltage', phase: 'L1-N', unit: 'V' },
    { value: '231', context: 'Sample.Periodic', measurand: 'Voltage', phase: 'L2-N', unit: 'V' },
  ],
} as const;

export const CHARGING_PROFILE = {
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  chargingSchedule: {
    chargingRateUnit: 'A',
    startSchedule: AT,
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 10, numberPhases: 3 },
      { startPeriod: 3600, limit: 32 },
    ],
  },
} as const;

export const MESSAGES_16: readonly SampleMessage[] = [
  station(
    'BootNotification',
    {
      chargePointVendor: 'Alpitronic',
      chargePointModel: 'HYC150',
      chargePointSerialNumber: 'HYC-0042',
      firmwareVersion: '1.8.3',
      iccid: '',
      imsi: '',
    },
    { status: 'Accepted', currentTime: AT, interval: 300 },
  ),
  station('Heartbeat', {}, { currentTime: AT }),
  station('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp: AT }),
  station('Authorize', { idTag: TAG }, { idTagInfo: { status: 'Accepted', parentIdTag: TAG } }),
  station(
    'StartTransaction',
    { connectorId: 1, idTag: TAG, meterStart: 1230000, timestamp: AT },
    { transactionId: 4711, idTagInfo: OK },
  ),
  station('MeterValues', { connectorId: 1, transactionId: 4711, meterValue: [METER_VALUE] }),
  station(
    'StopTransaction',
    { transactionId: 4711, meterStop: 1254321, timestamp: AT, reason: 'EVDisconnected', idTag: TAG },
    { idTagInfo: OK },
  ),
  station('DataTransfer', { vendorId: 'com.acme', messageId: 'Price', data: '{"cents":42}' }, OK),
  station('FirmwareStatusNotification', { status: 'Installed' }),
  station('DiagnosticsStatusNotification', { status: 'Uploaded' }),
  station('SecurityEventNotification', { type: 'TamperDetectionActivated', timestamp: AT, techInfo: 'door' }),
  station('SignedFirmwareStatusNotification', { status: 'InvalidSignature', requestId: 3 }),
  station('LogStatusNotification', { status: 'Uploading', requestId: 4 }),
  csms('RemoteStartTransaction', { idTag: TAG, connectorId: 2, chargingProfile: CHARGING_PROFILE }),
  csms('RemoteStopTransaction', { transactionId: 4711 }, { status: 'Rejected' }),
  csms('Reset', { type: 'Soft' }),
  csms('UnlockConnector', { connectorId: 1 }, { status: 'UnlockFailed' }),
  csms('ChangeAvailability', { connectorId: 0, type: 'Inoperative' }, { status: 'Scheduled' }),
  csms('ChangeConfiguration', { key: 'HeartbeatInterval', value: '300' }),
  csms('GetConfiguration', { key: ['HeartbeatInterval'] }, { configurationKey: [] }),
  csms('ClearCache', {}),
  csms('TriggerMessage', { requestedMessage: 'StatusNotification', connectorId: 1 }),
  csms('ExtendedTriggerMessage', { requestedMessage: 'LogStatusNotification' }),
  csms('SetChargingProfile', { connectorId: 1, csChargingProfiles: CHARGING_PROFILE }),
  csms('ClearChargingProfile', { connectorId: 1, chargingProfilePurpose: 'TxProfile' }),
  csms('ReserveNow', { connectorId: 1, expiryDate: AT, idTag: TAG, reservationId: 9 }),
  csms('CancelReservation', { reservationId: 9 }),
  csms('SendLocalList', { listVersion: 2, updateType: 'Full', localAuthorizationList: [] }),
  csms('GetLocalListVersion', {}, { listVersion: 2 }),
  csms('GetDiagnostics', { location: 'ftp://example.com/' }, { fileName: 'log.zip' }),
  csms(
    'GetLog',
    { logType: 'DiagnosticsLog', requestId: 4, log: { remoteLocation: 'ftp://example.com/' } },
    { status: 'Accepted', filename: 'log.zip' },
  ),
  csms('UpdateFirmware', { location: 'https://example.com/fw', retrieveDate: AT }, {}),
  csms('SignedUpdateFirmware', {
    requestId: 3,
    firmware: { location: 'https://example.com/fw', retrieveDateTime: AT, signingCertificate: '~0', signature: 'x' },
  }),
];
