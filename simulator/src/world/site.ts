import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import { CredentialPool } from '../driver/credentials.ts';
import { drive } from '../driver/driver.ts';
import { Grid } from '../equipment/grid.ts';
import { Terminal } from '../equipment/terminal.ts';
import { Uplink } from '../equipment/uplink.ts';
import { Weather } from '../equipment/weather.ts';
import type { Random } from '../random/random.ts';
import type { SiteSpec } from '../scenario/schema.ts';
import type { Station } from '../station/station.ts';
import type { Feed } from '../telemetry/feed.ts';
import { HOURS, WEEKEND } from './profiles.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The largest `crowd` of a busy day. */
export const BUSIEST = 2.5;

/** A place with stations, to which drivers come. */
export class Site {
  readonly world: World;
  readonly spec: SiteSpec;
  readonly stations: readonly Station[];
  readonly credentials: CredentialPool;
  readonly random: Random;
  private offsetMs = 0;
  private offsetUntil = -1;
  private drivers = 0;

  readonly grid: Grid;
  readonly weather: Weather;
  readonly uplinks: readonly Uplink[];
  /** Telemetry; null where the scenario has none. */
  feed: Feed | null = null;
  /** How many come, times the usual. */
  crowd = 1;
  /** Until then telemetry comes closer together: something has just happened. */
  closeUntil = 0;

  constructor(world: World, spec: SiteSpec, build: (site: Site) => readonly Station[]) {
    this.world = world;
    this.spec = spec;
    this.random = world.random.stream(`site ${spec.id}`);
    this.stations = build(this);
    this.grid = new Grid(this.random.stream('grid'));
    this.weather = new Weather(this.random.stream('weather'));
    this.uplinks = connect(this);
    this.credentials = new CredentialPool(this.random.stream('credentials'), this.stations.length * 60);
  }

  /** Drivers come by hour of day and day of week (a Poisson process, thinned). */
  *arrivals(): Process {
    const { scheduler, speed } = this.world;
    const random = this.random.stream('arrivals');
    const evses = this.stations.reduce((sum, station) => sum + station.evses.length, 0);
    const perDay = this.spec.demand * evses * speed;
    if (perDay === 0) return;
    const hours = HOURS[this.spec.profile];
    const { behaviours } = this.world.scenario;
    const busiest = behaviours.some(({ behaviour }) => behaviour === 'busy-day') ? BUSIEST : 1;
    const peak = Math.max(...hours) * Math.max(1, WEEKEND[this.spec.profile]) * busiest;
    for (;;) {
      yield* sleep(random.exponential(DAY_MS / (perDay * peak)));
      if (!random.chance(this.weight() / peak)) continue;
      this.drivers += 1;
      scheduler.spawn(drive(this, this.random.stream(`driver ${this.drivers}`)));
    }
  }

  /** How busy it is just now; 1 on average over a weekday. */
  private weight(): number {
    const local = new Date(this.localTime());
    const hour = HOURS[this.spec.profile][local.getUTCHours()] ?? 1;
    const day = local.getUTCDay();
    return this.crowd * hour * (day === 0 || day === 6 ? WEEKEND[this.spec.profile] : 1);
  }

  /** Clock of the site as if it were UTC. */
  localTime(): number {
    const { now } = this.world.scheduler;
    if (now >= this.offsetUntil) {
      this.offsetMs = offsetOf(this.spec.time_zone, now);
      this.offsetUntil = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
    }
    return now + this.offsetMs;
  }
}

/** Modems and terminals as the site has them; the links of all. */
function connect(site: Site): Uplink[] {
  const { spec, stations, random } = site;
  const link = (id: string, kind: Uplink['kind']): Uplink =>
    new Uplink(id, kind, random.stream(`link ${id}`));
  for (const station of stations) {
    if (spec.terminals) station.terminal = new Terminal(`${station.id}-terminal`);
    if (spec.modems === 'station') station.uplink = link(`${station.id}-sim`, 'sim');
  }
  return spec.modems === 'station'
    ? stations.flatMap(({ uplink }) => uplink ?? [])
    : [link(`${spec.id}-router`, 'router'), link(`${spec.id}-sim`, 'sim')];
}

function offsetOf(timeZone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name =
    format.formatToParts(new Date(now)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
