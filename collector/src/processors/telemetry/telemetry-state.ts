import type { ToldProblems } from '../station/faults/told-problems.ts';
import type { Gauges } from './gauges.ts';
import type { Link } from './links.ts';
import type { StateHistory } from './state-history.ts';
import type { Terminal } from './terminals.ts';

/** Everything that is remembered of equipment, links, terminals and sites. Plain data, part of the tracker's snapshot. */
export interface TelemetryState {
  /** By station; also what stations say over OCPP. */
  readonly stations: Map<string, Gauges>;
  /** By link. */
  readonly links: Map<string, Link>;
  /** The own modems of stations, by station. */
  readonly modems: Map<string, Link>;
  readonly terminals: Map<string, Terminal>;
  /** By site, then feeder; '' is the site as a whole. */
  readonly sites: Map<string, Map<string, Gauges>>;
  /** When problems were last told of, by station. */
  readonly problems: Map<string, ToldProblems>;
  /** Whether the grid is there, by site. */
  readonly grids: Map<string, StateHistory>;
}

/** Nothing has been heard. */
export const newTelemetryState = (): TelemetryState => ({
  stations: new Map(),
  links: new Map(),
  modems: new Map(),
  terminals: new Map(),
  sites: new Map(),
  problems: new Map(),
  grids: new Map(),
});

/** The entry of a key, made when it is new. */
export function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
