import { EMPTY_INVENTORY, type Inventory } from '../../../inventory/inventory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type {
  Condition,
  Observation,
  Phase,
  Quantity,
  Subject,
  TelemetryArrival,
} from '../../../model/telemetry.ts';

/** 2026-11-01T10:00:00Z. */
export const T0 = 1_793_527_200_000;

const connector = (id: number) => ({
  id,
  powerType: 'DC' as const,
  ratedW: 150_000,
  portId: null,
  externalIds: {},
});
const site = (id: string) => ({
  ...{ id, name: id, timeZone: 'UTC', latitude: null, longitude: null, openingHours: '24/7' },
  ...{ programme: null, slo: null, feeders: [{ id: 'F1', externalIds: {} }], externalIds: {} },
});
const station = (id: string, at: string) => ({
  ...{ id, site: at, vendor: '', model: '', commissioned: null, connectorMap: {}, externalIds: {} },
  evses: [
    { id: 1, connectors: [connector(1)], externalIds: {} },
    { id: 2, connectors: [connector(1), connector(2)], externalIds: {} },
  ],
});

/** Site `depot` with stations CS-1 and CS-2, a router, a SIM of CS-2, and a terminal of EVSE 1 of CS-1; site `kerb` with CS-3. */
export const FIELD: Inventory = {
  ...EMPTY_INVENTORY,
  sites: new Map([site('depot'), site('kerb')].map((one) => [one.id, one])),
  stations: new Map(
    [station('CS-1', 'depot'), station('CS-2', 'depot'), station('CS-3', 'kerb')].map((one) => [one.id, one]),
  ),
  links: new Map([
    ['RUT-1', { id: 'RUT-1', site: 'depot', kind: 'router', stations: [], externalIds: {} }],
    ['SIM-2', { id: 'SIM-2', site: 'depot', kind: 'sim', stations: ['CS-2'], externalIds: {} }],
  ]),
  terminals: new Map([
    ['PT-1', { id: 'PT-1', site: 'depot', serves: [{ station: 'CS-1', evse: 1 }], externalIds: {} }],
  ]),
};

export const router: Subject = { of: 'link', link: 'RUT-1' };
export const terminal: Subject = { of: 'terminal', terminal: 'PT-1' };
export const feeder: Subject = { of: 'site', site: 'depot', feeder: 'F1' };
export const evseOf = (id: string, evse: number | null, at: number | null = null): Subject => ({
  of: 'station',
  station: id,
  evse,
  connector: at,
});

export const reading = (
  quantity: Quantity,
  value: number,
  location = '',
  phase: Phase = '',
): Observation => ({ kind: 'reading', quantity, value, location, phase });
export const condition = (what: Condition, holds: boolean): Observation => ({
  kind: 'condition',
  condition: what,
  holds,
});

/** Received `seconds` after T0, and so dated unless `observed` (seconds after T0; null: not dated) says otherwise. */
export const arrival = (
  seconds: number,
  subject: Subject,
  observation: Observation,
  { observed = seconds as number | null, event = null as string | null } = {},
): TelemetryArrival => ({
  kind: 'telemetry',
  receivedAt: T0 + seconds * 1_000,
  observedAt: observed === null ? null : T0 + observed * 1_000,
  source: 'mqtt/depot',
  subject,
  observation,
  event,
});

/** Without what is said of each observation. */
export const telling = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.filter(({ kind }) => kind !== 'observation');
