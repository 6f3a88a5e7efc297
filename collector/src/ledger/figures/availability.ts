import { CONNECTOR_STATES } from '../../model/availability.ts';
import { countsAsUp } from '../../model/kpi.ts';
import { intersectionOf, lengthOf, unionOf, type TimeSpan } from '../../model/time-span.ts';
import { availabilityOf, type ConnectorSums } from '../report/availability-book.ts';
import type { Report } from '../report/report.ts';
import type { FigureColumns } from './figure-columns.ts';
import { passesPlace, type FlowFilter } from './figure-filter.ts';
import type { ColumnConnector } from './flow-columns.ts';
import { remembered } from './remembered.ts';

const STATES = CONNECTOR_STATES.length;

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
  const places = states.connectors.values;
  const passes = connectorsOf(columns, filter);
  const wanted = Uint8Array.from(places, (place) => Number(passes(place)));
  const times = new Float64Array(places.length * STATES);
  const seen = new Uint8Array(places.length);
  const stretches = incapableByConnector(columns, from, to);
  const up = new Map<number, TimeSpan[]>([...stretches.keys()].map((connector) => [connector, []]));
  const watched = new Uint8Array(places.length);
  for (const place of up.keys()) watched[place] = 1;
  const upStates = Uint8Array.from(CONNECTOR_STATES, (state) => Number(countsAsUp(state)));
  const { start, end, connector, state } = states.table.columns;
  for (let index = 0; index < states.table.size; index += 1) {
    const began = start[index] ?? 0;
    const ended = end[index] ?? 0;
    // As the ledger: what overlaps the time asked for.
    if (ended <= from || began >= to) continue;
    const place = connector[index] ?? 0;
    if (wanted[place] !== 1) continue;
    const begin = began > from ? began : from;
    const finish = ended < to ? ended : to;
    const code = state[index] ?? 0;
    seen[place] = 1;
    const cell = place * STATES + code;
    if (finish > begin) times[cell] = (times[cell] ?? 0) + finish - begin;
    if (watched[place] === 1 && upStates[code] === 1) up.get(place)?.push({ start: begin, end: finish });
  }
  const byStation = new Map<string, { site: string; connectors: ConnectorSums[] }>();
  places.forEach(({ station, site }, place) => {
    if (seen[place] !== 1) return;
    const known = byStation.get(station) ?? { site, connectors: [] };
    known.connectors.push({
      states: times.subarray(place * STATES, (place + 1) * STATES),
      incapable: lengthOf(intersectionOf(unionOf(up.get(place) ?? []), unionOf(stretches.get(place) ?? []))),
    });
    byStation.set(station, known);
  });
  return availabilityOf(byStation);
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
