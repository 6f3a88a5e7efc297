import { suggest } from '../config/nearest.ts';
import type { SourcePath, SourceProblem } from '../config/source-error.ts';
import { externalIdProblems } from './external-id-problems.ts';
import type { WrittenInventory } from './inventory-schema.ts';
import { servedProblems } from './served-problems.ts';
import { windowProblems } from './maintenance/window-schema.ts';

function duplicates(items: readonly { readonly id: string | number }[], path: SourcePath): SourceProblem[] {
  const seen = new Set<string | number>();
  return items.flatMap(({ id }, index) => {
    const repeated = seen.has(id);
    seen.add(id);
    if (!repeated) return [];
    return [
      { path: [...path, index, 'id'], problem: `\`${id}\` is given twice`, fix: 'keep one of the two' },
    ];
  });
}

function stationProblems(station: WrittenInventory['stations'][number], path: SourcePath): SourceProblem[] {
  const places = new Set(
    station.evses.flatMap(({ id, connectors }) => connectors.map((connector) => `${id}/${connector.id}`)),
  );
  const mapped = Object.entries(station.connector_map).flatMap(([number, { evse, connector }]) =>
    places.size === 0 || places.has(`${evse}/${connector}`)
      ? []
      : [
          {
            path: [...path, 'connector_map', number],
            problem: `EVSE ${evse} has no connector ${connector}`,
            fix: 'add it under `evses` or correct the map',
          },
        ],
  );
  return [
    ...duplicates(station.evses, [...path, 'evses']),
    ...station.evses.flatMap(({ connectors }, index) =>
      duplicates(connectors, [...path, 'evses', index, 'connectors']),
    ),
    ...mapped,
  ];
}

/** What no schema of one part can tell: ids given twice, sites that nobody described, maps to nowhere. */
export function inventoryProblems(inventory: WrittenInventory): readonly SourceProblem[] {
  const known = inventory.sites.map(({ id }) => id);
  const sites = new Set(known);
  const zones = new Map(inventory.sites.map(({ id, time_zone }) => [id, time_zone]));
  const dangling = (['stations', 'links', 'terminals', 'maintenance'] as const).flatMap((list) =>
    inventory[list].flatMap(({ site }, index) =>
      sites.has(site)
        ? []
        : [
            {
              path: [list, index, 'site'],
              problem: `there is no site \`${site}\``,
              fix: known.length > 50 ? 'add it under `sites`' : suggest(site, known),
            },
          ],
    ),
  );
  return [
    ...(['sites', 'stations', 'links', 'terminals', 'technicians'] as const).flatMap((list) =>
      duplicates(inventory[list], [list]),
    ),
    ...inventory.sites.flatMap(({ feeders }, index) => duplicates(feeders, ['sites', index, 'feeders'])),
    ...dangling,
    ...servedProblems(inventory),
    ...externalIdProblems(inventory),
    ...inventory.stations.flatMap((station, index) => stationProblems(station, ['stations', index])),
    ...inventory.maintenance.flatMap((window, index) =>
      windowProblems(window, zones.get(window.site) ?? 'UTC', ['maintenance', index]),
    ),
  ];
}
