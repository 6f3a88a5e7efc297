import { CONNECTOR_STATES } from '../../model/availability.ts';
import { countsAsUp } from '../../model/kpi.ts';
import { intersectionOf, lengthOf, unionOf, type TimeSpan } from '../../model/time-span.ts';
import { availabilityOf, type ConnectorSums } from '../report/availability-book.ts';
import type { Report } from '../report/report.ts';
import type { FigureColumns } from './figure-columns.ts';
import { passesPlace, type FlowFilter } from './figure-filter.ts';
import { remembered } from './remembered.ts';
import type { ColumnConnector } from './state-columns.ts';

const STATES = CONNECTOR_STATES.length;
const IS_UP = CONNECTOR_STATES.map(countsAsUp);

/** What each station was at its latest flow within the time of the filter. */
export const latestOrigins = ({ flows }: FigureColumns, filter: FlowFilter): ReadonlyMap<string, number> => {
  const { start, origin } = flows.table.columns;
  const latest = new Float64Array(flows.origins.values.length).fill(-Infinity);
  const from = filter.from ?? -Infinity;
  const to = filter.to ?? Infinity;
  for (let index = 0; index < flows.table.size; index += 1) {
    const at = start[index] ?? 0;
    const number = origin[index] ?? 0;
    if (at >= from && at < to && at >= (latest[number] ?? 0)) latest[number] = at;
  }
  const byStation = new Map<string, number>();
  flows.origins.values.forEach(({ station }, number) => {
    const at = latest[number] ?? -Infinity;
    const other = byStation.get(station);
    if (at !== -Infinity && (other === undefined || (latest[other] ?? 0) < at))
      byStation.set(station, number);
  });
  return byStation;
};

/** Whether a connector passes: its station by what it was last; equipment that is asked for must be known. */
const connectorsOf = (columns: FigureColumns, filter: FlowFilter): ((place: ColumnConnector) => boolean) => {
  const { site, station, vendor, model, firmware, evse, connector } = filter;
  const byEquipment = vendor !== undefined || model !== undefined || firmware !== undefined;
  const latest = byEquipment ? latestOrigins(columns, filter) : null;
  const placed = (place: ColumnConnector): boolean =>
    (site === undefined || site.includes(place.site)) &&
    (station === undefined || station.includes(place.station)) &&
    (evse === undefined || evse === place.evse) &&
    (connector === undefined || connector === place.connector);
  if (latest === null) return placed;
  return (place) => {
    const origin = columns.flows.origins.values[latest.get(place.station) ?? -1];
    return placed(place) && origin !== undefined && passesPlace({ ...filter, site: [origin.site] }, origin);
  };
};

const figuresOver = (columns: FigureColumns, filter: FlowFilter): Report['availability'] => {
  const { states } = columns;
  const from = filter.from ?? -Infinity;
  const to = filter.to ?? Infinity;
  const passes = connectorsOf(columns, filter);
  const stretches = incapableByConnector(columns, from, to);
  const { times, seen } = states.sums(from, to);
  const byStation = new Map<string, { site: string; connectors: ConnectorSums[] }>();
  states.connectors.values.forEach((connector, place) => {
    if (seen[place] !== 1 || !passes(connector)) return;
    const { station, site } = connector;
    const known = byStation.get(station) ?? { site, connectors: [] };
    known.connectors.push({
      states: times.subarray(place * STATES, (place + 1) * STATES),
      incapable: incapableTime(states, place, stretches.get(place) ?? [], { from, to }),
    });
    byStation.set(station, known);
  });
  return availabilityOf(byStation);
};

/** How long a connector was up and not capable, ms. */
const incapableTime = (
  states: FigureColumns['states'],
  place: number,
  stretches: readonly TimeSpan[],
  { from, to }: { readonly from: number; readonly to: number },
): number => {
  if (stretches.length === 0) return 0;
  const up: TimeSpan[] = [];
  for (const { start, end, state } of states.of(place))
    if (IS_UP[state] === true && end > from && start < to)
      up.push({ start: Math.max(start, from), end: Math.min(end, to) });
  return lengthOf(intersectionOf(unionOf(up), unionOf(stretches)));
};

const OF_FLOWS = new Set(['outcome', 'failed_stage', 'reason', 'attribution', 'visit_result']);
const MOST_REMEMBERED = 4;
const rememberedFigures = remembered(MOST_REMEMBERED, figuresOver);

/** Time of connectors by state within the filter's time, as far as states have ended. What it asks of flows says nothing here. */
export const availabilityFigures = (columns: FigureColumns, filter: FlowFilter): Report['availability'] =>
  rememberedFigures(
    columns,
    Object.fromEntries(Object.entries(filter).filter(([name]) => !OF_FLOWS.has(name))),
  );

/** Stretches that overlap a time, by the number of their connector. */
const incapableByConnector = (
  { states, incapable }: FigureColumns,
  from: number,
  to: number,
): ReadonlyMap<number, readonly TimeSpan[]> => {
  const within = incapable.filter(({ start, end }) => start < to && (end ?? Infinity) > from);
  if (within.length === 0) return new Map();
  const numbers = new Map(
    states.connectors.values.map(({ station, evse, connector }, number) => [
      `${evse}:${connector}@${station}`,
      number,
    ]),
  );
  const byConnector = new Map<number, TimeSpan[]>();
  for (const { station, evse, connector, start, end } of within) {
    const number = numbers.get(`${evse}:${connector}@${station}`);
    if (number === undefined) continue;
    byConnector.set(number, [...(byConnector.get(number) ?? []), { start, end: end ?? Infinity }]);
  }
  return byConnector;
};
