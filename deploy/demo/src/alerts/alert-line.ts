import type { Notified } from './webhook-sink.ts';

const PLACES = [
  'site',
  'station',
  'evse',
  'link',
  'terminal',
  'feeder',
  'model',
  'firmware',
  'component',
] as const;

/** Where an alert is about, in the words of its labels. */
const placeOf = ({ labels }: Notified): string =>
  PLACES.flatMap((name) => {
    const value = labels[name];
    return value === undefined || value === '' ? [] : [`${name} ${value}`];
  }).join(', ');

/** One alert for people: `▲ ticket  StationOffline: site quay, station QUAY-02. …`; `✓` once it is over. */
export function alertLine(alert: Notified): string {
  const { status, labels, annotations } = alert;
  const name = labels['alertname'] ?? 'alert';
  const where = placeOf(alert);
  const head = `${status === 'firing' ? '▲' : '✓'} ${(labels['severity'] ?? '').padEnd(6)} ${name}${where === '' ? '' : `: ${where}`}`;
  if (status === 'resolved') return `${head} – over`;
  const summary = annotations['summary'];
  return summary === undefined ? head : `${head}. ${summary}`;
}
