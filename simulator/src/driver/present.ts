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
  evse.station.tap(evse, flow, driver.card, terminal ? 'terminal' : 'card');
  const patience = evse.station.readerDead === null ? LAMP_MS : 8000;
  const lamp = yield* receive(lamps, patience);
  return lamp === 'accepted' || lamp === 'refused' ? lamp : 'nothing';
}

function* startByApp({ driver, evse, flow }: Stand): Process<'accepted' | 'nothing'> {
  const { world } = driver.site;
  const { scheduler } = world;
  flow.presented(scheduler.now, driver.card);
  const result = yield* receive(
    world.backend.remoteStart(evse.station.id, evse.address, driver.card),
    APP_MS,
  );
  if (result === 'accepted') {
    flow.heard += 1;
    return 'accepted';
  }
  if (result === 'rejected') {
    flow.heard += 1;
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
