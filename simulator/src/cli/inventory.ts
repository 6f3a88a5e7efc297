import { stringify } from 'yaml';
import { planFleet } from '../scenario/fleet-plan.ts';
import type { Scenario } from '../scenario/schema.ts';

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
          connectors: [{ id: 1, power_type: plan.power, rated_watts: plan.watts }],
        })),
      })),
    ),
  });
}
