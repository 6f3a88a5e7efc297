import { receive, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Lamp } from '../station/evse.ts';
import type { Stand } from './attempt.ts';

/** Handshake timers of the definitions with a margin, so that no verdict hangs on a second. */
const LEAST_PATIENCE_MS = { AC: 45_000, DC: 110_000 } as const;

/** From an accepted credential to the end of the charge. True: the driver has what he came for. */
export function* stay(stand: Stand): Process<boolean> {
  const { driver, evse, lamps } = stand;
  const { random } = driver;
  const { power } = evse.station.plan;
  const patience = LEAST_PATIENCE_MS[power] + random.exponential(40_000);
  const hasty = random.chance(0.006);
  const first = yield* waitForPower(
    stand,
    hasty ? random.between(2000, power === 'DC' ? 10_000 : 2500) : patience,
  );
  if (first === 'charging') return yield* remain(stand);
  const leaves = power === 'AC' || driver.site.spec.profile === 'depot' || random.chance(0.5);
  if (first === 'paused' && leaves) return yield* remain(stand);
  if (first !== 'stopped') {
    evse.inbox.post({ kind: 'stop', how: 'card' });
    yield* receive(lamps, 15_000);
  }
  return hasty || first === 'paused';
}

/** The first lamp that tells whether it works. */
function* waitForPower({ evse, lamps, driver }: Stand, patience: number): Process<Lamp | 'nothing'> {
  const { scheduler } = driver.site.world;
  const until = scheduler.now + patience;
  while (scheduler.now < until) {
    const lamp = yield* receive(lamps, until - scheduler.now);
    if (lamp === 'charging' || lamp === 'paused' || lamp === 'stopped' || lamp === 'dark') return lamp;
    if (!evse.station.lit) return 'dark';
  }
  return 'nothing';
}

/** Waits beside the car (DC) or goes away and comes back (AC), then ends the charge. */
function* remain(stand: Stand): Process<boolean> {
  const { driver, evse, flow, lamps } = stand;
  const { random, site } = driver;
  const { scheduler, scenario } = site.world;
  const dc = evse.station.plan.power === 'DC' && site.spec.profile !== 'depot';
  const scale = scenario.drivers.charge_scale;
  const dwell = dc
    ? clamp(random.lognormal(32, 0.4), 8, 75)
    : clamp(random.lognormal(dc ? 32 : dwellMinutes(site.spec.profile), 0.5), 20, 960);
  const until = scheduler.now + Math.max(150_000, dwell * 60_000 * scale);
  const attentive = dc || random.chance(0.3);
  while (scheduler.now < until) {
    const lamp = yield* receive(lamps, until - scheduler.now);
    if ((lamp === 'stopped' || lamp === 'dark') && attentive) break;
  }
  if (evse.session === null) yield* sleep(random.between(10_000, 180_000) * Math.max(scale, 0.1));
  else yield* end(stand);
  const wanted = driver.vehicle.target - driver.vehicle.soc;
  return flow.energyWh > 5000 * scale || wanted < 0.1 || !dc;
}

/** Card, app, or simply pulling the plug. */
function* end({ driver, evse, lamps }: Stand): Process {
  const { random, site } = driver;
  const dc = evse.station.plan.power === 'DC';
  lamps.clear();
  if (!dc && random.chance(0.35)) return;
  if (driver.style === 'app' && random.chance(0.7)) {
    site.world.backend.remoteStop(evse.station.id, evse.address);
    const lamp = yield* receive(lamps, 15_000);
    if (lamp === 'stopped') return;
  }
  evse.inbox.post({ kind: 'stop', how: 'card' });
  yield* receive(lamps, 10_000);
}

const MINUTES = { highway: 60, city: 150, workplace: 390, residential: 560, depot: 720 } as const;
const dwellMinutes = (profile: keyof typeof MINUTES): number => MINUTES[profile];
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
