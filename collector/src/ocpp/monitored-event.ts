import type { Exchange } from './message.ts';
import { boundedText } from './text.ts';
import { parseTime } from './time.ts';
import { connectorStatus } from './vocabulary.ts';

const LONGEST_CODE = 50;
const MOST_CODES = 16;

/** Variables that are true while something is wrong, whatever made the station report them. */
const TROUBLE = new Set(['Problem', 'Tripped', 'Overload', 'Fallback']);
/** Components whose AvailabilityState is that of a place where cars charge. */
const PLACES = new Set(['ChargingStation', 'EVSE', 'Connector']);

/** EventDataType of OCPP 2.x, as far as it is read. */
export interface MonitoredEvent {
  readonly timestamp?: string;
  readonly trigger?: string;
  readonly actualValue?: string;
  readonly techCode?: string;
  readonly cleared?: boolean;
  readonly component?: {
    readonly name?: string;
    readonly evse?: { readonly id?: number; readonly connectorId?: number };
  };
  readonly variable?: { readonly name?: string };
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
    // An EVSE that speaks for itself nearly always has one connector.
    connector: event.component?.evse?.connectorId ?? (evse === 0 ? 0 : 1),
    status,
    codes: [],
  });
}

function codesOf(event: MonitoredEvent, component: string, variable: string): readonly string[] {
  const codes: string[] = [];
  for (const part of (event.techCode ?? '').slice(0, 1_000).split(/[;,]/, MOST_CODES)) {
    const code = boundedText(part, LONGEST_CODE);
    if (code !== '' && !codes.includes(code)) codes.push(code);
  }
  return codes.length > 0 ? codes : [boundedText(`${component}.${variable}`, LONGEST_CODE)];
}

/**
 * Maps one event: the AvailabilityState of a station, EVSE or connector is a `status`; a techCode, a variable that
 * means trouble, and everything that alerts, is a `problem`. Other reports of values are left out.
 */
export function pushEvent(event: MonitoredEvent, exchange: Exchange): void {
  const component = boundedText(event.component?.name, LONGEST_CODE);
  const variable = boundedText(event.variable?.name, LONGEST_CODE);
  if (variable === 'AvailabilityState' && PLACES.has(component)) {
    pushStatus(event, exchange);
    return;
  }
  const hasCode = event.techCode !== undefined && event.techCode.trim() !== '';
  const named = component !== '' && variable !== '';
  if (!hasCode && !(named && (TROUBLE.has(variable) || event.trigger === 'Alerting'))) return;
  const value = (event.actualValue ?? '').slice(0, 16).trim().toLowerCase();
  const isFalse = value === 'false' || (value === '0' && TROUBLE.has(variable));
  const active = event.cleared !== true && !isFalse;
  const eventAt = parseTime(event.timestamp);
  const { station, receivedAt } = exchange;
  const evse = event.component?.evse?.id ?? 0;
  const connector = event.component?.evse?.connectorId ?? 0;
  for (const code of codesOf(event, component, variable)) {
    exchange.signals.push({ kind: 'problem', station, receivedAt, eventAt, evse, connector, code, active });
  }
}
