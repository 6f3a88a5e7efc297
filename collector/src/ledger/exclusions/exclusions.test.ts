import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../../config/source-error.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { StateInterval } from '../../model/availability.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { StationEvent } from '../../model/station-event.ts';
import { exampleFailure, exampleInterval, EXAMPLE_START, exampleFlow } from '../examples.ts';
import { openSqlite } from '../sqlite/sqlite-ledger.ts';
import { readMaintenance } from './maintenance.ts';
import { proposePlanned } from './planned-maintenance.ts';
import { proposalsFrom } from './propose.ts';
import { proposeSiteLosses } from './site-losses.ts';
import { proposeVandalism } from './vandalism.ts';
import { proposeVehicleFaults } from './vehicle-faults.ts';

const MINUTE = 60_000;
const at = (minutes: number): number => EXAMPLE_START + minutes * MINUTE;

/** A station that is known, silent from `from` to `to` (minutes), and known again. */
const silent = (station: string, from: number, to: number, after: StateInterval['state'] = 'available') =>
  [
    { start: at(-60), end: at(from), state: 'available' as const },
    { start: at(from), end: at(to), state: 'unknown' as const },
    { start: at(to), end: at(to + 600), state: after },
  ].map((span) => exampleInterval({ station, ...span }));
const propose = (
  intervals: readonly StateInterval[],
  flows: readonly SettledFlow[] = [],
  events: readonly StationEvent[] = [],
) => proposeSiteLosses('north', intervals, flows, events, at(1_000));
const event = (minute: number, change: Partial<StationEvent> = {}): StationEvent => ({
  ...{ site: 'north', station: 'CS-1', evse: 0, connector: 0, at: at(minute), kind: 'boot' },
  detail: 'power_up',
  ...change,
});

