/**
 * What some stations do otherwise than the standard says, where the wire alone does not betray it. The list is closed: a
 * quirk is a rule of the trackers, and which stations have it is data (`catalogue/quirks.yaml`).
 */
export const QUIRKS = {
  available_with_cable_in:
    'Says Available after a charge although the cable is still in: that is no unplugging, and a further charge may begin at once.',
  available_on_reconnect:
    'Says Available after every reconnect, also in the middle of a charge: within two minutes that ends nothing.',
  meter_in_kwh: 'Its registers are in kWh although it calls them Wh, or gives no unit.',
  no_boot:
    'Restarts without a BootNotification: a charge that does not go on after a reconnect was ended by a restart.',
  connector_zero_lies: 'What it says of connector 0, the station as a whole, means nothing.',
  sibling_connectors:
    'Its connectors share one EVSE: while one is in use, the others are unavailable, which is no outage.',
  status_time_is_fault_time:
    'The time of a status is when the fault or state began, not when it was sent: it is the state of now.',
  local_time_as_utc:
    'Writes the local time of its site and calls it UTC, or leaves the zone out; needs the time zone of the site.',
  other_stop_is_local: 'Gives the stop reason Other when the driver ends the charge in good order.',
} as const satisfies Record<string, string>;
export type Quirk = keyof typeof QUIRKS;

/** Every quirk, in the order of the table. */
export const QUIRK_NAMES = Object.keys(QUIRKS).filter((name): name is Quirk => name in QUIRKS);
