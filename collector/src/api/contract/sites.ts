import { Type } from 'typebox';
import { figures } from './figures.ts';
import { count, label, oneOfOrNull, orNull, pageOf, proportion, named } from './words.ts';

const site = {
  site: label,
  name: orNull(Type.String()),
  time_zone: Type.String({ description: 'UTC where the inventory does not list the site.' }),
  latitude: orNull(Type.Number()),
  longitude: orNull(Type.Number()),
  opening_hours: Type.String(),
  programme: oneOfOrNull(['nevi', 'cec', 'uk'] as const),
  slo: orNull(proportion),
  in_inventory: Type.Boolean(),
  stations: count,
  connectors: count,
};

export const siteSummary = named('Site', Type.Object(site));

export const siteDetail = named(
  'SiteDetail',
  Type.Object({
    ...site,
    figures,
    station_ids: Type.Array(label),
    links: Type.Array(Type.Object({ link: label, kind: Type.String(), stations: Type.Array(label) })),
  }),
);

export const sitePage = pageOf(siteSummary, 'Sites, by id.');

export const inventory = named(
  'Inventory',
  Type.Object(
    {
      sites: Type.Array(Type.Object({ site: label, name: orNull(Type.String()) })),
      equipment: Type.Array(Type.Object({ vendor: label, model: label, firmware: label, stations: count }), {
        description: 'Every combination seen, with how many stations last had it.',
      }),
      counts: Type.Object({
        sites: count,
        stations: count,
        evses: count,
        connectors: count,
        links: count,
        terminals: count,
      }),
      not_in_inventory: Type.Array(label, { description: 'Stations heard and not listed, at most 1,000.' }),
      never_heard: Type.Array(label, { description: 'Stations listed and never heard, at most 1,000.' }),
    },
    { description: 'What there is to choose from, and where inventory and field differ.' },
  ),
);