describe('a site that lost its supply', () => {
  const three = [...silent('CS-1', 0, 40), ...silent('CS-2', 0.5, 41), ...silent('CS-3', 0.9, 42)];

  it('is seen when three stations fall silent within a minute and come back', () => {
    const [proposal, ...others] = propose([...three, ...silent('CS-4', 300, 310)]);
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({
      ...{
        site: 'north',
        station: null,
        evse: null,
        kind: 'utility_interruption',
        start: at(0),
        end: at(42),
      },
      ...{
        evidence: ['station:CS-1', 'station:CS-2', 'station:CS-3'],
        proposedBy: 'firstcharge',
        decisions: [],
      },
    });
    expect(proposal?.reason).toContain('3 of 4 stations');
    expect(proposal?.reason).toContain('the link of the site may have been the cause');
  });

  it('has charges that ended by power loss for evidence', () => {
    const cut = exampleFlow({
      id: 'cut',
      start: at(-20),
      end: at(0),
      outcome: 'interrupted',
      reason: 'power_loss',
    });
    const [proposal] = propose(three, [cut, exampleFlow({ id: 'fine', start: at(-20), end: at(0) })]);
    expect(proposal?.evidence).toContain('flow:cut');
    expect(proposal?.evidence).not.toContain('flow:fine');
    expect(proposal?.reason).toContain('1 charge ended by power loss');
  });

  it('has restarts for evidence, which a site that lost its link only has not', () => {
    const [proposal] = propose(
      three,
      [],
      [
        event(40.5),
        event(41.2, { station: 'CS-2', detail: 'unknown' }),
        event(20, { station: 'CS-3', detail: 'firmware_update' }),
        event(400, { station: 'CS-3' }),
      ],
    );
    expect(proposal?.reason).toContain('2 of 3 stations restarted');
    expect(proposal?.evidence.slice(3)).toEqual([
      'boot:CS-1 power_up 2026-11-01T10:40:30.000Z',
      'boot:CS-2 unknown 2026-11-01T10:41:12.000Z',
    ]);
  });

  it('has what its meter and its router told for evidence', () => {
    const grid = event(0.2, { kind: 'grid', station: 'north', detail: 'lost' });
    const router = event(0.3, { kind: 'link', station: 'RUT-1', detail: 'down' });
    const [proposal] = propose(three, [], [grid, router, event(200, { kind: 'grid', detail: 'lost' })]);
    expect(proposal?.reason).toContain('the meter of the site saw the grid go, RUT-1 went down');
    expect(proposal?.evidence.filter((one) => /^(grid|link):/.test(one))).toEqual([
      `grid:north lost ${new Date(at(0.2)).toISOString()}`,
      `link:RUT-1 down ${new Date(at(0.3)).toISOString()}`,
    ]);
    expect(propose([...silent('CS-1', 0, 40), ...silent('CS-2', 0.5, 41)], [], [grid])).toHaveLength(1);
  });

  it('may have one station, where that says that its power came back', () => {
    expect(propose(silent('CS-1', 0, 40), [], [event(40.5)])).toHaveLength(1);
    expect(propose(silent('CS-1', 0, 40), [], [event(40.5, { detail: 'unknown' })])).toEqual([]);
    const other = exampleInterval({ station: 'CS-2', start: at(-60), end: at(600) });
    expect(propose([...silent('CS-1', 0, 40), other], [], [event(40.5)])).toEqual([]);
  });

  it('is not seen in two stations, in a slow sequence, or in one station with many connectors', () => {
    expect(propose([...silent('CS-1', 0, 40), ...silent('CS-2', 0, 40)])).toEqual([]);
    expect(propose([...silent('CS-1', 0, 40), ...silent('CS-2', 1, 40), ...silent('CS-3', 2, 40)])).toEqual(
      [],
    );
    const connectors = [1, 2, 3].flatMap((connector) =>
      silent('CS-1', 0, 40).map((one) => ({ ...one, connector })),
    );
    expect(propose(connectors)).toEqual([]);
  });

  it('is not seen where stations are new, or where nobody watched their return', () => {
    const born = three.filter(({ start }) => start !== at(-60));
    expect(propose(born)).toEqual([]);
    const blind = ['CS-1', 'CS-2', 'CS-3'].flatMap((station) => silent(station, 0, 40, 'unobserved'));
    expect(propose(blind)).toEqual([]);
  });

  it('does not wait for a station that stayed away for a reason of its own', () => {
    const [proposal] = propose([...three, ...silent('CS-4', 0.2, 3_000)]);
    expect(proposal?.end).toBe(at(42));
  });

  it('is proposed under the same id each time', () => {
    expect(propose(three)[0]?.id).toBe(proposeSiteLosses('north', three, [], [], at(2_000))[0]?.id);
  });
});

describe('a fault that came with the vehicle', () => {
  const fault = exampleInterval({ state: 'faulted', start: at(5), end: at(9) });
  const flow = exampleFailure({
    id: 'f',
    start: at(0),
    end: at(5),
    attribution: 'vehicle',
    errorCodes: ['CX010'],
  });

  it('is proposed with the charge as evidence', () => {
    expect(proposeVehicleFaults([fault], [flow], at(60))).toMatchObject([
      {
        kind: 'vehicle_fault',
        station: 'CS-1',
        evse: 1,
        start: at(5),
        end: at(9),
        evidence: ['flow:f', 'code:CX010'],
      },
    ]);
  });

  it('is not proposed where the vehicle was not to blame, elsewhere, or later', () => {
    expect(proposeVehicleFaults([fault], [{ ...flow, attribution: 'evse' }], 0)).toEqual([]);
    expect(proposeVehicleFaults([{ ...fault, connector: 2 }], [flow], 0)).toEqual([]);
    expect(proposeVehicleFaults([{ ...fault, start: at(8) }], [flow], 0)).toEqual([]);
    expect(proposeVehicleFaults([{ ...fault, state: 'unavailable' }], [flow], 0)).toEqual([]);
  });
});

