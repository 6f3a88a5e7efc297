/**
 * What the ledger notes beside states and charges: restarts, faults and firmware updates of a station, and what its site's
 * links and grid did.
 */
export const STATION_EVENT_KINDS = ['boot', 'fault', 'firmware', 'link', 'grid'] as const;
export type StationEventKind = (typeof STATION_EVENT_KINDS)[number];

/** Something that happened at one moment, ms since the epoch, received time. EVSE and connector 0: the station itself. */
export interface StationEvent {
  readonly site: string;
  /** The station; of `link` the link, of `grid` the site. */
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly at: number;
  readonly kind: StationEventKind;
  /** Boot reason, fault of the catalogue, status of a firmware update; `down`, `up`, `lost`, `back`. */
  readonly detail: string;
}
