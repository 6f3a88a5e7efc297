import type { Message } from '../message.ts';
import { authorize } from './authorize.ts';
import { bootNotification } from './boot-notification.ts';
import { cancelReservation } from './cancel-reservation.ts';
import { changeAvailability } from './change-availability.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { dataTransfer } from './data-transfer.ts';
import { firmwareStatusNotification } from './firmware-status-notification.ts';
import { getLog } from './get-log.ts';
import { getVariables } from './get-variables.ts';
import { heartbeat } from './heartbeat.ts';
import { logStatusNotification } from './log-status-notification.ts';
import { meterValues } from './meter-values.ts';
import { notifyEvent } from './notify-event.ts';
import { notifyMonitoringReport } from './notify-monitoring-report.ts';
import { notifyReport } from './notify-report.ts';
import { requestStartTransaction } from './request-start-transaction.ts';
import { requestStopTransaction } from './request-stop-transaction.ts';
import { reservationStatusUpdate } from './reservation-status-update.ts';
import { reserveNow } from './reserve-now.ts';
import { reset } from './reset.ts';
import { securityEventNotification } from './security-event-notification.ts';
import { sendLocalList } from './send-local-list.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { setVariables } from './set-variables.ts';
import { statusNotification } from './status-notification.ts';
import { transactionEvent } from './transaction-event.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';
import { updateFirmware } from './update-firmware.ts';

/** The messages of OCPP 2.0.1 that are read, by action. */
export const V201: ReadonlyMap<string, Message> = new Map(
  [
    authorize,
    bootNotification,
    cancelReservation,
    changeAvailability,
    clearCache,
    clearChargingProfile,
    dataTransfer,
    firmwareStatusNotification,
    getLog,
    getVariables,
    heartbeat,
    logStatusNotification,
    meterValues,
    notifyEvent,
    notifyMonitoringReport,
    notifyReport,
    requestStartTransaction,
    requestStopTransaction,
    reservationStatusUpdate,
    reserveNow,
    reset,
    securityEventNotification,
    sendLocalList,
    setChargingProfile,
    setVariables,
    statusNotification,
    transactionEvent,
    triggerMessage,
    unlockConnector,
    updateFirmware,
  ].map((message) => [message.action, message]),
);
