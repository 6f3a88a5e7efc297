import type { Subject } from '@firstcharge/collector/model/telemetry.ts';
import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Site } from '../world/site.ts';
import { EvseSensors } from './evse-sensors.ts';
import { linkReadings } from './link-readings.ts';
import type { Told } from './observations.ts';
import { siteReadings } from './site-readings.ts';

/** An idle EVSE tells of itself at every so many-th interval. */
const IDLE_EVERY = 3;
/** The quality of a radio is told at every so many-th. */
const RADIO_EVERY = 3;

/** All telemetry of one site, at the interval of the scenario, and closer together while something is wrong. */
export class Feed {
  private readonly site: Site;
  private readonly sensors: readonly EvseSensors[];
  private readonly write: (subject: Subject, told: Told, event: string | null) => void;
  private events = 0;
  private round = 0;

  constructor(site: Site, write: (subject: Subject, told: Told, event: string | null) => void) {
    this.site = site;
    this.write = write;
    this.sensors = site.stations.flatMap((station) =>
      station.evses.map(
        (evse) => new EvseSensors(evse, site.random.stream(`sensors ${station.id} ${evse.id}`)),
      ),
    );
  }

  *run(intervalMs: number, closeMs: number): Process {
    const { world, random } = this.site;
    yield* sleep(random.stream('feed').between(0, Math.min(intervalMs, 60_000)));
    let roundAt = 0;
    for (;;) {
      const { now } = world.scheduler;
      this.round += now - roundAt >= intervalMs ? 1 : 0;
      if (now - roundAt >= intervalMs) roundAt = now;
      this.tell();
      yield* sleep(now < this.site.closeUntil ? closeMs : intervalMs);
    }
  }

  /** Something happened, such as a payment: told at once, under a name of its own. */
  happened(subject: Subject, told: Told): void {
    this.events += 1;
    this.write(subject, told, `${this.site.spec.id}-${this.events}`);
  }

  /** A reading out of turn: a meter that saw something unusual. */
  look(): void {
    for (const told of siteReadings(this.site))
      this.write({ of: 'site', site: this.site.spec.id, feeder: 'main' }, told, null);
  }

  private tell(): void {
    const { site } = this;
    const celsius = site.weather.celsius(site.localTime());
    site.grid.drift();
    for (const sensors of this.sensors) {
      const { evse } = sensors;
      const { station } = evse;
      if (!sensors.awake) continue;
      const full = this.round % IDLE_EVERY === 0;
      const subject = { of: 'station', station: station.id, evse: evse.id, connector: null } as const;
      for (const told of sensors.read(celsius, full)) this.write(subject, told, null);
    }
    for (const link of site.uplinks)
      for (const told of linkReadings(link, this.round % RADIO_EVERY === 0))
        this.write({ of: 'link', link: link.id }, told, null);
    for (const told of siteReadings(site))
      this.write({ of: 'site', site: site.spec.id, feeder: 'main' }, told, null);
    for (const { terminal } of site.stations) {
      if (terminal === null || terminal.silent) continue;
      const subject = { of: 'terminal', terminal: terminal.id } as const;
      this.write(subject, { kind: 'condition', condition: 'terminal_up', holds: true }, null);
    }
  }
}
