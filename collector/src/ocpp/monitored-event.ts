import { componentReading } from './component-reading.ts';
import { mrecOfName } from './error-codes.ts';
import type { Exchange } from './message.ts';
import { pushSettings, settingOf } from './setting.ts';
import { boundedText } from './text.ts';
import { parseTime } from './time.ts';
import { transactionId } from './transaction-id.ts';
import { connectorStatus } from './vocabulary.ts';

const LONGEST_CODE = 50;
const MOST_CODES = 16;

/** Variables that are true while something is wrong, whatever made the station report them. */
const TROUBLE = new Set(['Problem', 'Tripped', 'Overload', 'Fallback']);
/** `Active` of these says that something has happened; that of other components, that they are in use. */
const ALARMS = new Set([
  'CableBreakawaySensor',
  'CaseAccessSensor',
  'EmergencyStopSensor',
  'FloodSensor',
  'ShockSensor',
  'TiltSensor',
  'VandalismSensor',
]);
/** Severities of OCPP 2.1 (N07): 6 warns, 7 to 9 merely tell. */
const LEAST_SEVERE_TROUBLE = 5;
/** Components whose AvailabilityState is that of a place where cars charge. */
const PLACES = new Set(['ChargingStation', 'EVSE', 'Connector']);

/** EventDataType of OCPP 2.x, as far as it is read. */
export interface MonitoredEvent {
  readonly timestamp?: string;
  readonly trigger?: string;
  readonly actualValue?: string;
  readonly techCode?: string;
  readonly cleared?: boolean;
  readonly severity?: number;
  readonly transactionId?: string;
  readonly component?: {
    readonly name?: string;
    readonly evse?: { readonly id?: number; readonly connectorId?: number };
  };
  readonly variable?: { readonly name?: string; readonly instance?: string };
}

function pushStatus(event: MonitoredEvent, exchange: Exchange): void {
  const status = connectorStatus(event.actualValue);
  if (status === null) return;
  const evse = event.component?.evse?.id ?? 0;
  exchange.signals.push({
    kind: 'status',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: parseTime(event.timestamp),
    evse,
    // 0: the EVSE as a whole.
    connector: event.component?.evse?.connectorId ?? 0,
    status,
    codes: [],
  });
}

function pushReading(event: MonitoredEvent, component: string, variable: string, exchange: Exchange): void {
  const reading = componentReading(component, variable, event.variable?.instance, event.actualValue);
  if (reading === null) return;
  const { id, connectorId } = event.component?.evse ?? {};
  exchange.signals.push({
    kind: 'reading',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: parseTime(event.timestamp),
    evse: id ?? 0,
    connector: connectorId ?? null,
    transaction: transactionId(event.transactionId),
    ...reading,
  });
}

function codesOf(event: MonitoredEvent, component: string, variable: string): readonly string[] {
  const codes: string[] = [];
  for (const part of (event.techCode ?? '').slice(0, 1_000).split(/[;,]/, MOST_CODES)) {
    const code = boundedText(part, LONGEST_CODE);
    const known = mrecOfName(code) ?? code;
    if (known !== '' && !codes.includes(known)) codes.push(known);
  }
  return codes.length > 0 ? codes : [boundedText(`${component}.${variable}`, LONGEST_CODE)];
}

const isNamed = (component: string, variable: string): boolean => component !== '' && variable !== '';

/** Whether the event says that something is, or is no longer, wrong. */
function isTrouble(event: MonitoredEvent, component: string, variable: string): boolean {
  if (event.techCode !== undefined && event.techCode.trim() !== '') return true;
  if (!isNamed(component, variable)) return false;
  if (TROUBLE.has(variable) || (variable === 'Active' && ALARMS.has(component))) return true;
  return event.trigger === 'Alerting' && (event.severity ?? 0) <= LEAST_SEVERE_TROUBLE;
}

/**
 * Maps one event: the AvailabilityState of a station, EVSE or connector is a `status`; a techCode, a variable that
 * means trouble, and everything that alerts above a warning, is a `problem`; a setting of the station is a `setting`, a
 * measured value a `reading`. Other reports of values are left out.
 */
export function pushEvent(event: MonitoredEvent, exchange: Exchange): void {
  const component = boundedText(event.component?.name, LONGEST_CODE);
  const variable = boundedText(event.variable?.name, LONGEST_CODE);
  if (variable === 'AvailabilityState' && PLACES.has(component)) {
    pushStatus(event, exchange);
    return;
  }
  pushSettings([settingOf(variable, event.actualValue)], exchange);
  pushReading(event, component, variable, exchange);
  if (!isTrouble(event, component, variable)) return;
  const value = (event.actualValue ?? '').slice(0, 16).trim().toLowerCase();
  const isFalse = value === 'false' || (value === '0' && (TROUBLE.has(variable) || ALARMS.has(component)));
  const active = event.cleared !== true && !isFalse;
  const eventAt = parseTime(event.timestamp);
  const { station, receivedAt } = exchange;
  const evse = event.component?.evse?.id ?? 0;
  const connector = event.component?.evse?.connectorId ?? 0;
  const place = { station, receivedAt, eventAt, evse, connector };
  const transaction = transactionId(event.transactionId);
  for (const code of codesOf(event, component, variable)) {
    exchange.signals.push({ kind: 'problem', ...place, transaction, code, active });
  }
}
