import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleFlow, exampleInterval, intervalEnded, settled } from '../ledger/examples.ts';
import { openSqliteLedger } from '../ledger/sqlite/sqlite-ledger.ts';
import type { Outcome } from '../model/outcome.ts';
import { apiBench, type ApiBench } from './testkit/api-bench.ts';
import { SEED_START } from './testkit/seeded-ledger.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await apiBench();
});
afterAll(() => bench.stop());

interface Item {
  readonly id: string;
  readonly start: string;
}

interface Page {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** Items of all pages; `between` is done after each. */
const all = async (path: string, between: () => void = () => undefined): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = (await bench.get(`${path}${cursor === null ? '' : `&cursor=${cursor}`}`)).json();
    items.push(...page.items);
    cursor = page.next_cursor;
    between();
  } while (cursor !== null);
  return items;
};

const write = (outcome: Outcome): void => {
  const ledger = openSqliteLedger({ path: bench.ledger, busyTimeoutMs: 2_000 });
  if (!ledger.ok) throw new Error(ledger.error.message);
  const written = ledger.value.write([outcome]);
  expect(written.ok).toBe(true);
  ledger.value.close();
};

describe('flows, page by page,', () => {
  it('are all of them, each once, the newest first', async () => {
    const items = await all('/flows?limit=50');
    expect(new Set(items.map(({ id }) => id)).size).toBe(360);
    const starts = items.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted().toReversed());
  });

  it('stay the same while newer ones come in', async () => {
    let number = 0;
    const before = (await all('/flows?limit=500')).map(({ id }) => id);
    const read = await all('/flows?limit=40', () => {
      number += 1;
      write(settled(exampleFlow({ id: `new${number}`, start: SEED_START + 90 * 86_400_000 + number })));
    });
    expect(read.map(({ id }) => id)).toEqual(before);
    const after = await all('/flows?limit=500');
    expect(after).toHaveLength(360 + number);
  });

  it('and figures see what was written a moment ago', async () => {
    const flows = async (): Promise<number> => (await bench.get('/summary')).json().current.figures.flows;
    const before = await flows();
    write(settled(exampleFlow({ id: 'later', start: SEED_START + 91 * 86_400_000 })));
    expect(await flows()).toBe(before + 1);
    // The same again, as after a restart of the stream.
    write(settled(exampleFlow({ id: 'later', start: SEED_START + 91 * 86_400_000 })));
    expect(await flows()).toBe(before + 1);
  });

  it('and states are counted once, however often the ledger is looked at', async () => {
    const seconds = async (): Promise<number> =>
      (await bench.get('/summary')).json().current.figures.availability.port_uptime.denominator;
    const before = await seconds();
    for (const hours of [1, 2, 3]) {
      const start = SEED_START + (300 + hours) * 86_400_000;
      write(intervalEnded(exampleInterval({ start, end: start + 3_600_000 })));
      expect(await seconds()).toBe(before + hours * 3_600);
    }
  });

  it('that begin at the same moment are not lost at the edge of a page', async () => {
    const start = SEED_START + 200 * 86_400_000;
    for (const id of ['t1', 't2', 't3', 't4', 't5'])
      write(settled(exampleFlow({ id, start, station: 'TIES' })));
    expect((await all('/flows?limit=2&station=TIES')).map(({ id }) => id)).toEqual([
      't5',
      't4',
      't3',
      't2',
      't1',
    ]);
    expect((await all('/flows?limit=2&outcome=success&from=2027-01-01T00:00:00Z')).length).toBe(5);
  });

  it('narrow by every filter', async () => {
    const every = await all('/flows?limit=500&to=2026-08-15T00:00:00Z');
    const filters = {
      ...{
        site: 'north',
        station: 'CS-3',
        vendor: 'Ohm',
        model: 'O22',
        firmware: '2.0',
        evse: '1',
        connector: '1',
      },
      ...{ outcome: 'failed', failed_stage: 'handshake', reason: 'no_energy', attribution: 'evse' },
      visit_result: 'first_ok',
    };
    for (const [name, value] of Object.entries(filters)) {
      const found = await all(`/flows?limit=500&to=2026-08-15T00:00:00Z&${name}=${value}`);
      const expected = every.filter((item) => String(Reflect.get(item, name)) === value);
      expect([name, found]).toEqual([name, expected]);
      expect([name, found.length]).not.toEqual([name, 0]);
    }
  });

  it('take several values of one filter as alternatives', async () => {
    const found = await all('/flows?limit=500&to=2026-08-15T00:00:00Z&site=north&site=south');
    expect(found.length).toBe(270);
  });
});

describe('a cursor', () => {
  it('is good for its own query only', async () => {
    const { next_cursor: cursor } = (await bench.get('/flows?limit=5&site=north')).json();
    expect((await bench.get(`/flows?limit=7&site=north&cursor=${cursor}`)).statusCode).toBe(200);
    const other = await bench.get(`/flows?limit=5&site=south&cursor=${cursor}`);
    expect([other.statusCode, other.json().code]).toEqual([400, 'invalid_cursor']);
  });

  it.each([
    ['/stations?limit=2', 5],
    ['/sites?limit=1', 3],
    ['/exclusions?limit=1', 2],
    ['/intervals?station=CS-1&limit=7', 90],
  ])('goes through %s', async (path, count) => {
    const items = await all(path);
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(items.length);
    expect(items.length).toBeGreaterThanOrEqual(count);
  });
});

describe('groups, page by page,', () => {
  const keys = async (path: string, limit: number): Promise<readonly string[]> => {
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = (await bench.get(`${path}&limit=${limit}${from}`)).json();
      expect(page.items.length).toBeLessThanOrEqual(limit);
      read.push(...page.items.map(({ key }: { readonly key: string }) => key));
      cursor = page.next_cursor;
    } while (cursor !== null);
    return read;
  };

  it.each(['charges_lost', 'first_charge_success', 'reliability_index', 'flows', 'key'])(
    'are all of them, each once, ranked by %s as on one page',
    async (rank) => {
      const whole = await keys(`/breakdown?by=station&rank=${rank}`, 100);
      expect(whole.length).toBeGreaterThan(3);
      expect(await keys(`/breakdown?by=station&rank=${rank}`, 1)).toEqual(whole);
      expect(await keys(`/breakdown?by=station&rank=${rank}`, 3)).toEqual(whole);
    },
  );

  it('tell on each page how many there are', async () => {
    const first = (await bench.get('/breakdown?by=station&limit=2')).json();
    const second = (await bench.get(`/breakdown?by=station&limit=2&cursor=${first.next_cursor}`)).json();
    expect([first.total, second.total, second.next_cursor]).toEqual([4, 4, null]);
  });

  it('do not go on with the cursor of another rank', async () => {
    const { next_cursor: cursor } = (await bench.get('/breakdown?by=station&limit=2')).json();
    const answer = await bench.get(`/breakdown?by=station&rank=flows&limit=2&cursor=${cursor}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_cursor']);
  });
});
