import { receive, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Stand } from './attempt.ts';

const LAMP_MS = 35_000;
const APP_MS = 40_000;

/** Presents card or app until something accepts it. False: the driver gives up on this post. */
export function* present(stand: Stand): Process<boolean> {
  const { driver } = stand;
  const { random } = driver;
  let byApp = driver.style === 'app';
  for (let tries = 1; tries <= 3; tries += 1) {
    const seen = byApp ? yield* startByApp(stand) : yield* tapCard(stand);
    if (seen === 'accepted') return true;
    if (seen === 'refused') {
      if (driver.spare !== null && random.chance(0.6)) [driver.card, driver.spare] = [driver.spare, null];
      else if (random.chance(0.6)) return false;
    } else if (byApp || !random.chance(0.35)) {
      if (random.chance(0.4)) return false;
    } else byApp = true;
    yield* sleep(random.between(3000, 15_000));
  }
  return false;
}

function* tapCard({ driver, evse, flow, lamps }: Stand): Process<'accepted' | 'refused' | 'nothing'> {
  lamps.clear();
  const terminal = driver.style === 'terminal' && evse.station.protocol === 'ocpp2.1';
  const paid = pay(driver, evse, flow);
  if (paid === 'declined') return 'refused';
  if (paid === 'silent') {
    yield* sleep(8000);
    return 'nothing';
  }
  evse.station.tap(evse, flow, driver.card, terminal ? 'terminal' : 'card');
  const patience = evse.station.readerDead === null ? LAMP_MS : 8000;
  const lamp = yield* receive(lamps, patience);
  return lamp === 'accepted' || lamp === 'refused' ? lamp : 'nothing';
}

/** A driver without an account pays first, where there is a terminal. */
function pay(
  driver: Stand['driver'],
  evse: Stand['evse'],
  flow: Stand['flow'],
): 'paid' | 'declined' | 'silent' {
  const { terminal, site } = evse.station;
  if (driver.style !== 'terminal' || terminal === null || !evse.station.lit) return 'paid';
  if (terminal.silent) return 'silent';
  const subject = { of: 'terminal', terminal: terminal.id } as const;
  site.feed?.happened(subject, { kind: 'payment', phase: 'started' });
  if (!driver.random.chance(terminal.declines)) {
    site.feed?.happened(subject, { kind: 'payment', phase: 'authorized' });
    return 'paid';
  }
  site.feed?.happened(subject, { kind: 'payment', phase: 'declined' });
  const { now } = site.world.scheduler;
  flow.presented(now, driver.card);
  flow.refused(now, DECLINED);
  if (terminal.declines > 0.5) flow.behaviours.add('declines-spike');
  return 'declined';
}

const DECLINED = {
  stage: 'payment',
  reason: 'payment_declined',
  attribution: 'driver',
  behaviour: null,
} as const;

function* startByApp({ driver, evse, flow }: Stand): Process<'accepted' | 'nothing'> {
  const { world } = driver.site;
  const { scheduler } = world;
  flow.presented(scheduler.now, driver.card);
  const result = yield* receive(
    world.backend.remoteStart(evse.station.id, evse.address, driver.card),
    APP_MS,
  );
  if (result === 'accepted') {
    flow.wasHeard(true);
    return 'accepted';
  }
  if (result === 'rejected') {
    flow.wasHeard(true);
    flow.failed({ stage: 'start', reason: 'remote_start_rejected', attribution: 'evse', behaviour: null });
  } else {
    flow.failed({
      stage: 'start',
      reason: 'remote_start_unanswered',
      attribution: 'network',
      behaviour: null,
    });
  }
  return 'nothing';
}
