import type { Observation, Subject, TelemetryArrival } from '../../../model/telemetry.ts';

function subjectText(subject: Subject): string {
  if (subject.of === 'link') return `link ${subject.link}`;
  if (subject.of === 'terminal') return `terminal ${subject.terminal}`;
  if (subject.of === 'site') return [`site ${subject.site}`, subject.feeder].filter(Boolean).join(' feeder ');
  const { station, evse, connector } = subject;
  return [station, evse, connector].filter((part) => part !== null).join('/');
}

function observationText(seen: Observation): string {
  switch (seen.kind) {
    case 'reading':
      return [seen.quantity, seen.value, seen.phase, seen.location].filter((part) => part !== '').join(' ');
    case 'condition':
      return `${seen.condition} ${seen.holds ? 'yes' : 'no'}`;
    case 'problem':
      return `problem ${seen.code} ${seen.active ? 'raised' : 'cleared'}`;
    case 'payment':
      return `payment ${seen.phase}`;
    case 'status':
      return `status ${seen.status}`;
  }
}

/** A signal as a line that people can check: `CS-1/2/1: status charging, 2026-03-01T10:00:00.000Z`. */
export function signalText({ subject, observation, observedAt }: TelemetryArrival): string {
  const when = observedAt === null ? '' : `, ${new Date(observedAt).toISOString()}`;
  return `${subjectText(subject)}: ${observationText(observation)}${when}`;
}
