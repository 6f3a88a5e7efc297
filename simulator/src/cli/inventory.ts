import { stringify } from 'yaml';
import { planFleet } from '../scenario/fleet-plan.ts';
import type { SitePlan, StationPlan } from '../scenario/fleet-plan.ts';
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
  const planned = plannedWork(scenario);
  return stringify({
    sites: fleet.map(({ spec }) => ({
      id: spec.id,
      name: spec.name ?? spec.id,
      time_zone: spec.time_zone,
      latitude: spec.latitude,
      longitude: spec.longitude,
      opening_hours: spec.opening_hours,
      ...(spec.programme === undefined ? {} : { programme: spec.programme }),
      ...(scenario.telemetry === undefined ? {} : { feeders: [{ id: 'main' }] }),
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
    ...(scenario.telemetry === undefined
      ? {}
      : { links: fleet.flatMap(linksOf), terminals: fleet.flatMap(terminalsOf) }),
    ...(planned.length === 0 ? {} : { maintenance: planned }),
  });
}

/** Routers and SIMs under the ids by which telemetry names them. */
function linksOf({ spec, stations }: SitePlan): object[] {
  if (spec.modems === 'station')
    return stations.map(({ id }) => ({ id: `${id}-sim`, site: spec.id, kind: 'sim', stations: [id] }));
  return (['router', 'sim'] as const).map((kind) => ({ id: `${spec.id}-${kind}`, site: spec.id, kind }));
}

const terminalsOf = ({ spec, stations }: SitePlan): object[] =>
  spec.terminals
    ? stations.map(({ id }) => ({ id: `${id}-terminal`, site: spec.id, serves: [{ station: id }] }))
    : [];

/** Work that the operator knows of beforehand. */
function plannedWork({ behaviours, start }: Scenario): object[] {
  return behaviours.flatMap(({ behaviour, where, when: { from, to } }) => {
    if (behaviour !== 'planned-work' || from === undefined || to === undefined) return [];
    const iso = (moment: typeof from): string =>
      new Date(moment.at + (moment.relative ? start : 0)).toISOString();
    return (where.site ?? []).map((site) => ({ site, from: iso(from), to: iso(to), reason: 'planned work' }));
  });
}
