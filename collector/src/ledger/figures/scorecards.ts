import { CONNECTOR_STATES } from '../../model/availability.ts';
import { kpi, type Kpi } from '../../model/kpi.ts';
import { poissonInterval } from '../../model/poisson.ts';
import type { Reason } from '../../model/reason.ts';
import type { ReliabilityIndex } from '../../model/reliability-index.ts';
import type { GroupFigures } from '../report/report.ts';
import { availabilityFigures, latestOrigins } from './availability.ts';
import { breakdownFigures } from './breakdown.ts';
import type { FigureColumns } from './figure-columns.ts';
import { passesPlace, type FlowFilter } from './figure-filter.ts';
import { reasonsOf } from './reasons.ts';
import { select } from './selection.ts';

/** Mean time between failures in hours with its 95 % interval; null where that is open. */
export interface Mtbf {
  readonly value: number | null;
  readonly low: number;
  readonly high: number | null;
}

/** How one firmware of one model does. */
export interface Scorecard extends GroupFigures {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  /** Stations whose latest flow had it, whatever the filter asks of flows. */
  readonly stations: number;
  readonly reliability_index: ReliabilityIndex;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly port_uptime: Kpi;
  readonly faults: number;
  readonly connector_hours: number;
  readonly mtbf_hours: Mtbf | null;
}

const FAULTED = CONNECTOR_STATES.indexOf('faulted');
const HOUR_S = 3_600;

/** Hours for each fault; null where nothing ran. */
export const mtbf = (hours: number, faults: number): Mtbf | null => {
  if (hours <= 0) return null;
  const { low, high } = poissonInterval(faults);
  return {
    value: faults === 0 ? null : hours / faults,
    low: hours / high,
    high: low === 0 ? null : hours / low,
  };
};

/** Times that connectors of each station became faulted within the filter's time. */
const faultsByStation = ({ states }: FigureColumns, filter: FlowFilter): ReadonlyMap<string, number> => {
  const faults = new Map<string, number>();
  const { start, connector, state } = states.table.columns;
  const from = filter.from ?? -Infinity;
  const to = filter.to ?? Infinity;
  for (let index = 0; index < states.table.size; index += 1) {
    const at = start[index] ?? 0;
    if (state[index] !== FAULTED || at < from || at >= to) continue;
    const station = states.connectors.values[connector[index] ?? 0]?.station ?? '';
    faults.set(station, (faults.get(station) ?? 0) + 1);
  }
  return faults;
};

const NO_INDEX: ReliabilityIndex = { too_few: true, n: 0, version: '' };

/** Vendor × model × firmware, those that lost most charges first. Time and faults count for what a station was last. */
export const scorecards = (columns: FigureColumns, filter: FlowFilter): readonly Scorecard[] => {
  const query = { by: 'firmware', rank: 'charges_lost', limit: Infinity, timeZone: 'UTC' } as const;
  const faults = faultsByStation(columns, filter);
  const keyOf = (origin: { vendor: string; model: string; firmware: string }): string =>
    JSON.stringify([origin.vendor, origin.model, origin.firmware]);
  const machines = new Map<string, { stations: number; up: number; faults: number }>();
  const uptime = new Map(
    availabilityFigures(columns, filter).stations.map((entry) => [
      entry.station,
      entry.port_uptime.numerator,
    ]),
  );
  for (const [station, number] of latestOrigins(columns, filter)) {
    const origin = columns.flows.origins.values[number];
    if (!origin || !passesPlace(filter, origin)) continue;
    const entry = machines.get(keyOf(origin)) ?? { stations: 0, up: 0, faults: 0 };
    entry.stations += 1;
    entry.up += uptime.get(station) ?? 0;
    entry.faults += faults.get(station) ?? 0;
    machines.set(keyOf(origin), entry);
  }
  const reasons = reasonsByFirmware(columns, filter);
  return breakdownFigures(columns, filter, query).items.map((group) => {
    const { vendor = '', model = '', firmware = '' } = group;
    const key = keyOf({ vendor, model, firmware });
    const machine = machines.get(key) ?? { stations: 0, up: 0, faults: 0 };
    const { flows, visits, outcomes, charges_lost, kpis } = group;
    return {
      ...{ vendor, model, firmware, flows, visits, outcomes, charges_lost, kpis },
      stations: machine.stations,
      reliability_index: group.reliability_index ?? NO_INDEX,
      reasons: reasons(key),
      port_uptime: group.port_uptime ?? kpi(0, 0),
      faults: machine.faults,
      connector_hours: machine.up / HOUR_S,
      mtbf_hours: mtbf(machine.up / HOUR_S, machine.faults),
    };
  });
};

const reasonsByFirmware = (
  columns: FigureColumns,
  filter: FlowFilter,
): ((key: string) => Readonly<Partial<Record<Reason, number>>>) => {
  const selection = select(columns, filter);
  const { flows } = columns;
  const keys = flows.origins.values.map(({ vendor, model, firmware }) =>
    JSON.stringify([vendor, model, firmware]),
  );
  const known = new Map([...new Set(keys)].map((key, group) => [key, group]));
  const groupOf = Uint32Array.from(keys, (key) => known.get(key) ?? 0);
  const grouped = reasonsOf(columns, selection, {
    size: known.size,
    flow: (index) => groupOf[flows.table.columns.origin[index] ?? 0] ?? 0,
    visit: () => 0,
  });
  return (key) => Object.fromEntries(grouped(known.get(key) ?? known.size));
};
