import type { Inventory } from '../../../inventory/inventory.ts';
import type { PowerType } from '../../../model/place.ts';

export type { Equipment } from '../../../model/place.ts';

/** What the inventory says a connector can do. */
export interface RatedPlace {
  readonly powerType: PowerType;
  readonly ratedW: number | null;
}

const UNRATED: RatedPlace = { powerType: null, ratedW: null };

/** Rating of a connector; of the EVSE or station where all its connectors agree. */
export function ratingOf(
  inventory: Inventory,
  station: string,
  evse: number | null,
  connector: number | null,
): RatedPlace {
  const evses = inventory.stations.get(station)?.evses ?? [];
  const candidates = evses
    .filter((candidate) => evse === null || candidate.id === evse)
    .flatMap((candidate) => candidate.connectors)
    .filter((candidate) => connector === null || candidate.id === connector);
  const first = candidates[0];
  if (!first) return UNRATED;
  const agree = candidates.every(
    (other) => other.powerType === first.powerType && other.ratedW === first.ratedW,
  );
  return agree ? { powerType: first.powerType, ratedW: first.ratedW } : UNRATED;
}