describe('vandalism', () => {
  const outage = exampleInterval({ state: 'faulted', start: at(1), end: at(300) });
  const after = exampleInterval({ state: 'unknown', start: at(300), end: at(400) });
  const cut = event(0.5, { evse: 1, connector: 1, kind: 'fault', detail: 'F04' });
  const found = (...args: Partial<Parameters<typeof proposeVandalism>>) =>
    proposeVandalism(args[0] ?? [outage, after], args[1] ?? [], args[2] ?? [cut], at(500));

  it('is proposed where an outage began with a cut cable or an opened enclosure, as long as it lasted', () => {
    expect(found()).toMatchObject([
      {
        ...{ kind: 'vandalism', site: 'north', station: 'CS-1', evse: 1, start: at(1), end: at(400) },
        ...{ evidence: ['fault:CS-1/1 F04 2026-11-01T10:00:30.000Z'], proposedBy: 'firstcharge' },
        reason: 'outage that began with: cable cut or torn off',
      },
    ]);
  });

  it('is proposed once, with all signs, also where a charge was cut off', () => {
    const flow = exampleFlow({ id: 'cut', end: at(0.9), outcome: 'interrupted', reason: 'cable_cut' });
    const opened = event(0.2, { kind: 'fault', detail: 'F42' });
    const [proposal, ...more] = found(undefined, [flow], [cut, opened]);
    expect(more).toEqual([]);
    expect(proposal?.evidence).toHaveLength(3);
  });

  it('is not proposed for other faults, elsewhere, or for an outage that was there before', () => {
    expect(found(undefined, undefined, [{ ...cut, detail: 'F14' }])).toEqual([]);
    expect(found(undefined, undefined, [{ ...cut, evse: 2 }])).toEqual([]);
    expect(found([{ ...outage, start: at(-60) }])).toEqual([]);
    expect(found([{ ...outage, state: 'available' }])).toEqual([]);
  });
});

