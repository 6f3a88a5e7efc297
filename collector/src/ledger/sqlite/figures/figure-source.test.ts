import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSync } from 'node:sqlite';
import { EXAMPLE_START, exampleFlow, exampleVisit, settled, visitEnded } from '../../examples.ts';
import { openSqlite } from '../sqlite-ledger.ts';
import type { Ledger } from '../../ledger.ts';
import { FigureSource } from './figure-source.ts';

const DAY_MS = 86_400_000;
const SPAN = { from: EXAMPLE_START, to: Infinity };

let ledger: Ledger;
let database: DatabaseSync;
let now = 0;
beforeEach(() => {
  const opened = openSqlite({ path: ':memory:' });
  if (!opened.ok) throw new Error(opened.error.message);
  ({ ledger, database } = opened.value);
  now = EXAMPLE_START + 10 * DAY_MS;
});
afterEach(() => ledger.close());

const flowsOf = (source: FigureSource): number => source.columns(SPAN).flows.table.size;

describe('columns of a ledger', () => {
  it('hold everything once a row that could not be read is mended', () => {
    ledger.write([
      settled(exampleFlow({ id: 'early' })),
      settled(
        exampleFlow({ id: 'late', start: EXAMPLE_START + DAY_MS, receivedEnd: EXAMPLE_START + DAY_MS }),
      ),
      visitEnded(exampleVisit()),
    ]);
    database.exec(`UPDATE visit SET flows = 'damaged'`);
    const source = new FigureSource(database, { days: 95, now: () => now });
    expect(() => flowsOf(source)).toThrow();
    database.exec(`UPDATE visit SET flows = '[]'`);
    const { flows, visits } = source.columns(SPAN);
    expect([flows.table.size, visits.table.columns.result[visits.numberOf(exampleVisit().id)]]).toEqual([
      2,
      expect.any(Number),
    ]);
    expect(visits.table.columns.start[visits.numberOf(exampleVisit().id)]).toBe(exampleVisit().start);
  });

  it('are loaded again when the clock was years ahead and is right again', () => {
    now = EXAMPLE_START + 9_000 * DAY_MS;
    const source = new FigureSource(database, { days: 95, now: () => now });
    ledger.write([settled(exampleFlow())]);
    source.columns({ from: Infinity, to: Infinity });
    now = EXAMPLE_START + DAY_MS;
    expect(source.columns({ from: Infinity, to: Infinity }).flows.table.size).toBe(1);
  });
});
