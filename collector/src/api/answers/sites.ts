import { z } from 'zod';
import { summaryFigures } from '../../ledger/figures/summary.ts';
import { ok } from '../../model/result.ts';
import type { Answer, Asked } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { AnswerContext } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { fleetOf, type FleetStation } from './fleet.ts';
import { notFound, type Answered } from './refusal.ts';
import { found } from './stations.ts';
import { readStretch, spanOf } from './stretch.ts';

type Operations = typeof OPERATIONS;
/** Most stations named where inventory and field differ. */
const MOST_NAMED = 1_000;

const siteAnswer = (
  { inventory }: AnswerContext,
  site: string,
  stations: readonly FleetStation[],
): Answer<Operations['listSites']>['items'][number] => {
  const listed = inventory.sites.get(site);
  return {
    ...{ site, name: listed?.name ?? null, time_zone: listed?.timeZone ?? 'UTC' },
    ...{ latitude: listed?.latitude ?? null, longitude: listed?.longitude ?? null },
    opening_hours: listed?.openingHours ?? '24/7',
    ...{ programme: listed?.programme ?? null, slo: listed?.slo ?? null },
    in_inventory: listed !== undefined,
    stations: stations.length,
    connectors: stations.reduce((sum, { connectors }) => sum + connectors.length, 0),
  };
};

/** Stations by site, sites in order; those of the inventory without stations, too. */
const bySite = (context: AnswerContext): ReadonlyMap<string, readonly FleetStation[]> => {
  const stations = Map.groupBy(fleetOf(context).values(), ({ site }) => site);
  const ids = [...new Set([...context.inventory.sites.keys(), ...stations.keys()])].sort();
  return new Map(ids.map((site) => [site, stations.get(site) ?? []]));
};

export const listSites = (
  context: AnswerContext,
  { query }: Asked<Operations['listSites']>,
): Answered<Answer<Operations['listSites']>> => {
  const after = readCursor(query, z.tuple([z.string()]));
  if (!after.ok) return after;
  const { limit = 100, search } = query;
  const [last] = after.value ?? [''];
  const name = (site: string): string => context.inventory.sites.get(site)?.name ?? '';
  const fitting = [...bySite(context)].filter(([site]) => site > last && found(search, site, name(site)));
  const page = fitting.slice(0, limit);
  const end = page.at(-1);
  return ok({
    items: page.map(([site, stations]) => siteAnswer(context, site, stations)),
    next_cursor: fitting.length > limit && end ? writeCursor(query, [end[0]]) : null,
  });
};

export const getSite = (
  context: AnswerContext,
  { params: { id }, query }: Asked<Operations['getSite']>,
): Answered<Answer<Operations['getSite']>> => {
  const stretch = readStretch(query);
  if (!stretch.ok) return stretch;
  const stations = bySite(context).get(id);
  if (!stations) return notFound('site', id);
  const span = spanOf(stretch.value.current);
  return ok({
    ...siteAnswer(context, id, stations),
    figures: summaryFigures(context.figures.columns(span), { site: [id], ...span }),
    station_ids: stations.map(({ station }) => station),
    links: [...context.inventory.links.values()]
      .filter(({ site }) => site === id)
      .map(({ id: link, kind, stations: served }) => ({ link, kind, stations: served })),
  });
};

export const getInventory = (context: AnswerContext): Answered<Answer<Operations['getInventory']>> => {
  const { inventory } = context;
  const sites = bySite(context);
  const stations = [...sites.values()].flat();
  const kinds = Map.groupBy(stations, ({ vendor, model, firmware }) =>
    JSON.stringify([vendor, model, firmware]),
  );
  const evses = stations.map(({ connectors }) => new Set(connectors.map(({ evse }) => evse)).size);
  return ok({
    sites: [...sites.keys()].map((site) => ({ site, name: inventory.sites.get(site)?.name ?? null })),
    equipment: [...kinds]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, [first, ...others]]) =>
        first
          ? [
              {
                vendor: first.vendor,
                model: first.model,
                firmware: first.firmware,
                stations: others.length + 1,
              },
            ]
          : [],
      ),
    counts: {
      ...{ sites: sites.size, stations: stations.length },
      evses: evses.reduce((sum, count) => sum + count, 0),
      connectors: stations.reduce((sum, { connectors }) => sum + connectors.length, 0),
      ...{ links: inventory.links.size, terminals: inventory.terminals.size },
    },
    not_in_inventory: stations
      .filter(({ listed }) => listed === null)
      .slice(0, MOST_NAMED)
      .map(({ station }) => station),
    never_heard: stations
      .filter(({ heard }) => !heard)
      .slice(0, MOST_NAMED)
      .map(({ station }) => station),
  });
};
