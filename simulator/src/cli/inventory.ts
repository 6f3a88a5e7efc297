import { stringify } from 'yaml';
import { planFleet } from '../scenario/fleet-plan.ts';
import type { StationPlan } from '../scenario/fleet-plan.ts';
import type { Scenario } from '../scenario/schema.ts';

/** OCPP 1.6 numbers all cables of a station from 1. */
const connectorMap = ({ evses, connectors }: StationPlan): object =>
  Object.fromEntries(
    Array.from({ length: evses * connectors }, (_, index) => [
      String(index + 1),
      { evse: Math.floor(index / connectors) + 1, connector: (index % connectors) + 1 },
    ]),
  );

/** The sites and stations of a scenario in the collector's inventory format. */
export function inventoryYaml(scenario: Scenario, stations = Infinity): string {
  const fleet = planFleet(scenario, stations);
  return stringify({
    sites: fleet.map(({ spec }) => ({
      id: spec.id,
      name: spec.name ?? spec.id,
      time_zone: spec.time_zone,
      latitude: spec.latitude,
      longitude: spec.longitude,
      opening_hours: spec.opening_hours,
      ...(spec.programme === undefined ? {} : { programme: spec.programme }),
    })),
    stations: fleet.flatMap(({ spec, stations: plans }) =>
      plans.map((plan) => ({
        id: plan.id,
        site: spec.id,
        vendor: plan.vendor,
        model: plan.model,
        evses: Array.from({ length: plan.evses }, (_, index) => ({
          id: index + 1,
          connectors: Array.from({ length: plan.connectors }, (__, place) => ({
            id: place + 1,
            power_type: plan.power,
            rated_watts: plan.watts,
          })),
        })),
        ...(plan.protocol === 'ocpp1.6' && plan.connectors > 1 ? { connector_map: connectorMap(plan) } : {}),
      })),
    ),
  });
}
