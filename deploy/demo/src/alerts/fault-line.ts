import type { Fault } from './fault-feed.ts';

/** A fault of the simulated world for people: what the alerts are to find. */
export function faultLine({ type, behaviour, where }: Fault): string {
  const place = [where.site, where.station, where.evse === undefined ? undefined : `EVSE ${where.evse}`]
    .filter((word) => word !== undefined)
    .join(' ');
  const begins = type === 'fault_begun';
  return `${begins ? '⚡' : '·'} in the simulated world, ${behaviour.replaceAll('-', ' ')} ${begins ? 'begins' : 'ends'}${place === '' ? '' : ` at ${place}`}`;
}
