import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Site } from '../world/site.ts';
import type { Behaviour, Target } from './behaviour.ts';

/** Routers of sites have a battery for so long, ms. */
const BATTERY_MS = 45 * 60_000;

/** Stations go dark in the middle of what they do, and boot when there is power again. */
function* dark({ stations, behaviour }: Target, ms: number): Process {
  const cause = { stage: 'energy', reason: 'power_loss', attribution: 'site', behaviour } as const;
  const lost = stations.filter((station) => station.powered);
  for (const station of lost) {
    station.powered = false;
    station.halt('PowerLoss', cause, false);
  }
  yield* sleep(ms);
  for (const station of lost) {
    station.powered = true;
    station.start('PowerUp');
  }
}

/** The routers of a site without supply last as long as their battery. */
function routersDown(site: Site, until: number): void {
  const { scheduler } = site.world;
  const down = (gone: boolean): void => {
    for (const link of site.uplinks) link.up = !gone;
  };
  if (scheduler.now + BATTERY_MS >= until) return;
  scheduler.after(BATTERY_MS, () => down(true));
  scheduler.at(until, () => down(false));
}

export const sitePowerLoss: Behaviour = {
  name: 'site-power-loss',
  fault: 'F39',
  meaning:
    'The grid fails at a site: every station goes dark in the middle of what it does, and boots later.',
  unsaid: true,
  episode: {
    unit: 'site',
    duration: (random) => random.lognormal(2700, 1.1),
    *run(target, ms) {
      const { site, world } = target;
      if (site !== undefined) {
        site.grid.present = false;
        routersDown(site, world.scheduler.now + ms);
      }
      yield* dark(target, ms);
      if (site !== undefined) site.grid.present = true;
    },
  },
};

export const breakerTrip: Behaviour = {
  name: 'breaker-trip',
  fault: 'F40',
  meaning:
    'The breaker of the feeder trips: the grid is there, and no station has power until somebody comes.',
  unsaid: true,
  episode: {
    unit: 'site',
    duration: (random) => random.lognormal(4 * 3600, 0.6),
    *run(target, ms) {
      const { site } = target;
      if (site !== undefined) site.grid.breakerClosed = false;
      yield* dark(target, ms);
      if (site !== undefined) site.grid.breakerClosed = true;
    },
  },
};

export const phaseLoss: Behaviour = {
  name: 'phase-loss',
  fault: 'F40',
  meaning: 'One phase of the supply is gone: AC charges on what is left, most DC charges break off.',
  attempt: ({ evse, plan, random }) => {
    if (plan.fault !== null || evse.station.site.grid.left[1] > 0.5) return;
    if (!random.chance(evse.station.plan.power === 'DC' ? 0.8 : 0.25)) return;
    plan.fault = {
      cause: { stage: 'energy', reason: 'power_quality', attribution: 'site', behaviour: 'phase-loss' },
      afterMs: random.between(1000, 20_000),
      stop: 'Other',
      code: { errorCode: 'UnderVoltage', mrec: 'CX006', component: 'ElectricalFeed', faulted: false },
      clearsAfterMs: 0,
      silent: false,
    };
  },
  episode: {
    unit: 'site',
    duration: (random) => random.lognormal(20 * 3600, 0.5),
    *run({ site, stations }, ms) {
      if (site !== undefined) site.grid.left[1] = 0.03;
      for (const station of stations) station.derating *= 1 / 3;
      yield* sleep(ms);
      for (const station of stations) station.derating *= 3;
      if (site !== undefined) site.grid.left[1] = 1;
    },
  },
};

export const gridDip: Behaviour = {
  name: 'grid-dip',
  fault: null,
  meaning: 'The grid dips for less than a minute: meters see it, charges go on.',
  decoy: true,
  episode: {
    unit: 'site',
    duration: (random) => random.between(5, 55),
    *run({ site, random }, ms) {
      if (site === undefined) return;
      const left = random.between(0.6, 0.85);
      site.grid.left.fill(left);
      site.feed?.look();
      yield* sleep(ms);
      site.grid.left.fill(1);
    },
  },
};

export const siteLimitStuck: Behaviour = {
  name: 'site-limit-stuck',
  fault: 'F35',
  meaning:
    'The load management of a site stays at its emergency limit: every charge is slow, no limit is told.',
  unsaid: true,
  episode: {
    unit: 'site',
    duration: () => 3 * 86_400,
    *run({ stations }, ms) {
      for (const station of stations) station.derating *= 0.14;
      yield* sleep(ms);
      for (const station of stations) station.derating /= 0.14;
    },
  },
};
