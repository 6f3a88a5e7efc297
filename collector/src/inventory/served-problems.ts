import { suggest } from '../config/nearest.ts';
import type { SourcePath, SourceProblem } from '../config/source-error.ts';
import type { WrittenInventory } from './inventory-schema.ts';

/** Above this, a list of what there is helps nobody. */
const MOST_SUGGESTED = 50;

/** Stations and EVSEs that a link or terminal serves and nobody described, or that stand at another site. */
export function servedProblems(inventory: WrittenInventory): SourceProblem[] {
  const stations = new Map(inventory.stations.map((station) => [station.id, station]));
  const known = [...stations.keys()];
  const problem = (id: string, site: string, path: SourcePath): SourceProblem[] => {
    const station = stations.get(id);
    if (station === undefined) {
      const fix = known.length > MOST_SUGGESTED ? 'add it under `stations`' : suggest(id, known);
      return [{ path, problem: `there is no station \`${id}\``, fix }];
    }
    if (station.site === site) return [];
    return [{ path, problem: `\`${id}\` is at \`${station.site}\``, fix: 'correct one of the two sites' }];
  };
  const links = inventory.links.flatMap((link, index) =>
    link.stations.flatMap((id, place) => problem(id, link.site, ['links', index, 'stations', place])),
  );
  const terminals = inventory.terminals.flatMap((terminal, index) =>
    terminal.serves.flatMap(({ station, evse }, place) => {
      const path = ['terminals', index, 'serves', place];
      const wrong = problem(station, terminal.site, [...path, 'station']);
      const evses = stations.get(station)?.evses ?? [];
      if (wrong.length > 0 || evse === null || evses.length === 0 || evses.some(({ id }) => id === evse))
        return wrong;
      const fix = 'add it under `evses` or correct the number';
      return [{ path: [...path, 'evse'], problem: `\`${station}\` has no EVSE ${evse}`, fix }];
    }),
  );
  return [...links, ...terminals];
}
