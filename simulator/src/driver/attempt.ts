import { Mailbox, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Evse, Lamp } from '../station/evse.ts';
import type { FlowFacts } from '../truth/flow.ts';
import type { Driver } from './driver.ts';
import { present } from './present.ts';
import { stay } from './stay.ts';

/** How long a credential is waited for after the cable (charge-flow definition 1), ms. */
const AUTHORIZE_MS = 60_000;

/** A driver at a post: one flow. */
export interface Stand {
  readonly driver: Driver;
  readonly evse: Evse;
  readonly flow: FlowFacts;
  readonly lamps: Mailbox<Lamp>;
}

/** One try at one EVSE, from stepping up to stepping back. True when the driver got a charge or gave up wanting one. */
export function* attempt(driver: Driver, evse: Evse): Process<boolean> {
  const { world } = driver.site;
  const flow = world.truth.open(evse);
  const stand: Stand = { driver, evse, flow, lamps: new Mailbox<Lamp>() };
  evse.driver = stand.lamps;
  evse.flow = flow;
  if (evse.station.plan.connectors > 1)
    evse.connector = driver.random.integer(1, evse.station.plan.connectors);
  flow.connector = evse.connector;
  if (driver.behaviour !== null) flow.behaviours.add(driver.behaviour);
  const { station } = evse;
  const lost =
    station.screenDead ??
    (driver.style === 'terminal' && station.terminal?.silent === true ? 'terminal-silent' : null);
  const satisfied =
    station.screenDead !== null && driver.random.chance(0.75)
      ? yield* givesUp(stand)
      : yield* tryToCharge(stand);
  yield* unplug(stand);
  evse.driver = null;
  if (evse.flow === flow) evse.flow = null;
  world.truth.ended(flow, station.readerDead ?? lost);
  return satisfied;
}

/** Nothing tells what to do: half of the drivers plug in and wait for something to happen. */
function* givesUp(stand: Stand): Process<boolean> {
  const { driver, flow, evse } = stand;
  const { screenDead } = evse.station;
  if (driver.random.chance(0.5)) {
    plug(stand);
    if (screenDead !== null) flow.behaviours.add(screenDead);
  }
  yield* sleep(driver.random.between(45_000, 150_000));
  return false;
}

function* tryToCharge(stand: Stand): Process<boolean> {
  const { driver, flow } = stand;
  const { random } = driver;
  if (driver.plugsAndLeaves) {
    plug(stand);
    yield* sleep(
      random.lognormal(40 * 60_000, 0.8) * driver.site.world.scenario.drivers.charge_scale + 100_000,
    );
    return true;
  }
  if (driver.style !== 'tap_first') {
    plug(stand);
    yield* sleep(random.between(4000, 25_000));
  }
  for (let tries = 1; ; tries += 1) {
    if (!(yield* present(stand))) return false;
    if (flow.pluggedAt === null) {
      if (driver.wandersOff) {
        yield* sleep(100_000);
        return true;
      }
      yield* sleep(random.between(6000, 35_000));
      plug(stand);
    }
    const got = yield* stay(stand);
    if (got || tries >= 3 || stand.evse.fault !== null || !stand.evse.station.lit || !random.chance(0.35))
      return got;
    yield* sleep(random.between(5000, 25_000));
  }
}

/** Puts the connector into the car. */
export function plug({ driver, evse, flow }: Stand): void {
  evse.vehicle = driver.vehicle;
  flow.plugged(driver.site.world.scheduler.now);
  evse.inbox.post({ kind: 'plug' });
}

/** Takes it out again, if it is in. */
function* unplug({ driver, evse, flow }: Stand): Process {
  const { scheduler } = driver.site.world;
  if (flow.pluggedAt === null) return;
  yield* sleep(driver.random.between(4000, 30_000));
  const { link } = evse.station;
  flow.unpluggedAt = scheduler.now;
  // Whoever had shown no credential in time while the station was in contact was seen to leave the car there.
  const seenIdle = flow.presentedAt === null && link.lostAt - flow.pluggedAt >= AUTHORIZE_MS;
  flow.endedUnseen = !link.online && flow.transactions.length === 0 && !seenIdle;
  evse.inbox.post({ kind: 'unplug' });
  yield* sleep(0);
  evse.vehicle = null;
}
