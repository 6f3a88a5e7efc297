import { stringify } from 'yaml';

/** A station with two connectors, as ledger and Prometheus name it. */
export interface FleetStation {
  readonly station: string;
  readonly site: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
}

const STATIONS_A_SITE = 10;
const VENDORS = ['Ampere', 'Brook', 'Cinder', 'Dynamo', 'Ember'];
const MODELS_A_VENDOR = 4;
const FIRMWARES = ['1.8.2', '1.9.0', '2.0.1'];
export const CONNECTORS = [1, 2] as const;

const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(5, '0')}`;

/** So many stations, ten a site; a site has two models at most, as real ones do. */
export function fleetOf(stations: number): readonly FleetStation[] {
  const models = VENDORS.length * MODELS_A_VENDOR;
  return Array.from({ length: stations }, (_, index) => {
    const site = Math.floor(index / STATIONS_A_SITE);
    const model = (site * 7 + (index % STATIONS_A_SITE < 7 ? 0 : 3)) % models;
    const vendor = VENDORS[Math.floor(model / MODELS_A_VENDOR)] ?? '';
    return {
      station: numbered('CS', index),
      site: numbered('site', site),
      vendor,
      model: `${vendor} ${50 * ((model % MODELS_A_VENDOR) + 1)}`,
      firmware: FIRMWARES[(site + (index % 5 === 0 ? 1 : 0)) % FIRMWARES.length] ?? '',
    };
  });
}

/** The inventory file of a fleet. */
export function inventoryOf(fleet: readonly FleetStation[]): string {
  const sites = [...new Set(fleet.map(({ site }) => site))];
  return stringify({
    sites: sites.map((id) => ({ id, name: `Site ${id}`, time_zone: 'UTC', programme: 'nevi' })),
    stations: fleet.map(({ station: id, site, vendor, model }) => ({
      ...{ id, site, vendor, model },
      evses: CONNECTORS.map((evse) => ({
        id: evse,
        connectors: [{ id: 1, power_type: 'DC', rated_watts: 150_000 }],
      })),
    })),
  });
}
