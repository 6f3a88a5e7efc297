import type { Finding, FindingKind, Report } from '../report.ts';
import type { Section } from './section.ts';
import { count, words } from './words.ts';

const MEANINGS: Readonly<Record<FindingKind, string>> = {
  unusable_lines: 'lines of the log could not be used',
  invalid_messages: 'messages were unreadable or against their schema',
  unmatched_messages: 'answers matched no call',
  missing_transaction_events: 'numbered events of transactions never came',
  late_transaction_events: 'numbered events of transactions came out of order',
  late_flows: 'flows were reported more than an hour after their end',
  offline_flows: 'flows were queued by an offline station',
  recovered_flows: 'flows were first seen in the middle: left out of start KPIs',
  clock_suspect_flows: 'flows were placed by a clock that cannot be trusted',
  unplaced_flows: 'flows belong to no connector',
  amended_flows: 'flows were judged anew after they had been settled',
  stations_without_meter_values: 'stations charge and never send power: energy is inferred',
  stations_not_in_inventory: 'stations are not in the inventory',
  stations_never_heard: 'stations of the inventory were never heard',
};

const MOST_STATIONS = 3;

const details = ({ kinds, stations, station_count }: Finding): string => {
  const problems = Object.entries(kinds).map(([kind, lines]) => `${words(kind)} ${count(lines)}`);
  const shown = stations.slice(0, MOST_STATIONS);
  const rest = station_count > shown.length ? [`${count(station_count - shown.length)} more`] : [];
  return [...problems, ...shown, ...rest].join(', ');
};

/** What a reader should know about the data. */
export const findingsSection = ({ findings }: Report): Section => ({
  title: 'About the data',
  columns: [{ title: '', align: 'right' }, { title: '', whole: true }, { title: '' }],
  rows: findings.map((finding) => [
    finding.of === null ? count(finding.count) : `${count(finding.count)} of ${count(finding.of)}`,
    MEANINGS[finding.finding],
    details(finding),
  ]),
});
