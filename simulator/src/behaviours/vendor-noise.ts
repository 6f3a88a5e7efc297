import { sleep } from '../clock/process.ts';
import type { Payload } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

const noise = (name: string, meaning: string, action: string, payload: Payload): Behaviour => ({
  name,
  fault: null,
  meaning,
  episode: {
    unit: 'station',
    duration: () => 86_400,
    *run({ world, stations, random }, ms) {
      const until = world.scheduler.now + ms;
      while (world.scheduler.now < until) {
        for (const { link } of stations)
          if (link.online) link.send({ action, payload: () => payload, transactional: false, flow: null });
        yield* sleep(random.between(60_000, 400_000));
      }
    },
  },
});

export const dataTransferNoise = noise(
  'data-transfer-noise',
  'The station sends DataTransfer every few minutes, which nobody reads.',
  'DataTransfer',
  { vendorId: 'org.voltaria', messageId: 'telemetry', data: '{"fan":1200,"t":41}' },
);
export const vendorActions = noise(
  'vendor-actions',
  'The station calls actions that no version of OCPP has, and gets a CALLERROR for it.',
  'VendorPing',
  { uptime: 4711 },
);
