import { z } from 'zod';
import { passesPlace } from '../../ledger/figures/figure-filter.ts';
import { summaryFigures } from '../../ledger/figures/summary.ts';
import { latestFlow } from '../../ledger/sqlite/flow-pages.ts';
import {
  firmwareHistory,
  intervalPage,
  lastingStretches,
  lastState,
  stationEvents,
} from '../../ledger/sqlite/station-rows.ts';
import { withCapability } from '../../model/capability.ts';
import { ok } from '../../model/result.ts';
import type { Answer, Asked } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { AnswerContext } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { fleetOf, type FleetStation } from './fleet.ts';
import { notFound, type Answered } from './refusal.ts';
import { readStretch, spanOf } from './stretch.ts';

type Operations = typeof OPERATIONS;
const MOST_EVENTS = 200;

const iso = (at: number): string => new Date(at).toISOString();

const stationAnswer = (
  { database, inventory }: AnswerContext,
  { station, site, vendor, model, firmware, listed, connectors }: FleetStation,
): Answer<Operations['listStations']>['items'][number] => {
  const flow = latestFlow(database, station);
  const lasting = lastingStretches(database, station);
  return {
    ...{ station, site, site_name: inventory.sites.get(site)?.name ?? null },
    ...{ vendor, model, firmware },
    in_inventory: listed !== null,
    commissioned: listed?.commissioned ?? null,
    last_flow: flow && { id: flow.id, start: iso(flow.start), outcome: flow.outcome },
    connectors: connectors.map((connector) => {
      const last = lastState(database, { station, ...connector });
      const incapable = lasting.find(
        (stretch) => stretch.evse === connector.evse && stretch.connector === connector.connector,
      );
      return {
        ...connector,
        state: last?.state ?? null,
        state_until: last && iso(last.until),
        incapable_since: incapable ? iso(incapable.start) : null,
      };
    }),
  };
};

/** Whether a text is in one of several, whatever its case. */
export const found = (search: string | undefined, ...texts: readonly string[]): boolean =>
  search === undefined || texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));

export const listStations = (
  context: AnswerContext,
  { query }: Asked<Operations['listStations']>,
): Answered<Answer<Operations['listStations']>> => {
  const after = readCursor(query, z.tuple([z.string()]));
  if (!after.ok) return after;
  const { limit = 100, search } = query;
  const [last] = after.value ?? [''];
  const fitting = [...fleetOf(context).values()].filter(
    (station) =>
      station.station > last && passesPlace(query, station) && found(search, station.station, station.site),
  );
  const page = fitting.slice(0, limit);
  const end = page.at(-1);
  return ok({
    items: page.map((station) => stationAnswer(context, station)),
    next_cursor: fitting.length > limit && end ? writeCursor(query, [end.station]) : null,
  });
};

export const getStation = (
  context: AnswerContext,
  { params: { id }, query }: Asked<Operations['getStation']>,
): Answered<Answer<Operations['getStation']>> => {
  const stretch = readStretch(query);
  if (!stretch.ok) return stretch;
  const station = fleetOf(context).get(id);
  if (!station) return notFound('station', id);
  const span = spanOf(stretch.value.current);
  return ok({
    ...stationAnswer(context, station),
    figures: summaryFigures(context.figures.columns(span), { station: [id], ...span }),
    firmware_history: firmwareHistory(context.database, id).map(({ firmware, first, last, flows }) => ({
      ...{ firmware, first_flow: iso(first), last_flow: iso(last), flows },
    })),
    events: stationEvents(context.database, id, span, MOST_EVENTS).map(
      ({ at, kind, evse, connector, detail }) => ({
        ...{ at: iso(at), kind, evse, connector, detail },
        name: kind === 'fault' ? (context.faultNames.get(detail) ?? null) : null,
      }),
    ),
  });
};

export const listIntervals = (
  { database, ledger }: AnswerContext,
  { query }: Asked<Operations['listIntervals']>,
): Answered<Answer<Operations['listIntervals']>> => {
  const stretch = readStretch(query);
  if (!stretch.ok) return stretch;
  const after = readCursor(query, z.tuple([z.number(), z.number(), z.number()]));
  if (!after.ok) return after;
  const { limit = 1_000, station, evse, connector } = query;
  const span = spanOf(stretch.value.current);
  const place = {
    station,
    ...(evse === undefined ? {} : { evse }),
    ...(connector === undefined ? {} : { connector }),
  };
  const last = after.value && { start: after.value[0], evse: after.value[1], connector: after.value[2] };
  const rows = intervalPage(database, { ...place, ...span }, limit + 1, last);
  const page = rows.slice(0, limit);
  const stretches = [...ledger.incapable({ station, ...stretch.value.current })].filter(
    (one) =>
      (evse === undefined || one.evse === evse) && (connector === undefined || one.connector === connector),
  );
  const end = page.at(-1);
  return ok({
    items: withCapability(page, stretches)
      .filter((interval) => interval.end > span.from && interval.start < span.to)
      .map((interval) => ({
        ...{ station, evse: interval.evse, connector: interval.connector },
        ...{ state: interval.state, capable: interval.capable },
        start: iso(Math.max(interval.start, span.from)),
        end: iso(Math.min(interval.end, span.to)),
      })),
    incapable: stretches.map(({ start, end: until, cause, vehicles, evidence, ...at }) => ({
      ...{
        evse: at.evse,
        connector: at.connector,
        start: iso(start),
        end: until === null ? null : iso(until),
      },
      ...{ cause, vehicles, evidence },
    })),
    next_cursor: rows.length > limit && end ? writeCursor(query, [end.start, end.evse, end.connector]) : null,
  });
};
