import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { pageFigures } from './page-figures.ts';
import { writeWorld, type WrittenWorld } from './world/write-world.ts';

const HOUR_S = 3_600;
const WANTED = { stations: 60, days: 2, flows: 600 };

let folder: string;
let written: WrittenWorld;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-page-'));
  written = writeWorld(folder, WANTED, () => undefined);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the data of the page', () => {
  it('are as many flows as were asked for, each in a visit, and time of every connector that charged', () => {
    const opened = openSqliteLedger({ path: join(folder, 'api', 'ledger.sqlite') });
    if (!opened.ok) throw new Error(opened.error.message);
    const flows = [...opened.value.flows({})];
    const visits = [...opened.value.visits({})];
    const connectors = [...opened.value.connectors()].length;
    opened.value.close();
    expect(flows).toHaveLength(WANTED.flows);
    expect(visits.flatMap((visit) => visit.flows)).toHaveLength(WANTED.flows);
    expect(new Set(flows.map(({ outcome }) => outcome))).toContain('failed');
    expect(connectors).toBe(new Set(flows.map(({ station, evse }) => `${station} ${evse}`)).size);
  });

  it('are recorded series of every level, which a real Prometheus adds up to the same visits', async () => {
    const prometheus = await StoredPrometheus.on(folder, join(folder, 'prometheus'));
    const at = written.to / 1_000 - HOUR_S;
    const ask = async (query: string): Promise<number> =>
      Number((await prometheus.range(query, { start: at, end: at, step: 1 }))[0]?.values[0]?.[1]);
    const fleet = await ask('sum_over_time(fleet:ev_charge_visits:increase1h[23h59m:1h])');
    const sites = await ask('count(site:ev_charge_visits:increase1h)');
    const stations = await ask(
      'count(last_over_time(station:ev_charge_visits:increase1h{site="site-00001"}[2h]))',
    );
    await prometheus.stop();
    expect(sites).toBe(6);
    expect(stations).toBe(10);
    // 0.12 visits an hour and station, busy by day.
    expect(fleet / (0.12 * 60 * 24)).toBeCloseTo(1, 0);
  });

  it('are used again where the same are asked for', () => {
    expect(writeWorld(folder, WANTED, () => undefined)).toEqual(written);
  });
});

describe('the figures of the page', () => {
  it('miss their budgets where the page is slow, heavy or complains', () => {
    const quick = { opening: 1_900, changes: [{ name: 'time range', ms: 900 }], asked: [], ownBytes: 40_000 };
    const missed = (figures: ReturnType<typeof pageFigures>) =>
      figures.filter(({ ok }) => !ok).map(({ id }) => id);
    expect(missed(pageFigures({ ...quick, complaints: [] }, [{ name: 'summary', ms: 5_000 }]))).toEqual([]);
    const slow = {
      opening: 2_100,
      changes: [{ name: 'time range', ms: 1_100 }],
      asked: [],
      ownBytes: 351_000,
    };
    expect(missed(pageFigures({ ...slow, complaints: ['no'] }, []))).toEqual([
      'P13.page',
      'P13.filter.time-range',
      'P13.bytes',
      'P13.complaints',
    ]);
  });
});