describe('planned work', () => {
  const inventory = (() => {
    const text = 'sites: [{ id: north, time_zone: Europe/Berlin }]';
    const loaded = loadInventory({ file: 'inventory.yaml', text, defaultSite: 'default' });
    if (!loaded.ok) throw new Error('cannot be');
    return loaded.value;
  })();
  const WINDOW = `maintenance:
  - site: north
    station: CS-1
    from: 2026-11-03T08:00
    to: 2026-11-03T10:30:00Z
    reason: filters
    evidence: [WO-17]
`;
  const WEEKLY = WINDOW.replace('from: 2026-11-03T08:00', 'every: Su 02:00-04:00').replace(
    '    to: 2026-11-03T10:30:00Z\n',
    '',
  );
  const planned = (text: string, intervals: readonly StateInterval[] = []) => {
    const windows = readMaintenance('work.yaml', text, inventory);
    if (!windows.ok) throw new Error(windows.error.map(formatSourceError).join('\n'));
    const within = { start: Date.parse('2026-10-01T00:00:00Z'), end: Date.parse('2026-12-01T00:00:00Z') };
    return windows.value.flatMap((window) =>
      proposePlanned(window, 'Europe/Berlin', within, intervals, { by: 'Ada Example', at: at(0) }),
    );
  };

  it('is on the clock of the site, or has an offset', () => {
    expect(planned(WINDOW)).toMatchObject([
      {
        ...{ kind: 'scheduled_maintenance', site: 'north', station: 'CS-1', evse: null, reason: 'filters' },
        ...{ start: Date.parse('2026-11-03T07:00:00Z'), end: Date.parse('2026-11-03T10:30:00Z') },
        ...{ evidence: ['WO-17'], proposedBy: 'Ada Example', decisions: [] },
      },
    ]);
  });

  it('that comes every week is proposed for the weeks in which something was down, with what was', () => {
    // Sundays 02:00 to 04:00 in Berlin: before the clock is put back, and after.
    const down = exampleInterval({
      state: 'unavailable',
      start: Date.parse('2026-10-18T00:30:00Z'),
      end: Date.parse('2026-10-18T01:00:00Z'),
    });
    const later = {
      ...down,
      start: Date.parse('2026-11-08T02:59:00Z'),
      end: Date.parse('2026-11-08T09:00:00Z'),
    };
    const other = { ...later, station: 'CS-2', start: Date.parse('2026-11-15T02:00:00Z') };
    expect(
      planned(WEEKLY, [down, later, other]).map(({ start, end, evidence }) => [start, end, evidence]),
    ).toEqual([
      [
        Date.parse('2026-10-18T00:00:00Z'),
        Date.parse('2026-10-18T02:00:00Z'),
        ['WO-17', 'interval:CS-1/1/1 unavailable 2026-10-18T00:30:00.000Z 30 min'],
      ],
      [
        Date.parse('2026-11-08T01:00:00Z'),
        Date.parse('2026-11-08T03:00:00Z'),
        ['WO-17', 'interval:CS-1/1/1 unavailable 2026-11-08T02:59:00.000Z 1 min'],
      ],
    ]);
  });

  it('that comes every week may be limited to some days', () => {
    const limited = WEEKLY.replace('    reason', '    from: 2026-11-01\n    to: 2026-11-08\n    reason');
    const always = exampleInterval({
      ...{ state: 'faulted', start: Date.parse('2026-10-01T00:00:00Z') },
      end: Date.parse('2026-12-01T00:00:00Z'),
    });
    expect(planned(limited, [always]).map(({ start }) => new Date(start).toISOString())).toEqual([
      '2026-11-01T01:00:00.000Z',
    ]);
  });

  it('names who answers for it', () => {
    expect(planned(WINDOW.replace('    reason', '    by: Bo Example\n    reason'))[0]?.proposedBy).toBe(
      'Bo Example',
    );
  });

  it.each([
    [
      'site: north',
      'site: nowhere',
      'work.yaml:2:11: maintenance[0].site: the inventory has no site `nowhere`',
    ],
    [
      'to: 2026-11-03T10:30:00Z',
      'to: 2026-11-03T06:00',
      'work.yaml:5:9: maintenance[0].to: does not lie after `from`',
    ],
    [
      'from: 2026-11-03T08:00',
      'from: next week',
      'work.yaml:4:11: maintenance[0].from: cannot be used. Fix: write 2026-11-03T08:00',
    ],
    ['from: 2026-11-03T08:00', 'from: 2026-13-03T08:00', 'does not lie after `from`'],
    ['    from: 2026-11-03T08:00\n', '', 'maintenance[0].from: is missing. Fix: write 2026-11-03T08:00'],
    ['    reason: filters\n', '', 'maintenance[0].reason: is missing'],
    ['reason:', 'raison:', 'is not a known key'],
    [
      'from: 2026-11-03T08:00',
      'every: on Sundays',
      'work.yaml:4:12: maintenance[0].every: cannot be used. Fix: write weekdays',
    ],
  ])('with %j written %j is refused with line and fix', (good, bad, problem) => {
    const windows = readMaintenance('work.yaml', WINDOW.replace(good, bad), inventory);
    expect(windows.ok ? '' : windows.error.map(formatSourceError).join('\n')).toContain(problem);
  });
});

describe('proposals from all that a ledger holds', () => {
  it('are made of a site with more intervals than a call takes arguments, too', () => {
    const opened = openSqlite({ path: ':memory:' });
    if (!opened.ok) throw new Error(opened.error.message);
    const { ledger, database } = opened.value;
    database.exec(`
      WITH RECURSIVE minute (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM minute WHERE n < 130000)
      INSERT INTO interval (station, evse, connector, start_at, end_at, site, state, known_at)
      SELECT 'CS-1', 1, 1, n * 60000, (n + 1) * 60000, 'north', 'available', 0 FROM minute`);
    const inventory = loadInventory({
      file: 'i.yaml',
      text: 'sites: [{ id: north }]',
      defaultSite: 'default',
    });
    if (!inventory.ok) throw new Error(JSON.stringify(inventory.error));
    expect(proposalsFrom({ ledger, inventory: inventory.value, at: at(200_000) }, {})).toEqual([]);
    ledger.close();
  });
});
