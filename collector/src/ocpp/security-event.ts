import type { Exchange } from './message.ts';
import { boundedText } from './text.ts';
import { parseTime } from './time.ts';

/** Security events that report ordinary operation (security white paper, appendix A; 2.0.1 part 2, appendix 1). */
const ROUTINE = new Set([
  'FirmwareUpdated',
  'SettingSystemTime',
  'StartupOfTheDevice',
  'ResetOrReboot',
  'ReconfigurationOfSecurityParameters',
  'MaintenanceLoginAccepted',
]);

/** A security event that is not routine becomes a problem of the whole station. It never says that it is over. */
export function pushSecurityEvent(type: unknown, timestamp: unknown, exchange: Exchange): void {
  const code = boundedText(type, 50);
  if (code === '' || ROUTINE.has(code)) return;
  exchange.signals.push({
    kind: 'problem',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: parseTime(timestamp),
    evse: 0,
    connector: 0,
    transaction: null,
    code,
    active: true,
  });
}
