import type { Scenario, SiteSpec, StationGroup } from './schema.ts';

/** One station as built. */
export interface StationPlan extends Omit<StationGroup, 'ids' | 'count'> {
  readonly id: string;
  readonly site: string;
  readonly serial: string;
}

export interface SitePlan {
  readonly spec: SiteSpec;
  readonly stations: readonly StationPlan[];
}

/** The stations of a scenario, in order. `limit` keeps the first so many, spread over all sites. */
export function planFleet(scenario: Scenario, limit = Infinity): SitePlan[] {
  const all = scenario.sites.map((spec) => ({ spec, stations: planSite(spec) }));
  const total = all.reduce((sum, site) => sum + site.stations.length, 0);
  if (limit >= total) return all;
  let left = limit;
  let rest = total;
  return all.map(({ spec, stations }) => {
    const keep = Math.min(stations.length, Math.round((left * stations.length) / rest));
    left -= keep;
    rest -= stations.length;
    return { spec, stations: stations.slice(0, keep) };
  });
}

function planSite(spec: SiteSpec): StationPlan[] {
  const prefix = spec.id.toUpperCase();
  const plans: StationPlan[] = [];
  for (const { ids, count, ...group } of spec.stations) {
    for (let index = 0; index < (ids?.length ?? count); index += 1) {
      const number = String(plans.length + 1).padStart(2, '0');
      const id = ids?.[index] ?? `${prefix}-${number}`;
      plans.push({
        ...group,
        id,
        site: spec.id,
        serial: `SN${prefix.slice(0, 3)}${number}${group.model}`.slice(0, 25),
      });
    }
  }
  return plans;
}
