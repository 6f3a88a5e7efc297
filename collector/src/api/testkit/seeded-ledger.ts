import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { FieldInventory } from '../../inventory/field-inventory.ts';
import {
  exampleExclusion,
  exampleFlow,
  exampleInterval,
  exampleStretch,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../../ledger/examples.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import { FLOW_OUTCOMES, type SettledFlow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import { STAGES } from '../../model/stage.ts';

/** First moment of the seeded time: 1 July 2026, UTC. */
export const SEED_START = Date.UTC(2026, 6, 1);
const HOUR_MS = 3_600_000;

const INVENTORY = `
sites:
  - id: north
    name: North Road
    time_zone: America/Los_Angeles
    opening_hours: "06:00-22:00"
    programme: nevi
  - id: south
    time_zone: UTC
stations:
  - { id: CS-1, site: north, vendor: Volta, model: V150, commissioned: "2026-06-01", evses: [{ id: 1, connectors: [{ id: 1, power_type: DC, rated_watts: 150000, port_id: USA*NOR*P1 }] }] }
  - { id: CS-2, site: north, vendor: Volta, model: V150, evses: [{ id: 1, connectors: [{ id: 1, power_type: DC, rated_watts: 150000 }] }] }
  - { id: CS-3, site: south, vendor: Ohm, model: O22, evses: [{ id: 1, connectors: [{ id: 1, power_type: AC, rated_watts: 22000 }] }] }
  - { id: CS-9, site: south, vendor: Ohm, model: O22, evses: [{ id: 1, connectors: [{ id: 1, power_type: AC, rated_watts: 22000 }] }] }
`;

/** The inventory of the seeded ledger; CS-9 was never heard, CS-4 is not listed. */
export const seededInventory = (): FieldInventory => {
  const loaded = loadInventory({ file: 'inventory.yaml', text: INVENTORY, defaultSite: 'default' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
};

const STATIONS = [
  { station: 'CS-1', site: 'north', vendor: 'Volta', model: 'V150' },
  { station: 'CS-2', site: 'north', vendor: 'Volta', model: 'V150' },
  { station: 'CS-3', site: 'south', vendor: 'Ohm', model: 'O22' },
  { station: 'CS-4', site: 'default', vendor: 'Ohm', model: 'O22' },
] as const;

/** Numbers between 0 and 1 that look like chance and are the same each time (Numerical Recipes' generator). */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const id = (number: number): string => number.toString(16).padStart(16, '0');

/** A flow of some outcome; firmware 2.0 comes in the middle of the time. */
export const seededFlow = (number: number, random: () => number): SettledFlow => {
  const place = STATIONS[number % STATIONS.length] ?? STATIONS[0];
  const start = SEED_START + number * 2 * HOUR_MS + Math.floor(random() * HOUR_MS);
  const outcome = random() < 0.7 ? 'success' : (FLOW_OUTCOMES[Math.floor(random() * 6)] ?? 'success');
  const isBad = outcome === 'failed' || outcome === 'interrupted' || outcome === 'refused';
  const reached = outcome === 'success' || outcome === 'interrupted' || random() < 0.2;
  const failedStage =
    outcome === 'failed'
      ? reached
        ? 'energy'
        : 'handshake'
      : outcome === 'refused'
        ? 'authorize'
        : 'energy';
  const reason = outcome === 'refused' ? 'credential_expired' : reached ? 'ground_fault' : 'no_energy';
  const until = isBad ? STAGES.indexOf(failedStage) : STAGES.length - 1;
  return exampleFlow({
    ...place,
    id: id(number + 1),
    traceId: id(number + 1).repeat(2),
    firmware: number < 180 ? '1.0' : '2.0',
    ...{ start, end: start + HOUR_MS / 2, receivedEnd: start + HOUR_MS / 2, outcome },
    failedStage: isBad ? failedStage : null,
    reason: isBad ? reason : null,
    attribution: isBad ? (random() < 0.5 ? 'evse' : 'vehicle') : null,
    stages: STAGES.slice(0, until + 1).map((stage, index) => ({
      ...{ stage, start: start + index * 1_000, end: start + index * 1_000 + 500 },
      result: isBad && index === until ? ('failed' as const) : ('ok' as const),
      reason: isBad && index === until ? reason : null,
    })),
    powerType: place.vendor === 'Volta' ? 'DC' : 'AC',
    reachedEnergy: reached,
    validStop: outcome === 'success',
    recovered: random() < 0.03,
    machineStartSeconds: reached ? 5 + random() * 60 : null,
    driverStartSeconds: reached ? 10 + random() * 80 : null,
    powerRatio: reached && random() < 0.8 ? random() : null,
    visit: id(Math.floor(number / 8) * 4 + (number % STATIONS.length) + 1),
    attempt: number % 8 < 4 ? 1 : 2,
  });
};

/** Visits of two flows each, of one station. */
const visitsOf = (flows: readonly SettledFlow[]): readonly Outcome[] =>
  [...Map.groupBy(flows, ({ visit }) => visit)].map(([visit, of]) => {
    const [first = exampleFlow()] = of;
    const succeeded = of.some(({ outcome }) => outcome === 'success');
    const isCounted = of.some(({ outcome }) => !['abandoned', 'unknown', 'refused'].includes(outcome));
    return visitEnded(
      exampleVisit({
        ...{
          id: visit,
          site: first.site,
          station: first.station,
          evse: first.evse,
          connector: first.connector,
        },
        ...{ vendor: first.vendor, model: first.model, firmware: first.firmware },
        ...{ start: first.start, end: of.at(-1)?.end ?? first.end, flows: of.map((flow) => flow.id) },
        result:
          !isCounted || first.outcome === 'unknown'
            ? 'not_counted'
            : first.outcome === 'success'
              ? 'first_ok'
              : succeeded
                ? 'later_ok'
                : 'failed',
        charged: of.some(({ reachedEnergy }) => reachedEnergy),
      }),
    );
  });

const intervals = (): readonly Outcome[] =>
  STATIONS.flatMap(({ station, site }, index) =>
    Array.from({ length: 30 }, (_, day) => {
      const start = SEED_START + day * 24 * HOUR_MS;
      const down = start + (2 + index) * HOUR_MS;
      const place = { station, site, evse: 1, connector: 1 };
      return [
        intervalEnded(exampleInterval({ ...place, start, end: down })),
        intervalEnded(
          exampleInterval({
            ...place,
            state: day % 5 === 0 ? 'faulted' : 'charging',
            start: down,
            end: down + HOUR_MS,
          }),
        ),
        intervalEnded(
          exampleInterval({
            ...place,
            state: day % 9 === 0 ? 'unknown' : 'available',
            start: down + HOUR_MS,
            end: start + 24 * HOUR_MS,
          }),
        ),
      ];
    }).flat(),
  );

/** A restart of CS-3, a fault that the catalogue has, and one that only a later catalogue may have. */
const events = (): readonly Outcome[] => {
  const place = { site: 'south', station: 'CS-3' };
  const fault = { ...place, kind: 'fault_raised', source: 'ocpp', evse: 1, connector: 1 } as const;
  return [
    { ...place, kind: 'station_boot', at: SEED_START + HOUR_MS, reason: 'power_up' },
    { ...fault, at: SEED_START + 2 * HOUR_MS, fault: 'F36' },
    { ...fault, at: SEED_START + 3 * HOUR_MS, fault: 'F999' },
  ];
};

/** Fills a ledger with a month of four stations: 360 flows, visits, states, a stretch without capability, two exclusions. */
export const seed = (ledger: Ledger): void => {
  const random = chance(7);
  const flows = Array.from({ length: 360 }, (_, number) => seededFlow(number, random));
  const stretch = exampleStretch({
    ...{ station: 'CS-2', start: SEED_START + 30 * HOUR_MS, end: SEED_START + 60 * HOUR_MS },
    proof: id(20),
  });
  ledger.write([
    ...flows.map(settled),
    ...visitsOf(flows),
    ...intervals(),
    { kind: 'capability', at: stretch.start, stretch },
    ...events(),
  ]);
  const outage = { start: SEED_START + 3 * HOUR_MS, end: SEED_START + 4 * HOUR_MS };
  ledger.propose([
    exampleExclusion({ ...outage, id: id(1), evidence: ['station:CS-1', 'station:CS-2'] }),
    exampleExclusion({ ...outage, id: id(2), site: 'south', station: 'CS-3', kind: 'vandalism' }),
  ]);
};

/** A file with the seeded ledger in it. */
export const seededLedgerFile = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'firstcharge-api-')), 'ledger.sqlite');
  const ledger = openSqliteLedger({ path });
  if (!ledger.ok) throw new Error(ledger.error.message);
  seed(ledger.value);
  ledger.value.close();
  return path;
};
