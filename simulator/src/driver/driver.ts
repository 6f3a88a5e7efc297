import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Random } from '../random/random.ts';
import type { Evse } from '../station/evse.ts';
import type { Site } from '../world/site.ts';
import { attempt } from './attempt.ts';
import { arrivingVehicle } from './vehicle.ts';
import type { Vehicle } from './vehicle.ts';

export type Style = 'plug_first' | 'tap_first' | 'app' | 'terminal';

/** An EVSE that a driver has in mind before he comes, and how he means to start. */
export interface Booking {
  readonly evse: Evse;
  readonly card: string;
  readonly style?: Style;
  /** The behaviour that sent him. */
  readonly behaviour: string;
}

/** One driver at one site: who, with what, how. */
export interface Driver {
  readonly site: Site;
  readonly random: Random;
  readonly vehicle: Vehicle;
  readonly style: Style;
  card: string;
  /** A second card, if any. */
  spare: string | null;
  /** Plugs in and walks off, without a credential. */
  readonly plugsAndLeaves: boolean;
  /** Presents a credential and changes his mind. */
  readonly wandersOff: boolean;
  /** The behaviour that sent him, if one did. */
  readonly behaviour: string | null;
}

/** A driver arrives, tries, tries again, here or next door, and leaves. */
export function* drive(site: Site, random: Random, booking?: Booking): Process {
  const { drivers } = site.world.scenario;
  let evse = booking?.evse ?? choose(site, random, null);
  if (evse === null) return;
  const card = booking?.card ?? site.credentials.take(random, random.chance(drivers.refused_share));
  const { now } = site.world.scheduler;
  const driver: Driver = {
    site,
    random,
    vehicle: arrivingVehicle(random, card, evse.station.plan.power, now, drivers.charge_scale),
    style: booking?.style ?? styleOf(random, drivers),
    behaviour: booking?.behaviour ?? null,
    card,
    spare: random.chance(0.3) && booking === undefined ? site.credentials.take(random, false) : null,
    plugsAndLeaves: random.chance(drivers.abandon_share / 2) && booking === undefined,
    wandersOff: random.chance(drivers.abandon_share / 2) && booking === undefined,
  };
  const cards = [driver.card, driver.spare];
  const patience = random.integer(2, 5);
  for (let attempts = 1; evse !== null; attempts += 1) {
    const satisfied = yield* attempt(driver, evse);
    if (satisfied || attempts >= patience || random.chance(0.12)) break;
    yield* sleep(random.between(15_000, 90_000));
    evse = next(driver, evse);
  }
  for (const used of cards) if (used !== null) site.credentials.giveBack(used);
}

const styleOf = (random: Random, drivers: Site['world']['scenario']['drivers']): Style =>
  random.weighted<Style>(
    [
      ['plug_first', drivers.plug_first],
      ['tap_first', drivers.tap_first],
      ['app', drivers.app],
      ['terminal', drivers.terminal],
    ],
    'plug_first',
  );

/** The same EVSE again, or the next one. */
function next(driver: Driver, evse: Evse): Evse | null {
  const again = evse.inviting && driver.random.chance(0.5);
  return again ? evse : (choose(driver.site, driver.random, evse) ?? (evse.inviting ? evse : null));
}

/** One of the EVSEs that look free, of the same kind as the last. */
function choose(site: Site, random: Random, last: Evse | null): Evse | null {
  const power = last?.station.plan.power;
  const free = site.stations
    .filter((station) => power === undefined || station.plan.power === power)
    .flatMap((station) => station.evses.filter((evse) => evse.inviting && evse !== last));
  return free[random.integer(0, Math.max(0, free.length - 1))] ?? null;
}
