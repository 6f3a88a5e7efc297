import type { Message } from '../message.ts';
import { authorize } from './authorize.ts';
import { bootNotification } from './boot-notification.ts';
import { cancelReservation } from './cancel-reservation.ts';
import { changeAvailability } from './change-availability.ts';
import { changeConfiguration } from './change-configuration.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { dataTransfer } from './data-transfer.ts';
import { diagnosticsStatusNotification } from './diagnostics-status-notification.ts';
import { extendedTriggerMessage } from './extended-trigger-message.ts';
import { firmwareStatusNotification } from './firmware-status-notification.ts';
import { getConfiguration } from './get-configuration.ts';
import { getDiagnostics } from './get-diagnostics.ts';
import { getLocalListVersion } from './get-local-list-version.ts';
import { getLog } from './get-log.ts';
import { heartbeat } from './heartbeat.ts';
import { logStatusNotification } from './log-status-notification.ts';
import { meterValues } from './meter-values.ts';
import { remoteStartTransaction } from './remote-start-transaction.ts';
import { remoteStopTransaction } from './remote-stop-transaction.ts';
import { reserveNow } from './reserve-now.ts';
import { reset } from './reset.ts';
import { securityEventNotification } from './security-event-notification.ts';
import { sendLocalList } from './send-local-list.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { signedFirmwareStatusNotification } from './signed-firmware-status-notification.ts';
import { signedUpdateFirmware } from './signed-update-firmware.ts';
import { startTransaction } from './start-transaction.ts';
import { statusNotification } from './status-notification.ts';
import { stopTransaction } from './stop-transaction.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';
import { updateFirmware } from './update-firmware.ts';

/** The messages of OCPP 1.6 and its security extension that are read, by action. */
export const V16: ReadonlyMap<string, Message> = new Map(
  [
    authorize,
    bootNotification,
    cancelReservation,
    changeAvailability,
    changeConfiguration,
    clearCache,
    clearChargingProfile,
    dataTransfer,
    diagnosticsStatusNotification,
    extendedTriggerMessage,
    firmwareStatusNotification,
    getConfiguration,
    getDiagnostics,
    getLocalListVersion,
    getLog,
    heartbeat,
    logStatusNotification,
    meterValues,
    remoteStartTransaction,
    remoteStopTransaction,
    reserveNow,
    reset,
    securityEventNotification,
    sendLocalList,
    setChargingProfile,
    signedFirmwareStatusNotification,
    signedUpdateFirmware,
    startTransaction,
    statusNotification,
    stopTransaction,
    triggerMessage,
    unlockConnector,
    updateFirmware,
  ].map((message) => [message.action, message]),
);
