/** What the ledger notes of a station beside states and charges: that it restarted, that it reported a fault. */
export const STATION_EVENT_KINDS = ['boot', 'fault'] as const;
export type StationEventKind = (typeof STATION_EVENT_KINDS)[number];

/** Something that happened at one moment, ms since the epoch, received time. EVSE and connector 0: the station itself. */
export interface StationEvent {
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly at: number;
  readonly kind: StationEventKind;
  /** Boot reason, or fault of the catalogue. */
  readonly detail: string;
}
