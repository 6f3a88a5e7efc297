import { VISIT_RESULTS } from '../../model/visit.ts';
import type { FigureColumns } from './figure-columns.ts';
import { passesPlace, type FlowFilter } from './figure-filter.ts';
import { VERDICTS } from './flow-columns.ts';
import { remembered } from './remembered.ts';

/** What passes a filter: the numbers of flows and of ended visits, and of each visit which outcomes its flows had. */
export interface Selection {
  readonly flows: Uint32Array;
  readonly visits: Uint32Array;
  /** By the number of a visit: a bit for each outcome of its flows that passed. */
  readonly outcomes: Uint8Array;
}

const any = (): boolean => true;

/** 1 where `passes` says so, at the number of each value. */
const mask = <T>(values: readonly T[], passes: (value: T) => boolean): Uint8Array =>
  Uint8Array.from(values, (value) => Number(passes(value)));

const among = <T>(list: readonly T[] | undefined): ((value: T | null) => boolean) =>
  list === undefined ? any : (value) => value !== null && list.includes(value);

/** Whether EVSE and connector, as one number, pass. */
const placePasses = ({ evse, connector }: FlowFilter): ((place: number) => boolean) =>
  evse === undefined && connector === undefined
    ? any
    : (place) =>
        (evse === undefined || Math.floor(place / 1_000) === evse + 1) &&
        (connector === undefined || place % 1_000 === connector + 1);

/** Whether a filter asks something of single flows that a visit by itself cannot tell. */
const looksAtFlows = ({ outcome, failed_stage, reason, attribution }: FlowFilter): boolean =>
  [outcome, failed_stage, reason, attribution].some((list) => list !== undefined);

/** 8 bytes a flow each. */
const MOST_REMEMBERED = 4;

/** Goes through all columns once. Visits that a filter on flows leaves are those with a flow that passes. */
export const select = remembered(
  MOST_REMEMBERED,
  ({ flows, visits }: FigureColumns, filter: FlowFilter): Selection => {
    const from = filter.from ?? -Infinity;
    const to = filter.to ?? Infinity;
    const origins = mask(flows.origins.values, (origin) => passesPlace(filter, origin));
    const verdicts = mask(VERDICTS, ({ outcome }) => among(filter.outcome)(outcome));
    const failures = mask(
      flows.failures.values,
      ({ stage, reason, attribution }) =>
        among(filter.failed_stage)(stage) &&
        among(filter.reason)(reason) &&
        among(filter.attribution)(attribution),
    );
    const results = mask([null, ...VISIT_RESULTS], among(filter.visit_result));
    const placed = placePasses(filter);
    const outcomes = new Uint8Array(visits.table.size);
    const { start, origin, verdict, failure, visit, place } = flows.table.columns;
    const passed = new Uint32Array(flows.table.size);
    const ended = visits.table.columns;
    let count = 0;
    for (let index = 0; index < flows.table.size; index += 1) {
      const at = start[index] ?? 0;
      if (at < from || at >= to) continue;
      const number = visit[index] ?? 0;
      if (origins[origin[index] ?? 0] !== 1 || verdicts[verdict[index] ?? 0] !== 1) continue;
      if (failures[failure[index] ?? 0] !== 1 || results[ended.result[number] ?? 0] !== 1) continue;
      if (!placed(place[index] ?? 0)) continue;
      outcomes[number] = (outcomes[number] ?? 0) | (1 << ((verdict[index] ?? 0) >> 3));
      passed[count] = index;
      count += 1;
    }
    const demanding = looksAtFlows(filter);
    const visited = new Uint32Array(visits.table.size);
    let visitCount = 0;
    for (let index = 0; index < visits.table.size; index += 1) {
      const at = ended.start[index] ?? 0;
      const result = ended.result[index] ?? 0;
      if (result === 0 || at < from || at >= to) continue;
      if (origins[ended.origin[index] ?? 0] !== 1 || results[result] !== 1) continue;
      if (!placed(ended.place[index] ?? 0) || (demanding && outcomes[index] === 0)) continue;
      visited[visitCount] = index;
      visitCount += 1;
    }
    return { flows: passed.slice(0, count), visits: visited.slice(0, visitCount), outcomes };
  },
);
