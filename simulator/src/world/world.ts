import type { Scheduler } from '../clock/scheduler.ts';
import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Backend, Mouth } from '../mouth/mouth.ts';
import { Random } from '../random/random.ts';
import type { SitePlan } from '../scenario/fleet-plan.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Evse, Grant } from '../station/evse.ts';
import type { Outgoing } from '../station/outgoing.ts';
import type { AttemptPlan, PlannedFault } from '../station/plan.ts';
import { Station } from '../station/station.ts';
import type { StationMemory } from '../station/station.ts';
import type { FlowFacts } from '../truth/flow.ts';
import { Feed } from '../telemetry/feed.ts';
import { TruthLedger } from '../truth/ledger.ts';
import { rulesOf } from './rules.ts';
import type { Rule } from './rules.ts';
import { runEpisodes } from './episodes.ts';
import { WireRules } from './wire-rules.ts';
import { Site } from './site.ts';

const DAY_MS = 86_400_000;
const SWEEP_MS = 300_000;

/** What a run of the model is made of. `speed` multiplies how often drivers come. */
export interface WorldOptions {
  readonly scheduler: Scheduler;
  readonly scenario: Scenario;
  readonly fleet: readonly SitePlan[];
  readonly mouth: Mouth;
  readonly backend: Backend;
  readonly writeTruth: (line: string) => void;
  readonly endsAt: number;
  readonly speed?: number;
  readonly memory?: ReadonlyMap<string, StationMemory>;
}

/** The fleet, its drivers and what befalls them. */
export class World {
  readonly scheduler: Scheduler;
  readonly scenario: Scenario;
  readonly mouth: Mouth;
  readonly backend: Backend;
  readonly truth: TruthLedger;
  readonly random: Random;
  readonly sites: readonly Site[];
  readonly endsAt: number;
  readonly speed: number;
  readonly meterIntervalMs: number;
  readonly heartbeatMs: number;
  /** The behaviour that troubles the CPMS just now. */
  backendFault: string | null = null;
  private readonly rules: readonly Rule[];
  private readonly wire: WireRules;

  constructor(options: WorldOptions) {
    const { scenario, scheduler } = options;
    this.scheduler = scheduler;
    this.scenario = scenario;
    this.mouth = options.mouth;
    this.backend = options.backend;
    this.endsAt = options.endsAt;
    this.speed = options.speed ?? 1;
    this.meterIntervalMs = scenario.meter_interval_seconds * 1000;
    this.heartbeatMs = scenario.heartbeat_seconds * 1000;
    this.truth = new TruthLedger(scheduler, options.writeTruth);
    this.random = new Random(`seed ${scenario.seed}`);
    this.sites = options.fleet.map(({ spec, stations }) => {
      const build = (site: Site): Station[] =>
        stations.map(
          (plan) =>
            new Station(site, plan, this.random.stream(`station ${plan.id}`), options.memory?.get(plan.id)),
        );
      return new Site(this, spec, build);
    });
    this.rules = rulesOf(this);
    this.wire = new WireRules(this.rules);
  }

  get stations(): Station[] {
    return this.sites.flatMap((site) => site.stations);
  }

  /** Switches everything on. */
  start(): void {
    const { scheduler } = this;
    for (const station of this.stations) {
      scheduler.after(station.random.between(0, 20_000), () => station.start('PowerUp'));
    }
    for (const site of this.sites) scheduler.spawn(site.arrivals());
    for (const rule of this.rules) runEpisodes(this, rule);
    this.startFeeds();
    scheduler.spawn(this.sweeping());
  }

  /** What lies ahead of this attempt, after all behaviours had their say. */
  planAttempt(evse: Evse, grant: Grant): AttemptPlan {
    const random = this.random.stream(`attempt ${evse.station.id} ${evse.id} ${this.scheduler.now}`);
    const dc = evse.station.plan.power === 'DC';
    const plan: AttemptPlan = {
      handshakeMs: dc ? random.between(12_000, 40_000) : random.between(3000, 8000),
      fault: null,
      neverStarts: null,
      neverStops: false,
      notes: [],
    };
    for (const rule of this.rules) rule.attempt(evse, grant, plan);
    return plan;
  }

  /** A fault of an attempt struck: it goes into the truth. */
  struck(evse: Evse, fault: PlannedFault): void {
    const { behaviour } = fault.cause;
    const rule = this.rules.find(
      (candidate) => candidate.behaviour.name === behaviour && candidate.covers(evse),
    );
    if (rule === undefined || rule.behaviour.attempt === undefined || rule.standing) return;
    const { now } = this.scheduler;
    const where = { site: evse.station.plan.site, station: evse.station.id, evse: evse.id };
    const record = {
      behaviour: rule.behaviour.name,
      fault: rule.behaviour.fault,
      where,
      start: now,
      persistent: false,
      code: rule.behaviour.unsaid === true ? ('none' as const) : rule.code,
      decoy: rule.behaviour.decoy === true,
      everyday: rule.everyday,
      ramp_days: null,
      strikes: rule.behaviour.strikes ?? null,
    };
    this.truth.faultEnded(this.truth.faultBegan(record), now + fault.clearsAfterMs);
  }

  /** A charge other than this one runs somewhere under the credential. */
  charges(idTag: string, beside: FlowFacts): boolean {
    return this.stations.some((station) =>
      station.evses.some(({ session }) => session?.grant.idTag === idTag && session.grant.flow !== beside),
    );
  }

  /** What a station says in place of a message. */
  spoken(station: Station, message: Outgoing): readonly Outgoing[] {
    return this.wire.spoken(station, message);
  }

  memory(): Record<string, StationMemory> {
    return Object.fromEntries(
      this.stations.map((station) => [
        station.id,
        {
          registers: station.evses.map((evse) => Math.round(evse.register)),
          transactions: station.transactions,
        },
      ]),
    );
  }

  /** Telemetry beside OCPP, where the scenario has it and the mouth can say it. */
  private startFeeds(): void {
    const { telemetry } = this.scenario;
    const { mouth, scheduler } = this;
    if (telemetry === undefined || mouth.observe === undefined) return;
    for (const site of this.sites) {
      const feed = new Feed(site, (subject, told, event) => mouth.observe?.(subject, told, event));
      site.feed = feed;
      scheduler.spawn(feed.run(telemetry.interval_seconds * 1000, telemetry.close_interval_seconds * 1000));
    }
  }

  private *sweeping(): Process {
    for (;;) {
      yield* sleep(SWEEP_MS);
      this.truth.sweep();
    }
  }
}

export { DAY_MS };
