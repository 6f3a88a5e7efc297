import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EMPTY_INVENTORY, type Inventory } from '../../inventory/inventory.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { ConnectorState } from '../../model/availability.ts';
import {
  exampleExclusion,
  exampleFailure,
  exampleFlow,
  exampleInterval,
  intervalEnded,
  settled,
} from '../examples.ts';
import type { Ledger } from '../ledger.ts';
import { openSqliteLedger } from '../sqlite/sqlite-ledger.ts';
import { makeUptimeReport } from './make-uptime-report.ts';
import { parsePeriod, type PeriodOptions } from './period.ts';
import { readProgrammes } from '../../inventory/programmes/programmes.ts';
import { CSV_ROWS, renderUptimeCsv } from './render-csv.ts';
import { renderUptimeTable } from './render-table.ts';
import type { UptimeReport } from './uptime-report.ts';

const INVENTORY = `
sites:
  - { id: north, time_zone: America/Los_Angeles, opening_hours: "06:00-22:00" }
  - { id: south, time_zone: Europe/London }
stations:
  - id: CS-1
    site: north
    evses:
      - id: 1
        connectors:
          - { id: 1, power_type: DC, rated_watts: 150000, port_id: "USA*NOR*P1" }
          - { id: 2, power_type: DC, rated_watts: 50000, port_id: "USA*NOR*P1" }
      - { id: 2, connectors: [{ id: 1, power_type: AC, rated_watts: 11000 }] }
  - id: CS-2
    site: south
    commissioned: 2026-11-11
    evses: [{ id: 1, connectors: [{ id: 1, power_type: DC, rated_watts: 50000 }] }]
`;
const inventoryOf = (text: string): Inventory => {
  const loaded = loadInventory({ file: 'inventory.yaml', text, defaultSite: 'default' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
};

let ledger: Ledger;
beforeEach(() => {
  const opened = openSqliteLedger({ path: ':memory:' });
  if (!opened.ok) throw new Error(opened.error.message);
  ledger = opened.value;
});
afterEach(() => ledger.close());

/** States of one connector, one after the other; times without an offset are UTC. */
const states = (
  place: { station: string; site: string; evse: number; connector: number },
  ...steps: readonly (readonly [ConnectorState, string, string])[]
): void => {
  ledger.write(
    steps.map(([state, start, end]) =>
      intervalEnded(exampleInterval({ ...place, state, start: Date.parse(start), end: Date.parse(end) })),
    ),
  );
};
const P1 = { station: 'CS-1', site: 'north', evse: 1, connector: 1 };
const SOUTH = { station: 'CS-2', site: 'south', evse: 1, connector: 1 };

const report = (
  name: string,
  period: PeriodOptions,
  inventory = inventoryOf(INVENTORY),
  sessions = false,
): UptimeReport => {
  const programme = readProgrammes();
  const months = parsePeriod(period);
  if (!programme.ok || !months.ok) throw new Error('cannot be');
  const made = makeUptimeReport(ledger, {
    programme: programme.value.get(name)!,
    period: months.value,
    inventory,
    sessions,
  });
  return made;
};
const port = (of: UptimeReport, id: string) => {
  const found = of.ports.find((one) => one.port_id === id);
  if (!found) throw new Error(`no port ${id}`);
  return found;
};

describe('the months of a report', () => {
  it.each([
    [{ month: '2026-11' }, ['2026-11']],
    [{ quarter: '2026Q3' }, ['2026-7', '2026-8', '2026-9']],
    [{ quarter: '2026-Q1' }, ['2026-1', '2026-2', '2026-3']],
  ])('of %j are %j', (options, months) => {
    const period = parsePeriod(options);
    expect(period.ok && period.value.map(({ year, month }) => `${year}-${month}`)).toEqual(months);
  });

  it('of a year are twelve', () => {
    const period = parsePeriod({ year: '2026' });
    expect(period.ok && period.value).toHaveLength(12);
  });

  it.each([
    {},
    { month: '2026-13' },
    { month: '2026' },
    { quarter: '2026Q5' },
    { year: '26' },
    { month: '2026-11', year: '2026' },
  ])('of %j are none', (options) => {
    const period = parsePeriod(options);
    expect(period.ok ? '' : period.error).toContain('--quarter 2026Q3');
  });

  it('begin and end at midnight on the clock of the site, also when it is changed', () => {
    states(P1, ['available', '2026-10-01T00:00:00Z', '2026-12-31T00:00:00Z']);
    const [month] = port(report('nevi', { month: '2026-11' }), 'USA*NOR*P1').months;
    expect(month).toMatchObject({
      ...{ from: '2026-11-01T07:00:00.000Z', to: '2026-12-01T08:00:00.000Z' },
      ...{ t_minutes: 30 * 1_440 + 60, coverage: 1, uptime: 1 },
    });
  });
});

describe('a port', () => {
  it('is what charges one vehicle: connectors that share the regulator’s id, else an EVSE', () => {
    states({ ...P1, connector: 3 }, ['available', '2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z']);
    expect(
      report('nevi', { month: '2026-11' }).ports.map(({ port_id, rated_w }) => [port_id, rated_w]),
    ).toEqual([
      ['USA*NOR*P1', 150_000],
      ['CS-1/2', 11_000],
      ['CS-1/1', null],
      ['CS-2/1', 50_000],
    ]);
  });

  it('is up while one of its connectors is', () => {
    states(P1, ['charging', '2026-11-02T08:00:00Z', '2026-11-02T20:00:00Z']);
    states({ ...P1, connector: 2 }, ['unavailable', '2026-11-02T08:00:00Z', '2026-11-02T20:00:00Z']);
    expect(port(report('nevi', { month: '2026-11' }), 'USA*NOR*P1').months[0]).toMatchObject({
      ...{ observed_minutes: 720, t_outage_minutes: 0, uptime: 1 },
    });
  });

  it('that nobody ever heard has no uptime, and a coverage of nothing', () => {
    const [month] = port(report('nevi', { month: '2026-11' }), 'CS-1/2').months;
    expect(month).toMatchObject({ coverage: 0, uptime: null, window: { meets_requirement: 'open' } });
  });

  it('is measured from the day of its commissioning', () => {
    states(SOUTH, ['available', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z']);
    expect(port(report('nevi', { month: '2026-11' }), 'CS-2/1').months[0]).toMatchObject({
      ...{ t_minutes: 20 * 1_440, coverage: 1 },
    });
  });

  it('gets the state of its outages, whole, and what of them is excluded', () => {
    // 05:00 to 09:00 in Los Angeles, of which one hour before the site opens.
    states(
      P1,
      ['faulted', '2026-11-02T13:00:00Z', '2026-11-02T15:00:00Z'],
      ['unknown', '2026-11-02T15:00:00Z', '2026-11-02T17:00:00Z'],
    );
    expect(port(report('nevi', { month: '2026-11' }), 'USA*NOR*P1').outages).toEqual([
      {
        from: '2026-11-02T13:00:00.000Z',
        to: '2026-11-02T17:00:00.000Z',
        minutes: 240,
        excluded_minutes: { closed_hours: 60 },
        states: ['faulted', 'unknown'],
      },
    ]);
  });

  it('counts an outage from the month before only as far as it reaches into this one, and lists it whole', () => {
    states(SOUTH, ['faulted', '2026-11-29T00:00:00Z', '2026-12-03T00:00:00Z']);
    const { months, outages } = port(report('nevi', { month: '2026-12' }), 'CS-2/1');
    expect(months[0]?.t_outage_minutes).toBe(2 * 1_440);
    expect(outages[0]?.minutes).toBe(4 * 1_440);
  });

  it('averages over the twelve months before the end of each month', () => {
    states(
      { ...P1, evse: 2 },
      ['available', '2025-10-01T07:00:00Z', '2026-09-01T07:00:00Z'],
      ['faulted', '2026-09-01T07:00:00Z', '2026-10-01T07:00:00Z'],
      ['available', '2026-10-01T07:00:00Z', '2026-11-01T07:00:00Z'],
    );
    const { months } = port(
      report('nevi', { quarter: '2026Q3' }, inventoryOf(INVENTORY.replace('06:00-22:00', '24/7'))),
      'CS-1/2',
    );
    expect(months.map(({ uptime }) => uptime)).toEqual([1, 1, 0]);
    expect(months[2]?.window).toMatchObject({
      ...{ from: '2025-10-01T07:00:00.000Z', to: '2026-10-01T07:00:00.000Z' },
      ...{ t_minutes: 525_600, uptime: 335 / 365, meets_requirement: 'no' },
    });
  });
});

describe('the requirement', () => {
  const year = (outageDays: number, observedDays: number): UptimeReport => {
    const day = (of: number): string => new Date(Date.UTC(2026, 0, 1 + of)).toISOString();
    states(
      { ...SOUTH, station: 'CS-9' },
      ['faulted', day(0), day(outageDays)],
      ['available', day(outageDays), day(observedDays)],
    );
    return report('nevi', { month: '2026-12' }, EMPTY_INVENTORY);
  };
  const verdict = (of: UptimeReport) => port(of, 'CS-9/1').months[0]?.window.meets_requirement;

  it('is met when no unobserved time could break it', () => expect(verdict(year(5, 365))).toBe('yes'));
  it('is open when the unobserved time decides', () => expect(verdict(year(5, 200))).toBe('open'));
  it('is not met when no unobserved time could save it', () => expect(verdict(year(20, 200))).toBe('no'));
});

describe('exclusions', () => {
  const outage = exampleExclusion({
    site: 'south',
    start: Date.parse('2026-11-20T00:00:00Z'),
    end: Date.parse('2026-11-21T00:00:00Z'),
  });
  beforeEach(() => states(SOUTH, ['faulted', '2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z']));
  const month = () => port(report('nevi', { month: '2026-11' }), 'CS-2/1');
  const ada = { by: 'Ada Example', at: Date.parse('2026-11-25T00:00:00Z'), note: '' };

  it('count when they are approved, and are said to be open before', () => {
    ledger.propose([outage]);
    expect([month().months[0]?.t_excluded_minutes, month().undecided_minutes]).toEqual([0, 1_440]);
    ledger.decide(outage.id, { state: 'approved', ...ada });
    expect([month().months[0]?.t_excluded_minutes, month().undecided_minutes]).toEqual([1_440, 0]);
    expect(month().months[0]?.t_outage_minutes).toBe(2_880);
  });

  it('count no more once they are rejected', () => {
    ledger.propose([outage]);
    ledger.decide(outage.id, { state: 'approved', ...ada });
    ledger.decide(outage.id, { state: 'rejected', ...ada, at: ada.at + 1 });
    expect([month().months[0]?.t_excluded_minutes, month().undecided_minutes]).toEqual([0, 0]);
  });

  it('of another site or station change nothing', () => {
    ledger.propose([
      { ...outage, site: 'north' },
      { ...outage, id: 'other', station: 'CS-1' },
    ]);
    ledger.decide(outage.id, { state: 'approved', ...ada });
    ledger.decide('other', { state: 'approved', ...ada });
    expect(month().months[0]?.t_excluded_minutes).toBe(0);
  });
});

describe('the network of the UK', () => {
  it('pools the ports of 50 kW and more, over open hours, and calls itself an estimate', () => {
    states(
      SOUTH,
      ['available', '2026-11-11T00:00:00Z', '2026-11-30T00:00:00Z'],
      ['faulted', '2026-11-30T00:00:00Z', '2026-12-01T00:00:00Z'],
    );
    states(P1, ['unknown', '2026-11-11T08:00:00Z', '2026-12-01T08:00:00Z']);
    const uk = report('uk', { month: '2026-11' });
    expect(uk.network).toMatchObject({ ports: 2, ports_not_applicable: 1, ports_not_classified: 0 });
    // 20 days of the one, 20 days of 16 open hours of the other, of which nobody may ask anything.
    expect(uk.network.observed_minutes).toBe(20 * 1_440 + 20 * 960);
    expect(uk.network.uptime).toBeCloseTo(1 - 1_440 / (20 * 1_440 + 20 * 960), 12);
    expect(uk.estimate).toContain('OCPI');
    expect(renderUptimeTable(uk)).toContain('All 2 ports that it applies to (estimate)');
  });

  it('leaves out ports whose power is not known, and counts them', () => {
    states(SOUTH, ['available', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z']);
    const { network } = report('uk', { month: '2026-11' }, EMPTY_INVENTORY);
    expect(network).toMatchObject({ ports: 0, ports_not_classified: 1, uptime: null });
  });
});

describe('a report', () => {
  it('writes the CSV that it always wrote', () => {
    states(
      P1,
      ['available', '2026-11-01T07:00:00Z', '2026-11-10T12:00:00Z'],
      ['faulted', '2026-11-10T12:00:00Z', '2026-11-10T20:30:00Z'],
      ['available', '2026-11-10T20:30:00Z', '2026-12-01T08:00:00Z'],
    );
    states(
      SOUTH,
      ['available', '2026-11-11T00:00:00Z', '2026-11-20T00:00:00Z'],
      ['unobserved', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z'],
    );
    const cut = exampleExclusion({
      start: Date.parse('2026-11-10T15:00:00Z'),
      end: Date.parse('2026-11-10T16:00:00Z'),
    });
    ledger.propose([cut]);
    ledger.decide(cut.id, { state: 'approved', by: 'Ada Example', at: cut.end, note: '' });
    const start = Date.parse('2026-11-05T12:00:00Z');
    ledger.write([
      settled(
        exampleFlow({
          id: 'ok',
          start,
          end: start + 1_800_000,
          paymentMethod: 'card',
          errorCodes: ['CX018'],
        }),
      ),
      settled(
        exampleFailure({
          id: 'bad',
          start: start + 7_200_000,
          end: start + 7_260_000,
          errorCodes: ['CX012', '=1+1'],
        }),
      ),
      settled(
        exampleFailure({
          id: 'left',
          start: start + 9_000_000,
          end: start + 9_100_000,
          outcome: 'abandoned',
        }),
      ),
      settled(exampleFlow({ id: 'elsewhere', start, end: start + 60_000, evse: null, connector: null })),
    ]);
    const made = report('nevi', { month: '2026-11' }, inventoryOf(INVENTORY), true);
    for (const rows of CSV_ROWS) {
      const golden = readFileSync(join(import.meta.dirname, 'testdata', `nevi-${rows}.csv`), 'utf8');
      expect(renderUptimeCsv(made, rows)).toBe(golden);
    }
  });
});
