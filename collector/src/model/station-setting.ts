/** What may begin and end an OCPP 2.x transaction (TxStartStopPointEnumType, OCPP 2.0.1 part 2, 2.6.4). */
export const TX_POINTS = [
  'parking_bay_occupancy',
  'ev_connected',
  'authorized',
  'data_signed',
  'power_path_closed',
  'energy_transfer',
] as const;
export type TxPoint = (typeof TX_POINTS)[number];

/** A setting of the station without which its transactions cannot be read right. Seconds where it is a time. */
export type StationSetting =
  | { readonly name: 'tx_start_point' | 'tx_stop_point'; readonly points: readonly TxPoint[] }
  | { readonly name: 'connect_timeout' | 'meter_interval'; readonly seconds: number }
  | { readonly name: 'stop_on_unplug'; readonly on: boolean };
