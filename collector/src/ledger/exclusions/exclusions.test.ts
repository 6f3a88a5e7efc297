import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../../config/source-error.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import type { StateInterval } from '../../model/availability.ts';
import { exampleFailure, exampleInterval, EXAMPLE_START, exampleFlow } from '../examples.ts';
import { readMaintenance } from './maintenance.ts';
import { proposeSiteLosses } from './site-losses.ts';
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
const propose = (intervals: readonly StateInterval[], flows = [] as ReturnType<typeof exampleFlow>[]) =>
  proposeSiteLosses('north', intervals, flows, at(1_000));

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
    expect(proposal?.reason).toContain('1 charges ended by power loss');
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
    expect(propose(three)[0]?.id).toBe(proposeSiteLosses('north', three, [], at(2_000))[0]?.id);
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

describe('planned maintenance', () => {
  const inventory = loadInventory({
    file: 'inventory.yaml',
    text: 'sites: [{ id: north, time_zone: Europe/Berlin }]',
    defaultSite: 'default',
  });
  const read = (text: string) => {
    if (!inventory.ok) throw new Error('cannot be');
    return readMaintenance({
      file: 'work.yaml',
      text,
      inventory: inventory.value,
      by: 'Ada Example',
      at: at(0),
    });
  };
  const WINDOW = `maintenance:
  - site: north
    station: CS-1
    from: 2026-11-03T08:00
    to: 2026-11-03T10:30:00Z
    reason: filters
    evidence: [WO-17]
`;

  it('is on the clock of the site, or has an offset', () => {
    const windows = read(WINDOW);
    expect(windows.ok && windows.value).toMatchObject([
      {
        ...{ kind: 'scheduled_maintenance', site: 'north', station: 'CS-1', evse: null, reason: 'filters' },
        ...{ start: Date.parse('2026-11-03T07:00:00Z'), end: Date.parse('2026-11-03T10:30:00Z') },
        ...{ evidence: ['WO-17'], proposedBy: 'Ada Example', decisions: [] },
      },
    ]);
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
    ['    reason: filters\n', '', 'maintenance[0].reason: is missing'],
    ['reason:', 'raison:', 'is not a known key'],
  ])('with %j written %j is refused with line and fix', (good, bad, problem) => {
    const windows = read(WINDOW.replace(good, bad));
    expect(windows.ok ? '' : windows.error.map(formatSourceError).join('\n')).toContain(problem);
  });
});
