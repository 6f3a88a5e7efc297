import type { Payload } from '../mouth/mouth.ts';
import type { Evse } from '../station/evse.ts';
import type { FaultCode } from '../station/plan.ts';
import { readings } from './meter.ts';

const CONTEXTS = {
  Started: 'Transaction.Begin',
  Updated: 'Sample.Periodic',
  Ended: 'Transaction.End',
} as const;

/** The readings of this moment as sampled values of an event. */
export function sampledValues(evse: Evse, eventType: keyof typeof CONTEXTS, full: boolean): Payload[] {
  const context = CONTEXTS[eventType];
  return readings(evse, full).map(({ measurand, value, unit, location }) => ({
    value,
    context,
    measurand,
    location,
    unitOfMeasure: { unit },
  }));
}

/** NotifyEvent of a component that has a problem, or has it no longer. */
export function problemEvent(
  evse: Evse,
  code: FaultCode,
  active: boolean,
  eventId: number,
  timestamp: string,
): Payload {
  const eventData: Record<string, unknown> = {
    eventId,
    timestamp,
    trigger: 'Alerting',
    actualValue: String(active),
    cleared: !active,
    eventNotificationType: 'HardWiredNotification',
    component: { name: code.component, evse: { id: evse.id, connectorId: evse.connector } },
    variable: { name: 'Problem' },
  };
  if (code.mrec !== null) eventData['techCode'] = code.mrec;
  return { generatedAt: timestamp, seqNo: 0, eventData: [eventData] };
}
