import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import { CredentialPool } from '../driver/credentials.ts';
import { drive } from '../driver/driver.ts';
import type { Random } from '../random/random.ts';
import type { SiteSpec } from '../scenario/schema.ts';
import type { Station } from '../station/station.ts';
import { HOURS, WEEKEND } from './profiles.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

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

  constructor(world: World, spec: SiteSpec, stations: readonly Station[]) {
    this.world = world;
    this.spec = spec;
    this.stations = stations;
    this.random = world.random.stream(`site ${spec.id}`);
    this.credentials = new CredentialPool(this.random.stream('credentials'), stations.length * 60);
  }

  /** Drivers come by hour of day and day of week (a Poisson process, thinned). */
  *arrivals(): Process {
    const { scheduler, speed } = this.world;
    const random = this.random.stream('arrivals');
    const evses = this.stations.reduce((sum, station) => sum + station.evses.length, 0);
    const perDay = this.spec.demand * evses * speed;
    if (perDay === 0) return;
    const hours = HOURS[this.spec.profile];
    const peak = Math.max(...hours) * Math.max(1, WEEKEND[this.spec.profile]);
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
    return hour * (day === 0 || day === 6 ? WEEKEND[this.spec.profile] : 1);
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

function offsetOf(timeZone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name =
    format.formatToParts(new Date(now)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
