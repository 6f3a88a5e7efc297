import type { Direction } from '../../../model/arrival.ts';
import { knownAction } from '../../../ocpp/known-actions.ts';

/** Calls that stations make: OCPP 1.6 §4, OCPP 2.0.1 part 2, OCPP 2.1 part 2. */
const OF_STATIONS: ReadonlySet<string> = new Set([
  ...['Authorize', 'BootNotification', 'Heartbeat', 'MeterValues', 'StatusNotification'],
  ...['StartTransaction', 'StopTransaction', 'TransactionEvent'],
  ...['DiagnosticsStatusNotification', 'FirmwareStatusNotification', 'SignedFirmwareStatusNotification'],
  ...['LogStatusNotification', 'PublishFirmwareStatusNotification', 'SecurityEventNotification'],
  ...['SignCertificate', 'Get15118EVCertificate', 'GetCertificateStatus', 'GetCertificateChainStatus'],
  ...['ClearedChargingLimit', 'NotifyChargingLimit', 'NotifyCustomerInformation', 'NotifyDisplayMessages'],
  ...['NotifyEVChargingNeeds', 'NotifyEVChargingSchedule', 'NotifyEvent', 'NotifyMonitoringReport'],
  ...['NotifyReport', 'NotifyDERAlarm', 'NotifyDERStartStop', 'NotifyPriorityCharging', 'NotifySettlement'],
  ...['NotifyPeriodicEventStream', 'OpenPeriodicEventStream', 'ClosePeriodicEventStream'],
  ...['ReportChargingProfiles', 'ReportDERControl', 'ReservationStatusUpdate', 'BatterySwap'],
  ...['PullDynamicScheduleUpdate', 'VatNumberValidation'],
]);

/** Which way a call with this action goes; null where both peers make it (DataTransfer) or nobody does. */
export function directionOfAction(action: string): Direction | null {
  if (OF_STATIONS.has(action)) return 'from_station';
  return action === 'DataTransfer' || knownAction(action) !== action ? null : 'to_station';
}
