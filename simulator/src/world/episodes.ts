import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Episode } from '../behaviours/behaviour.ts';
import type { Random } from '../random/random.ts';
import type { FaultRecord } from '../truth/ledger.ts';
import type { Rule } from './rules.ts';
import type { Site } from './site.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
/** How long telemetry stays close together after something has happened. */
const CLOSE_MS = 2 * 3_600_000;

type Target = Parameters<Episode['run']>[0];

/** Starts what a rule does to its targets over time: once in its window, or again and again at its rate. */
export function runEpisodes(world: World, rule: Rule): void {
  const { episode } = rule.behaviour;
  if (episode === undefined) {
    if (rule.standing && rule.behaviour.attempt !== undefined) recordStanding(world, rule);
    return;
  }
  for (const target of targetsOf(world, rule, episode)) {
    const random = rule.random.stream(target.name);
    world.scheduler.spawn(
      rule.rate === null
        ? once(world, rule, episode, target, random)
        : repeatedly(world, rule, episode, target, random),
    );
  }
}

function targetsOf(world: World, rule: Rule, episode: Episode): Target[] {
  const random = rule.random;
  const { strength, evse } = rule;
  const name = rule.behaviour.name;
  const of = (
    target: string,
    stations: Target['stations'],
    site: Site | undefined,
    weight: number,
  ): Target => ({
    world,
    name: target,
    behaviour: name,
    stations,
    site,
    weight,
    strength,
    evse,
    rampMs: rule.rampMs,
    random: random.stream(`run ${target}`),
  });
  const all = [...rule.stations];
  if (all.length === 0) return [];
  if (episode.unit === 'fleet') return [of('fleet', all, undefined, 1)];
  if (episode.unit === 'site') {
    return world.sites.flatMap((site) => {
      const stations = site.stations.filter((station) => rule.stations.has(station));
      return stations.length === 0 ? [] : [of(site.spec.id, stations, site, 1)];
    });
  }
  return all.map((station) => of(station.id, [station], undefined, rule.frailty(station)));
}

function* once(world: World, rule: Rule, episode: Episode, target: Target, random: Random): Process {
  const { scheduler } = world;
  if (rule.to <= scheduler.now) return;
  if (rule.from > scheduler.now) yield* sleep(rule.from - scheduler.now);
  const until = Math.min(rule.to, world.endsAt + DAY_MS);
  const ms =
    rule.persistent || rule.to !== Infinity ? until - scheduler.now : episode.duration(random) * 1000;
  yield* strike(world, rule, episode, target, ms);
}

function* repeatedly(world: World, rule: Rule, episode: Episode, target: Target, random: Random): Process {
  const { scheduler } = world;
  const mean = DAY_MS / ((rule.rate ?? 1) * target.weight);
  if (rule.from > scheduler.now) yield* sleep(rule.from - scheduler.now);
  for (;;) {
    yield* sleep(random.exponential(mean));
    if (scheduler.now >= rule.to) return;
    yield* strike(world, rule, episode, target, episode.duration(random) * 1000);
  }
}

function* strike(world: World, rule: Rule, episode: Episode, target: Target, ms: number): Process {
  const { scheduler, truth } = world;
  const [station] = target.stations;
  const site = station === undefined || episode.unit === 'fleet' ? undefined : station.site;
  const where = {
    ...(site === undefined ? {} : { site: site.spec.id }),
    ...(episode.unit !== 'station' || station === undefined ? {} : { station: station.id }),
    ...(episode.unit !== 'station' || rule.evse === null ? {} : { evse: rule.evse }),
  };
  const record = truth.faultBegan(recordOf(rule, where, scheduler.now));
  if (site !== undefined) lookCloser(world, rule, site);
  yield* episode.run(target, ms);
  truth.faultEnded(record, scheduler.now);
  if (site !== undefined) lookCloser(world, rule, site);
}

/** What is sudden is told at close intervals for a while. */
function lookCloser(world: World, rule: Rule, site: Site): void {
  if (rule.everyday || rule.behaviour.gradual === true) return;
  site.closeUntil = Math.max(site.closeUntil, world.scheduler.now + CLOSE_MS);
}

const recordOf = (
  rule: Rule,
  where: FaultRecord['where'],
  start: number,
): Parameters<World['truth']['faultBegan']>[0] => ({
  behaviour: rule.behaviour.name,
  fault: rule.behaviour.fault,
  where,
  start,
  persistent: rule.persistent,
  code: rule.behaviour.unsaid === true || rule.behaviour.attempt === undefined ? 'none' : rule.code,
  decoy: rule.behaviour.decoy === true,
  everyday: rule.everyday,
  strikes: rule.behaviour.strikes ?? null,
  ramp_days: rule.behaviour.gradual === true ? (rule.rampMs ?? 0) / DAY_MS : null,
});

/** A standing attempt fault is in the truth for as long as it stands. */
function recordStanding(world: World, rule: Rule): void {
  const { scheduler, truth } = world;
  if (rule.to <= scheduler.now) return;
  for (const station of rule.stations) {
    const where = {
      site: station.plan.site,
      station: station.id,
      ...(rule.evse === null ? {} : { evse: rule.evse }),
    };
    scheduler.at(rule.from, () => {
      const record = truth.faultBegan(recordOf(rule, where, scheduler.now));
      if (rule.to !== Infinity) scheduler.at(rule.to, () => truth.faultEnded(record, scheduler.now));
    });
  }
}
