import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONNECTOR_STATES } from '../../model/availability.ts';
import { StateColumns, type StateRow } from './state-columns.ts';

const STATES = CONNECTOR_STATES.length;
const CONNECTORS = 3;

function columnsOf(rows: readonly StateRow[], chunk: number): StateColumns {
  const columns = new StateColumns(chunk);
  for (let connector = 0; connector < CONNECTORS; connector += 1)
    columns.connectors.numberOf(`${connector}`, () => ({
      ...{ station: 'S', site: 'here', evse: connector, connector: 1 },
      ...{ latest: -Infinity, newest: 0 },
    }));
  for (const row of rows) columns.add(row);
  return columns;
}

/** ms of connector c in state s within the time, at c × states + s; -1 where the connector had no interval. */
function oneByOne(rows: readonly StateRow[], from: number, to: number): number[] {
  const within = rows.filter(({ start, end }) => end > from && start < to);
  return Array.from({ length: CONNECTORS * STATES }, (_, cell) => {
    const own = within.filter(({ connector }) => connector === Math.floor(cell / STATES));
    if (own.length === 0) return -1;
    return own
      .filter(({ state }) => state === cell % STATES)
      .reduce((sum, { start, end }) => sum + Math.min(end, to) - Math.max(start, from), 0);
  });
}

const row = fc
  .record({
    start: fc.nat(1_000),
    lasts: fc.nat(200),
    connector: fc.nat(CONNECTORS - 1),
    state: fc.nat(STATES - 1),
  })
  .map(({ lasts, ...rest }): StateRow => ({ ...rest, end: rest.start + lasts }));

describe('the time of connectors by state', () => {
  it('is the sum of intervals within any time, however many are summed up together', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(1_200),
        fc.nat(1_200),
        (rows, chunk, one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other) + 1];
          const { times, seen } = columnsOf(rows, chunk).sums(from, to);
          const told = [...times].map((time, cell) => (seen[Math.floor(cell / STATES)] === 1 ? time : -1));
          expect(told).toEqual(oneByOne(rows, from, to));
        },
      ),
    );
  });

  it('comes with the intervals of each connector, the newest first', () => {
    const rows = [0, 1, 0, 0].map((connector, index): StateRow => ({
      ...{ connector, state: index, start: index * 10, end: index * 10 + 10 },
    }));
    const columns = columnsOf(rows, 2);
    expect([...columns.of(0)]).toEqual([rows[3], rows[2], rows[0]]);
    expect([...columns.of(1)]).toEqual([rows[1]]);
    expect([...columns.of(2)]).toEqual([]);
  });
});
