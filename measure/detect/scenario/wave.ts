import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { Random } from '@firstcharge/simulator/random/random.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { stringify } from 'yaml';
import { FAMILIES, type Family } from './families.ts';
import { waveSites, type WaveSite } from './fleet.ts';

const START = '2026-09-01T00:00:00Z';

/** What a wave is made of. */
export interface Wave {
  readonly seed: number;
  readonly index: number;
  readonly days: number;
  /** Days before the first fault, in which rules learn what is usual. */
  readonly warmUp: number;
}

type Rule = Record<string, unknown>;

/** One fault in three is worded rightly; the others are not worded, or in general, or wrongly. */
const codeOf = (random: Random): string =>
  random.weighted(
    [
      ['right', 0.33],
      ['none', 0.27],
      ['general', 0.25],
      ['wrong', 0.15],
    ],
    'none',
  );

/** The scenario of a wave: its sites, its faults, and what only looks like faults. */
export function waveScenario(wave: Wave): Scenario {
  const random = new Random(`detect ${wave.seed} wave ${wave.index}`);
  const sites = waveSites(wave.index);
  const behaviours = [...faults(wave, sites, random), ...decoys(wave, sites, random)];
  const scenario = {
    seed: wave.seed * 1000 + wave.index,
    start: START,
    days: wave.days,
    background: 0.25,
    meter_interval_seconds: 300,
    heartbeat_seconds: 300,
    telemetry: {},
    drivers: { plug_first: 0.4, tap_first: 0.2, app: 0.2, terminal: 0.2 },
    sites: sites.map(({ written }) => written),
    behaviours,
  };
  const loaded = loadScenario(stringify(scenario), `wave ${wave.index}`);
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  return loaded.scenario;
}

function faults(wave: Wave, sites: readonly WaveSite[], random: Random): Rule[] {
  const rules: Rule[] = [];
  const of = (unit: 'station' | 'site' | 'fleet'): Family[] => {
    const fitting = FAMILIES.filter((family) => (family.unit === 'evse' ? 'station' : family.unit) === unit);
    // Each wave goes on where the last one stopped, so that some waves have had every family.
    const perWave = { station: 12, site: 5, fleet: 1 }[unit];
    return Array.from(
      { length: perWave },
      (_, index) => fitting[(wave.index * perWave + index) % fitting.length],
    ).flatMap((family) => family ?? []);
  };
  const free = new Set(sites.flatMap(({ stations }) => stations));
  for (const family of of('station')) {
    const fitting = sites.filter(({ place }) => family.places.includes(place));
    const stations = fitting.flatMap((site) => site.stations.filter((id) => free.has(id)));
    const station = stations[random.integer(0, Math.max(0, stations.length - 1))];
    if (station === undefined) continue;
    free.delete(station);
    const evse = family.unit === 'evse' ? { evse: random.integer(1, 2) } : {};
    rules.push(ruleOf(wave, family, { station, ...evse }, random));
  }
  const taken = new Map<string, number>();
  for (const family of of('site')) {
    const fitting = sites.filter(({ place }) => family.places.includes(place));
    const site = [...fitting].sort((one, other) => (taken.get(one.id) ?? 0) - (taken.get(other.id) ?? 0))[0];
    if (site === undefined) continue;
    const slot = taken.get(site.id) ?? 0;
    taken.set(site.id, slot + 1);
    rules.push(ruleOf(wave, family, { site: site.id }, random, slot));
  }
  for (const family of of('fleet')) rules.push(ruleOf(wave, family, {}, random));
  return rules;
}

/** `slot`: of two faults at one site the first falls into the first half of the time, the second into the other. */
function ruleOf(wave: Wave, family: Family, where: Rule, random: Random, slot: number | null = null): Rule {
  const [least, most] = family.days;
  const room = (wave.days - wave.warmUp) * (slot === null ? 1 : 0.5) - 0.5;
  // The logarithm is even: as many ramps of two to four days as of seven to fourteen.
  const wanted = least * (most / least) ** random.uniform();
  const days = Math.min(wanted, room * 0.75);
  const lasts = family.gradual === true ? days * 1.1 + 0.5 : days;
  const from = wave.warmUp + (slot ?? 0) * (room + 0.5) + random.between(0, Math.max(0, room - lasts));
  const when = {
    from: `+${from.toFixed(3)}d`,
    to: `+${(from + lasts).toFixed(3)}d`,
    persistent: true,
    ...(family.gradual === true ? { ramp_days: days } : {}),
  };
  const strength = family.strength === undefined ? {} : { strength: family.strength };
  return { behaviour: family.behaviour, where, when, code: codeOf(random), ...strength };
}

function decoys(wave: Wave, sites: readonly WaveSite[], random: Random): Rule[] {
  const day = (site: WaveSite, behaviour: string, lasts: number): Rule => {
    const from = random.between(wave.warmUp, wave.days - lasts - 0.1);
    const when = { from: `+${from.toFixed(3)}d`, to: `+${(from + lasts).toFixed(3)}d`, persistent: false };
    return { behaviour, where: { site: site.id }, when };
  };
  const everywhere = { where: {}, when: { rate: 0.12, persistent: false } };
  return [
    { behaviour: 'network-drop', ...everywhere },
    { behaviour: 'grid-dip', ...everywhere },
    { behaviour: 'vehicle-handshake', where: {}, when: { rate: 0.012, persistent: false } },
    ...sites.map((site, index) => day(site, index % 2 === wave.index % 2 ? 'busy-day' : 'quiet-day', 1)),
    ...sites.slice(0, 1).map((site) => day(site, 'planned-work', 0.15)),
  ];
}
