import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportFromLedger } from '../ledger/report/from-ledger.ts';
import type { Report } from '../ledger/report/report.ts';
import { openSqliteLedger } from '../ledger/sqlite/sqlite-ledger.ts';
import type { LedgerQuery } from '../ledger/ledger.ts';
import { apiBench, type ApiBench } from './testkit/api-bench.ts';
import { SEED_START, seededInventory } from './testkit/seeded-ledger.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await apiBench();
});
afterAll(() => bench.stop());

const ask = async (path: string) => {
  const answer = await bench.get(path);
  expect([path, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([path, 200, '']);
  return answer.json();
};

/** `report` over the same ledger. */
const reported = (query: LedgerQuery = {}): Report => {
  const ledger = openSqliteLedger({ path: bench.ledger });
  if (!ledger.ok) throw new Error(ledger.error.message);
  const report = reportFromLedger(ledger.value, query, seededInventory());
  ledger.value.close();
  return report;
};

/** Sums of fractions, added in another order, differ in their last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'number' ? Number(inner.toPrecision(12)) : inner,
    ),
  );

const from = SEED_START + 5 * 86_400_000 + 1;
const to = SEED_START + 21 * 86_400_000;
const stretch = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

interface Indexed {
  readonly reliability_index: { readonly score?: number };
}

interface HourGroup {
  readonly key: string;
  readonly kpis: { readonly session_success: { readonly numerator: number; readonly denominator: number } };
}

const QUERIES: readonly (readonly [string, string, LedgerQuery])[] = [
  ['the whole ledger', '', {}],
  ['a stretch of time', stretch, { from, to }],
  ['a site', 'site=north', { site: 'north' }],
  ['a station in a stretch of time', `station=CS-2&${stretch}`, { station: 'CS-2', from, to }],
];

describe.each(QUERIES)('figures of %s are those of `report`:', (_, query, asked) => {
  it('summary', async () => {
    const { current } = await ask(`/summary?${query}`);
    const { flows, visits, outcomes, charges_lost, kpis, reliability_index, availability } = reported(asked);
    const { stations: _stations, ...whole } = availability;
    expect(rounded(current.figures)).toEqual(
      rounded({ flows, visits, outcomes, charges_lost, kpis, reliability_index, availability: whole }),
    );
    expect(current.figures.flows).toBeGreaterThan(20);
  });

  it('funnel and failures', async () => {
    const funnel = await ask(`/funnel?${query}`);
    const { funnel: stages, failures } = reported(asked);
    expect(funnel).toMatchObject({ stages, failures });
  });

  it('start times', async () => {
    const times = await ask(`/start-times?${query}`);
    expect(rounded(times)).toMatchObject(rounded(reported(asked).start_time) as object);
  });

  it('stations, sites, models and firmware', async () => {
    const report = reported(asked);
    const groups = {
      station: report.stations,
      site: report.sites,
      model: report.models,
      firmware: report.firmwares,
    };
    for (const [by, expected] of Object.entries(groups)) {
      const { items, total } = await ask(`/breakdown?by=${by}&rank=key&${query}`);
      expect(total).toBe(expected.length);
      expect(rounded(items)).toMatchObject(rounded(expected) as object[]);
    }
  });

  it('stations that lost most, in their order', async () => {
    const { items } = await ask(`/breakdown?by=station&${query}`);
    const ranked = items
      .filter((item: { too_few: boolean; charges_lost: number }) => !item.too_few && item.charges_lost > 0)
      .map((item: { key: string }) => item.key);
    expect(ranked).toEqual(reported(asked).worst_stations);
  });

  it('stations by index, the worst first', async () => {
    const { items } = await ask(`/breakdown?by=station&rank=reliability_index&${query}`);
    const scores = items.flatMap(({ reliability_index: { score } }: Indexed) => score ?? []);
    expect(scores).toEqual([...scores].sort((one, other) => one - other));
    expect(scores).not.toEqual([]);
  });

  it('hours of the sites that lost most', async () => {
    const zone = 'time_zone=America/Los_Angeles';
    const { items } = await ask(`/heatmap?limit=2&${zone}&${query}`);
    const sites = await ask(`/breakdown?by=site&limit=2&${query}`);
    expect(items.map(({ site }: { site: string }) => site)).toEqual(
      sites.items.map(({ key }: { key: string }) => key),
    );
    for (const { site, hours } of items) {
      const own = `${query}&site=${site}`.replace('site=north&site=north', 'site=north');
      const byHour = await ask(`/breakdown?by=hour&${zone}&${own}`);
      const expected = byHour.items.map(({ key, kpis: { session_success: share } }: HourGroup): unknown => ({
        hour: Number(key),
        attempts: share.denominator,
        failed: share.denominator - share.numerator,
      }));
      expect(hours.filter(({ attempts }: { attempts: number }) => attempts > 0)).not.toEqual([]);
      expect(hours).toEqual(
        expected.sort((one: { hour: number }, other: { hour: number }) => one.hour - other.hour),
      );
    }
  });

  it('scorecards', async () => {
    const { items } = await ask(`/scorecards?${query}`);
    const { firmwares } = reported(asked);
    for (const { vendor, model, firmware, ...figures } of firmwares) {
      const card = items.find(
        (item: Record<string, unknown>) =>
          item['vendor'] === vendor && item['model'] === model && item['firmware'] === firmware,
      );
      expect(rounded(card)).toMatchObject(rounded(figures) as object);
    }
    expect(items).toHaveLength(firmwares.length);
  });
});

interface Card {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
}

it('time, faults and stations of a scorecard count for what stations were last, whichever firmware is asked for', async () => {
  const all: readonly Card[] = (await ask('/scorecards')).items;
  for (const { vendor, model, firmware } of all) {
    const filter = new URLSearchParams({ vendor, model, firmware });
    const [card, ...others] = (await ask(`/scorecards?${filter}`)).items;
    const { flows, stations, faults, connector_hours, mtbf_hours, port_uptime } = card;
    expect(all).toContainEqual(
      expect.objectContaining({
        ...{ vendor, model, firmware, flows, stations, faults },
        ...{ connector_hours, mtbf_hours, port_uptime },
      }),
    );
    expect(others).toEqual([]);
  }
  expect(all).toHaveLength(4);
});
