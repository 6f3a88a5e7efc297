import type { SettledFlow } from '../../../model/flow.ts';
import type { Attribution } from '../../../model/reason.ts';
import type { PatternsConfig } from './config.ts';
import { evseOf, group, groupOf, vehicleOf, type Finding, type PatternBook } from './pattern-book.ts';

/** Attributions that one flow alone settles: the driver's own doing and the backend's are no matter of equipment. */
const SETTLED: ReadonlySet<Attribution | null> = new Set(['driver', 'backend']);

/** Reboots this close belong to one loop. */
const BOOT_LOOP_MS = 30 * 60_000;

/** Reasons of a station that nobody reaches. */
const UNREACHED: ReadonlySet<string> = new Set(['connection_lost', 'remote_start_unanswered']);

/**
 * What one more failure shows together with those before it: the same at several stations of a site at once, of one
 * vehicle at several EVSEs, or of several vehicles at one connector (docs/kpis, attribution). The strongest first.
 */
export function sharedCause(book: PatternBook, config: PatternsConfig, flow: SettledFlow): Finding | null {
  if (flow.reason === null || SETTLED.has(flow.attribution)) return null;
  const windowMs = config.window_seconds * 1_000;
  const atSite = group(book, `site ${flow.site}|${flow.reason}`, flow, config.site_seconds * 1_000);
  const here = group(book, connectorKey(flow), flow, windowMs);
  const his =
    flow.identity === null ? [] : group(book, `vehicle ${flow.identity}|${flow.reason}`, flow, windowMs);
  return (
    bySite(config, flow, atSite) ??
    byBootLoop(book, flow) ??
    byVehicle(book, config, his) ??
    byConnector(config, here)
  );
}

/** The reboots of a station that turn out to have been the beginning of a loop. */
function byBootLoop(book: PatternBook, flow: SettledFlow): Finding | null {
  if (flow.reason !== 'reboot') return null;
  const flows = group(book, `boots ${flow.station}`, flow, BOOT_LOOP_MS);
  if (!flows.some(({ attribution }) => attribution === 'firmware')) return null;
  return { flows, attribution: 'firmware', why: 'the station boots again and again' };
}

const connectorKey = (flow: SettledFlow): string =>
  `connector ${evseOf(flow)}:${flow.connector}|${flow.reason}`;

function bySite(config: PatternsConfig, flow: SettledFlow, flows: readonly SettledFlow[]): Finding | null {
  const stations = new Set(flows.map(({ station }) => station)).size;
  if (stations < config.site_stations) return null;
  const attribution = UNREACHED.has(flow.reason ?? '') ? 'network' : 'site';
  return { flows, attribution, why: `${stations} stations of the site within ${config.site_seconds} s` };
}

function byVehicle(book: PatternBook, config: PatternsConfig, flows: readonly SettledFlow[]): Finding | null {
  const elsewhere = flows.filter((flow) => !suspect(book, config, flow));
  const evses = new Set(elsewhere.map(evseOf)).size;
  if (evses < config.evses) return null;
  return { flows: elsewhere, attribution: 'vehicle', why: `the same vehicle at ${evses} EVSEs` };
}

/** Others fail here in the same way: what happens to one vehicle here says nothing about it. */
function suspect(book: PatternBook, config: PatternsConfig, flow: SettledFlow): boolean {
  const others = groupOf(book, connectorKey(flow)).filter((other) => vehicleOf(other) !== vehicleOf(flow));
  return new Set(others.map(vehicleOf)).size >= config.vehicles - 1;
}

function byConnector(config: PatternsConfig, flows: readonly SettledFlow[]): Finding | null {
  const vehicles = new Set(flows.map(vehicleOf)).size;
  if (vehicles < config.vehicles) return null;
  const mine = flows.filter((flow) => flow.attribution !== 'vehicle' && flow.attribution !== 'site');
  return { flows: mine, attribution: 'evse', why: `${vehicles} vehicles at this connector` };
}
