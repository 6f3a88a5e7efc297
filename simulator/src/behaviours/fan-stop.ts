import { sleep } from '../clock/process.ts';
import { settledCabinet } from '../equipment/warmth.ts';
import type { Behaviour } from './behaviour.ts';

/** Cabinets hotter than this shut off, °C. */
const SHUTS_OFF_C = 46;

export const fanStop: Behaviour = {
  name: 'fan-stop',
  fault: 'F11',
  meaning: 'The fan of a cabinet stands still: it gets hot under load, and long charges break off.',
  attempt: ({ evse, plan, random }) => {
    const { site, plan: built } = evse.station;
    if (!evse.wear.fanStopped || plan.fault !== null || evse.vehicle === null) return;
    const load = Math.min(evse.vehicle.maxDcW, built.watts) / built.watts;
    if (settledCabinet(site.weather.celsius(site.localTime()), load, true) < SHUTS_OFF_C) return;
    if (!random.chance(0.6)) return;
    plan.fault = {
      cause: { stage: 'energy', reason: 'over_temperature', attribution: 'evse', behaviour: 'fan-stop' },
      afterMs: random.between(400_000, 1_200_000),
      stop: 'Other',
      code: { errorCode: 'HighTemperature', mrec: 'CX003', component: 'AirCoolingSystem', faulted: true },
      clearsAfterMs: random.lognormal(1_500_000, 0.4),
      silent: false,
    };
  },
  episode: {
    unit: 'station',
    duration: () => 5 * 86_400,
    *run({ stations, evse: only }, ms) {
      const evses = stations.flatMap(({ evses: all }) =>
        all.filter(({ id }) => only === null || only === id),
      );
      for (const { wear } of evses) wear.fanStopped = true;
      yield* sleep(ms);
      for (const { wear } of evses) wear.fanStopped = false;
    },
  },
};
