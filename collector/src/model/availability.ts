/** What one connector is doing, exactly one at a time. The index is the value of `ev_connector_state_code`. */
export const CONNECTOR_STATES = [
  'available',
  'occupied',
  'charging',
  'suspended_ev',
  'suspended_evse',
  'finishing',
  'reserved',
  'unavailable',
  'faulted',
  'unknown',
  'unobserved',
] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** One stretch of time in which a connector was in one state; ms since the epoch, received time. */
export interface StateInterval {
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly state: ConnectorState;
  readonly start: number;
  readonly end: number;
}
