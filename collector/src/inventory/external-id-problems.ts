import type { SourcePath, SourceProblem } from '../config/source-error.ts';
import type { WrittenInventory } from './inventory-schema.ts';
import type { ExternalIds } from './inventory.ts';

interface Named {
  readonly external_ids: ExternalIds;
}

/** Two that cannot be told apart: the same kind and id. Says which one, never the id: it may be a SIM's. */
function twice(items: readonly (readonly [Named, SourcePath])[]): SourceProblem[] {
  const seen = new Set<string>();
  return items.flatMap(([{ external_ids: ids }, path]) =>
    Object.entries(ids).flatMap(([kind, id]) => {
      const key = `${kind}\0${id.trim().toLowerCase()}`;
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      const at = [...path, 'external_ids', kind];
      return [{ path: at, problem: `another one has this \`${kind}\`, too`, fix: 'correct one of the two' }];
    }),
  );
}

const listed = <T extends Named>(items: readonly T[], path: SourcePath): (readonly [T, SourcePath])[] =>
  items.map((item, index) => [item, [...path, index]] as const);

/** External ids that more than one device has: of one kind of device in the fleet, and of EVSEs and connectors within a station. */
export function externalIdProblems(inventory: WrittenInventory): SourceProblem[] {
  const { sites, stations, links, terminals } = inventory;
  const within = stations.flatMap(({ evses }, index) => {
    const path = ['stations', index, 'evses'];
    const connectors = evses.flatMap((evse, place) =>
      listed(evse.connectors, [...path, place, 'connectors']),
    );
    return [...twice(listed(evses, path)), ...twice(connectors)];
  });
  const feeders = sites.flatMap((site, index) => listed(site.feeders, ['sites', index, 'feeders']));
  return [
    ...twice(listed(sites, ['sites'])),
    ...twice(feeders),
    ...twice(listed(stations, ['stations'])),
    ...twice(listed(links, ['links'])),
    ...twice(listed(terminals, ['terminals'])),
    ...within,
  ];
}
