import type { Inventory } from '../../inventory/inventory.ts';
import type { FlowFigures } from './flow-figures.ts';
import { byCount } from './funnel.ts';
import type { Finding, FindingKind } from './report.ts';
import type { StationTraffic } from './station-traffic.ts';

/** Lines of the input that could not be used, by kind of problem. */
export interface UnusableLines {
  readonly lines: number;
  readonly problems: Readonly<Record<string, number>>;
}

/** What findings are made from. */
export interface FindingSources {
  readonly flows: Iterable<FlowFigures>;
  readonly amended: ReadonlyMap<string, string>;
  readonly traffic: ReadonlyMap<string, StationTraffic>;
  readonly inventory: Inventory;
  readonly lines: UnusableLines;
}

const MOST_STATIONS = 10;
/** Fewer charges than these say nothing about a station's meter. */
const FEWEST_CHARGES = 3;

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

/** A finding over stations, null when there is none of it. */
const overStations = (
  finding: FindingKind,
  counts: ReadonlyMap<string, number>,
  of: number | null,
): Finding | null => {
  const affected = [...counts].filter(([, count]) => count > 0).sort(byCount);
  if (affected.length === 0) return null;
  return {
    finding,
    count: sum(counts.values()),
    of,
    stations: affected.slice(0, MOST_STATIONS).map(([station]) => station),
    station_count: affected.length,
    kinds: {},
  };
};

const once = (stations: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...stations].map((station) => [station, 1]));

const countFlows = (
  flows: readonly FlowFigures[],
  which: (flow: FlowFigures) => boolean,
): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const flow of flows) {
    if (which(flow)) counts.set(flow.origin.station, (counts.get(flow.origin.station) ?? 0) + 1);
  }
  return counts;
};

const lineFinding = ({ lines, problems }: UnusableLines): Finding | null => {
  const count = sum(Object.values(problems));
  if (count === 0) return null;
  return { finding: 'unusable_lines', count, of: lines, stations: [], station_count: 0, kinds: problems };
};

const countTraffic = (
  traffic: ReadonlyMap<string, StationTraffic>,
  what: (station: StationTraffic) => number,
): ReadonlyMap<string, number> => new Map([...traffic].map(([station, counts]) => [station, what(counts)]));

/** Stations that charge and never measured power; the flows tell, or for OCPP 1.6 the absence of MeterValues. */
const withoutMeterValues = (flows: readonly FlowFigures[], traffic: FindingSources['traffic']): string[] => {
  const charges = countFlows(flows, (flow) => flow.reachedEnergy);
  const metered = countFlows(flows, (flow) => flow.metered);
  return [...charges]
    .filter(([station, count]) => count >= FEWEST_CHARGES && !metered.has(station))
    .map(([station]) => station)
    .filter((station) => (traffic.get(station)?.meterValues ?? 0) === 0);
};

/** What a reader should know about the data, in a fixed order; nothing where all is well. */
export const findingsOf = ({
  flows: given,
  amended,
  traffic,
  inventory,
  lines,
}: FindingSources): readonly Finding[] => {
  const flows = [...given];
  const messages = sum(countTraffic(traffic, (station) => station.messages).values());
  const seen = new Set([...traffic.keys(), ...flows.map((flow) => flow.origin.station)]);
  const known = inventory.stations;
  const ofFlows = (finding: FindingKind, which: (flow: FlowFigures) => boolean): Finding | null =>
    overStations(finding, countFlows(flows, which), flows.length);
  const amendments = new Map<string, number>();
  for (const station of amended.values()) amendments.set(station, (amendments.get(station) ?? 0) + 1);
  const candidates = [
    lineFinding(lines),
    overStations(
      'invalid_messages',
      countTraffic(traffic, (station) => station.invalid),
      messages,
    ),
    overStations(
      'unmatched_messages',
      countTraffic(traffic, (station) => station.unmatched),
      messages,
    ),
    overStations(
      'missing_transaction_events',
      countTraffic(traffic, (station) => Math.max(0, station.skippedEvents - station.lateEvents)),
      null,
    ),
    overStations(
      'late_transaction_events',
      countTraffic(traffic, (station) => station.lateEvents),
      null,
    ),
    ofFlows('late_flows', (flow) => flow.late),
    ofFlows('offline_flows', (flow) => flow.offline),
    ofFlows('recovered_flows', (flow) => flow.recovered),
    ofFlows('clock_suspect_flows', (flow) => flow.clockSuspect),
    ofFlows('unplaced_flows', (flow) => !flow.placed),
    overStations('amended_flows', amendments, flows.length),
    overStations('stations_without_meter_values', once(withoutMeterValues(flows, traffic)), seen.size),
    known.size === 0
      ? null
      : overStations(
          'stations_not_in_inventory',
          once([...seen].filter((station) => !known.has(station))),
          seen.size,
        ),
    overStations(
      'stations_never_heard',
      once([...known.keys()].filter((station) => !seen.has(station))),
      known.size,
    ),
  ];
  return candidates.filter((finding) => finding !== null);
};
