import type { Inventory } from '../../inventory/inventory.ts';
import type { PaymentSignal } from '../../model/signal.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import type { Observed } from '../station/station-tracker.ts';
import { connectorAt } from './places.ts';

/** What an observation means for a station's states and flows; null when it means nothing for either, and for problems, which `told-problems.ts` reads. */
export function observedSignal(inventory: Inventory, arrival: TelemetryArrival): Observed | null {
  const { subject, observation, observedAt: eventAt, receivedAt } = arrival;
  if (subject.of === 'terminal')
    return observation.kind === 'payment'
      ? paymentAt(inventory, subject.terminal, { ...PAYMENT, receivedAt, eventAt, phase: observation.phase })
      : null;
  if (subject.of !== 'station') return null;
  const { station } = subject;
  const common = { station, receivedAt, eventAt };
  const place = connectorAt(inventory, station, subject.evse, subject.connector);
  switch (observation.kind) {
    case 'status':
      return { kind: 'status', ...common, ...place, status: observation.status, codes: [] };
    case 'payment':
      return { ...PAYMENT, ...common, phase: observation.phase, evse: place.evse === 0 ? null : place.evse };
    default:
      return null;
  }
}

const PAYMENT = {
  kind: 'payment',
  method: 'card_terminal',
  transaction: null,
  identity: null,
  timeoutSeconds: null,
} as const;

/** The station and EVSE that are paid for at a terminal: null when it serves several stations, for then nobody can tell. */
function paymentAt(
  inventory: Inventory,
  terminal: string,
  payment: Omit<PaymentSignal, 'station' | 'evse'>,
): PaymentSignal | null {
  const serves = inventory.terminals.get(terminal)?.serves ?? [];
  const [first] = serves;
  if (first === undefined || serves.some(({ station }) => station !== first.station)) return null;
  return { ...payment, station: first.station, evse: serves.length === 1 ? first.evse : null };
}
