import { BEHAVIOURS } from '../behaviours/index.ts';
import { BACKGROUND } from '../behaviours/background.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Random } from '../random/random.ts';
import type { BehaviourRule } from '../scenario/schema.ts';
import type { Evse, Grant } from '../station/evse.ts';
import type { Outgoing } from '../station/outgoing.ts';
import type { AttemptPlan } from '../station/plan.ts';
import type { Station } from '../station/station.ts';
import { worded } from '../station/fault-code.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const EVEN = (): number => 1;

/** One line of the scenario's behaviours: what, where, when, how strong. */
export class Rule {
  readonly behaviour: Behaviour;
  readonly stations: ReadonlySet<Station>;
  readonly evse: number | null;
  readonly from: number;
  readonly to: number;
  readonly rate: number | null;
  readonly persistent: boolean;
  readonly strength: number;
  /** What stations say of it. */
  readonly code: BehaviourRule['code'];
  /** How long something gradual takes, ms. */
  readonly rampMs: number | null;
  /** One of the everyday faults. */
  readonly everyday: boolean;
  readonly random: Random;
  /** How much of the rate falls on a station; everywhere 1 but for the everyday faults. */
  readonly frailty: (station: Station) => number;
  private readonly streams = new Map<Station, Random>();

  constructor(
    world: World,
    behaviour: Behaviour,
    rule: BehaviourRule,
    name: string,
    frailty: (station: Station) => number,
  ) {
    this.behaviour = behaviour;
    this.random = world.random.stream(`rule ${name}`);
    this.stations = new Set(world.stations.filter((station) => fits(station, rule, this.random)));
    this.evse = rule.where.evse ?? null;
    const { start } = world.scenario;
    this.from = momentOf(rule.when.from, start) ?? -Infinity;
    this.to = momentOf(rule.when.to, start) ?? Infinity;
    this.rate = rule.when.rate ?? null;
    this.persistent = rule.when.persistent;
    this.strength = rule.strength;
    this.code = rule.code;
    this.rampMs = rule.when.ramp_days === undefined ? null : rule.when.ramp_days * DAY_MS;
    this.everyday = frailty !== EVEN;
    this.frailty = frailty;
  }

  /** It stands from its beginning to its end, rather than striking now and then. */
  get standing(): boolean {
    return this.rate === null;
  }

  /** Lets the behaviour change a message on its way out; a flow of which something was said wrong bears its name. */
  spoken(station: Station, message: Outgoing): readonly Outgoing[] {
    const { wire, name } = this.behaviour;
    const { now } = station.world.scheduler;
    if (wire === undefined || now < this.from || now >= this.to) return [message];
    const random = this.streams.get(station) ?? this.random.stream(`wire ${station.id}`);
    this.streams.set(station, random);
    const chance = this.rate ?? this.strength;
    if (chance < 1 && !random.chance(chance)) return [message];
    const said = wire({ message, station, random });
    if (message.flow !== null && (said.length !== 1 || said[0] !== message))
      message.flow.behaviours.add(name);
    return said;
  }

  /** Lets the behaviour change an attempt, if its hour has come. */
  attempt(evse: Evse, grant: Grant, plan: AttemptPlan): void {
    const { behaviour } = this;
    const { station } = evse;
    if (behaviour.attempt === undefined || !this.covers(evse)) return;
    const { now } = station.world.scheduler;
    const random = this.random.stream(`${station.id} ${evse.id} ${now}`);
    const struck =
      behaviour.ofVehicle === true
        ? this.hasIt(evse.vehicle?.owner ?? grant.idTag)
        : this.strikes(random, station);
    if (!struck) return;
    const before = plan.fault;
    behaviour.attempt({ evse, grant, plan, random, strength: this.strength });
    if (plan.fault !== null && plan.fault !== before)
      plan.fault = { ...plan.fault, code: worded(plan.fault.code, this.code) };
  }

  /** It reigns there, now. */
  covers(evse: Evse): boolean {
    const { now } = evse.station.world.scheduler;
    if (!this.stations.has(evse.station) || now < this.from || now >= this.to) return false;
    return this.evse === null || this.evse === evse.id;
  }

  private strikes(random: Random, station: Station): boolean {
    const chance = this.rate === null ? this.strength : this.rate * this.frailty(station);
    return random.chance(Math.min(chance, 0.9 + 0.1 * Number(this.rate === null)));
  }

  /** A car has what it has at every station and on every day. */
  private hasIt(owner: string): boolean {
    return this.random.stream(`car of ${owner}`).chance(this.rate ?? this.strength);
  }
}

/** The rules of a world: the scenario's own first, then the everyday faults of any fleet. */
export function rulesOf(world: World): Rule[] {
  const { scenario } = world;
  const own = scenario.behaviours.flatMap((rule, index) => {
    const behaviour = BEHAVIOURS.get(rule.behaviour);
    return behaviour === undefined
      ? []
      : [new Rule(world, behaviour, rule, `${rule.behaviour} ${index}`, EVEN)];
  });
  const frailty = frailties(world);
  const everyday = BACKGROUND.flatMap(([name, rate, kind]) => {
    const scale = scenario.background[kind];
    const behaviour = scale === 0 ? undefined : BEHAVIOURS.get(name);
    const rule = {
      behaviour: name,
      where: {},
      when: { rate: rate * scale, persistent: false },
      strength: 1,
      code: 'right' as const,
    };
    return behaviour === undefined ? [] : [new Rule(world, behaviour, rule, `everyday ${name}`, frailty)];
  });
  return [...own, ...everyday];
}

/** One station in ten carries most of the faults, as in the field: the mean is about 1. */
function frailties(world: World): (station: Station) => number {
  const weights = new Map(
    world.stations.map((station) => {
      const random = world.random.stream(`frailty ${station.id}`);
      return [station, random.chance(0.095) ? random.between(4, 9) : random.between(0.05, 0.45)] as const;
    }),
  );
  return (station) => weights.get(station) ?? 1;
}

function fits(station: Station, { where }: BehaviourRule, random: Random): boolean {
  const { plan } = station;
  const one = (names: readonly string[] | undefined, name: string): boolean =>
    names === undefined || names.includes(name);
  if (!one(where.site, plan.site) || !one(where.station, plan.id)) return false;
  if (!one(where.model, plan.model) || !one(where.firmware, plan.firmware)) return false;
  if (where.except?.includes(plan.id) === true) return false;
  return where.share === undefined || random.stream(`share ${plan.id}`).chance(where.share);
}

const momentOf = (moment: BehaviourRule['when']['from'], start: number): number | undefined =>
  moment === undefined ? undefined : moment.at + (moment.relative ? start : 0);
