/** Location of OCPP, and components of 2.x, as places in the equipment. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['Outlet', 'connector'],
  ['Connector', 'connector'],
  ['Cable', 'cable'],
  ['Inlet', 'inlet'],
  ['EV', 'vehicle'],
  ['Body', 'cabinet'],
  ['ChargingStation', 'cabinet'],
  ['Controller', 'cabinet'],
  ['AirCoolingSystem', 'cabinet'],
  ['TemperatureSensor', 'cabinet'],
  ['ExternalTemperatureSensor', 'outside'],
  ['LiquidCoolingSystem', 'coolant'],
  ['AcDcConverter', 'converter'],
  ['ElectricalFeed', 'feed'],
  ['EVSE', ''],
  ['GroundIsolationProtection', ''],
]);

/** The word for where something is measured; '' when that needs no telling, or the name is no word. */
export function locationOf(name: string | undefined): string {
  if (name === undefined) return '';
  return PLACES.get(name) ?? (/^[A-Za-z]{1,32}$/.test(name) ? name.toLowerCase() : '');
}
