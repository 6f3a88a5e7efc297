/** Where something happened. `evse` and `connector` are OCPP ids; null when the wire did not say. */
export interface Place {
  readonly station: string;
  readonly evse: number | null;
  readonly connector: number | null;
}

/** What a station is, as far as the inventory or its BootNotification told. Unknown words are empty strings. */
export interface Equipment {
  readonly site: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
}

/** AC or DC, null when nothing says. */
export type PowerType = 'AC' | 'DC' | null;
