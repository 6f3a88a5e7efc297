import type { Behaviour } from './behaviour.ts';

const HOUR_MS = 3_600_000;
/** Cheap hours begin, local time. */
const CHEAP_FROM = [22, 23, 1, 2] as const;

export const carTimers: Behaviour = {
  name: 'car-timers',
  fault: null,
  meaning: 'The timer of the car lets it charge at night only: SuspendedEV until then, which is no failure.',
  attempt: ({ evse, plan, random }) => {
    const { vehicle, station } = evse;
    const site = station.world.sites.find((one) => one.stations.includes(station));
    if (vehicle === null || site === undefined) return;
    const { now } = station.world.scheduler;
    const local = new Date(site.localTime());
    const hours = local.getUTCHours() + local.getUTCMinutes() / 60;
    const wait = (random.pick(CHEAP_FROM) - hours + 24) % 24;
    if (wait > 12) return;
    vehicle.startsAt = now + wait * HOUR_MS;
    plan.notes.push('car-timers');
  },
};
