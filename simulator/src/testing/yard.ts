import { scenario, simulate } from './run.ts';
import type { Outcome } from './run.ts';

/** What a test changes about the yard: one site, three stations of two EVSEs, one busy day, no everyday faults. */
export interface Yard {
  /** Lines of the scenario's `behaviours`, such as `{ behaviour: no-boot }`. */
  readonly behaviours: readonly string[];
  readonly protocol: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1';
  readonly power: 'AC' | 'DC';
  /** Of each EVSE. */
  readonly connectors: number;
  /** More of the scenario's `drivers`. */
  readonly drivers: string;
  readonly timeZone: string;
}

/** A day in the yard. */
export function yard(changes: Partial<Yard>): Outcome {
  const defaults: Yard = {
    behaviours: [],
    protocol: 'ocpp1.6',
    power: 'DC',
    connectors: 1,
    drivers: '',
    timeZone: 'UTC',
  };
  const { behaviours, protocol, power, connectors, drivers, timeZone } = { ...defaults, ...changes };
  return simulate(
    scenario(`seed: 3
start: 2026-10-05T00:00:00Z
days: 1
background: 0
drivers: { abandon_share: 0, refused_share: 0${drivers === '' ? '' : `, ${drivers}`} }
sites:
  - { id: yard, time_zone: ${timeZone}, latitude: 1, longitude: 2, profile: highway, demand: 16, stations: [
      { count: 3, vendor: V, model: M, firmware: 1.0.0, protocol: ${protocol}, power: ${power}, watts: ${power === 'AC' ? 11_000 : 150_000},
        evses: 2, connectors: ${connectors} }] }
behaviours: [${behaviours.join(', ')}]
`),
  );
}
