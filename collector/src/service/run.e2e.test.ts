import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeMetrics, type DecodedSpan } from '../exporters/otlp/testdata/otlp-decoding.ts';
import { translated } from '../exporters/testdata/translated.ts';
import { openSqliteLedger } from '../ledger/sqlite/sqlite-ledger.ts';
import type { SettledFlow } from '../model/flow.ts';
import { METRIC_ROWS } from '../telemetry/metric-table.ts';
import { CollectorBench } from './testkit/collector-bench.ts';
import type { RunningProcess } from './testkit/collector-process.ts';
import { Station16, Station201 } from './testkit/charging-station.ts';
import { isAlive, until } from './testkit/processes.ts';
import { valueOf } from './testkit/stream-bench.ts';

const TAGS = ['WELCOME7F3A16', 'WELCOME7F3A201', 'UNLUCKY9C1B', 'BLOCKED5D2E', 'BLOCKED5D2F'];

/** What Prometheus must say once all five drivers have left. */
const EXPECTED: readonly (readonly [name: string, query: string, value: number])[] = [
  ['charge starts tried', 'sum(ev_charge_start_attempts_total)', 3],
  ['charge starts that succeeded', 'sum(ev_charge_start_successes_total)', 2],
  ['charge ends tried', 'sum(ev_charge_end_attempts_total)', 2],
  ['charge ends that succeeded', 'sum(ev_charge_end_successes_total)', 2],
  ['sessions that succeeded', 'sum(ev_charge_session_successes_total)', 2],
  ['successes', 'sum(ev_charge_flows_total{outcome="success"})', 2],
  ['failures', 'sum(ev_charge_flows_total{outcome="failed"})', 1],
  ['refusals', 'sum(ev_charge_flows_total{outcome="refused"})', 2],
  ['all other outcomes', 'sum(ev_charge_flows_total{outcome=~"interrupted|abandoned|unknown"})', 0],
  ['first-time visits', 'sum(ev_charge_visits_total{result="first_ok"})', 2],
  ['failed visits', 'sum(ev_charge_visits_total{result="failed"})', 1],
  ['visits that do not count', 'sum(ev_charge_visits_total{result="not_counted"})', 2],
  [
    'failures at the handshake of that model and firmware',
    'sum(ev_charge_flow_failures_total{failed_stage="handshake",model="AC22",firmware="1.2.3"})',
    1,
  ],
  [
    'the OCPP 2.0.1 station',
    'ev_charge_flows_total{station="CS-201",vendor="Ampere",evse="1",outcome="success"}',
    1,
  ],
  ['energy, J', 'sum(ev_charge_energy_joules_total)', 2 * 3_000 * 3_600],
];
/** Asked while the collector runs: when it has gone, Prometheus soon calls every series of it stale. */
const told = new Map<string, number>();

const bench = new CollectorBench();
let collector: RunningProcess;
let flows: readonly SettledFlow[] = [];
let increase = 0;
let spans: readonly DecodedSpan[] = [];
const exposed: string[] = [];
let byScrape = new Map<string, number>();
let byPush = new Map<string, number>();
let ready: readonly number[] = [];
let exit: Awaited<RunningProcess['exited']> | null = null;

/** Metrics that move by the passing of time alone: only their names can be compared between two moments. */
const RUNNING = new Set(
  METRIC_ROWS.flatMap(([, { kind, prometheus }]) => (kind === 'seconds' ? [prometheus] : [])),
);

const still = (samples: ReadonlyMap<string, number>): [string, number][] =>
  [...samples]
    .map(([sample, value]): [string, number] => [sample, RUNNING.has(sample.split('{')[0] ?? '') ? 0 : value])
    .sort();

async function scraped(): Promise<Map<string, number>> {
  const samples = await bench.samples();
  return new Map(
    samples.map(({ labels: { __name__: name = '', job: _job, instance: _instance, ...labels }, value }) => {
      const text = Object.entries(labels).map(([label, content]) => `${label}="${content}"`);
      return [`${name}{${text.sort().join(',')}}`, value];
    }),
  );
}

/** By the last push: OTLP has no word for a series that has gone, so earlier ones tell of some that are no more. */
const pushed = (): Map<string, number> => {
  const last = bench.otlp.bytesOf('/v1/metrics').at(-1);
  const samples = translated(last === undefined ? [] : decodeMetrics(last));
  return new Map([...samples].filter(([sample]) => sample.startsWith('ev_')));
};

beforeAll(async () => {
  await bench.start();
  const running = await bench.run();
  collector = running.collector;
  const { port } = running;
  const [old, young, quiet, strict, strict201] = await Promise.all([
    bench.connect(new Station16('CS-16', port)),
    bench.connect(new Station201('CS-201', port)),
    bench.connect(new Station16('CS-QUIET', port)),
    bench.connect(new Station16('CS-STRICT', port)),
    bench.connect(new Station201('CS-STRICT-201', port)),
  ]);
  await Promise.all([
    old.charge('WELCOME7F3A16'),
    young.charge('WELCOME7F3A201'),
    quiet.failAtHandshake('UNLUCKY9C1B'),
    strict.beRefused('BLOCKED5D2E'),
    strict201.beRefused('BLOCKED5D2F'),
  ]);
  await until(
    'Prometheus has all visits',
    async () => (await bench.value('sum(ev_charge_visits_total)')) === 5 || undefined,
  );
  increase = await until('the failure is seen', async () => {
    const seen = await bench.value(
      'increase(ev_charge_flows_total{station="CS-QUIET",outcome="failed"}[2m])',
    );
    return seen > 0 ? seen : undefined;
  });
  for (const accept of ['text/plain', 'application/openmetrics-text; version=1.0.0'])
    exposed.push(await (await fetch(bench.metricsUrl, { headers: { accept } })).text());
  ready = await Promise.all(
    ['healthy', 'ready'].map(
      async (name) => (await fetch(`http://127.0.0.1:${bench.places.healthPort}/-/${name}`)).status,
    ),
  );
  await until('both routes agree', async () => {
    byScrape = await scraped();
    byPush = pushed();
    expect(still(byPush)).toEqual(still(byScrape));
    return true;
  });
  const five = (): DecodedSpan[] => bench.otlp.sink.spans.filter(({ parentSpanId }) => parentSpanId === '');
  await until('all traces have come', () => five().length >= 5 || undefined);
  for (const [, query] of EXPECTED) told.set(query, await bench.value(query));
  collector.alive();
  exit = await collector.stop();
  spans = bench.otlp.sink.spans;
  const ledger = valueOf(openSqliteLedger({ path: bench.folder.file('storage/ledger.sqlite') }));
  flows = [...ledger.flows({})];
  ledger.close();
}, 55_000);
afterAll(() => bench.stop());

describe('firstcharge run between stations and a CPMS', () => {
  it.each(EXPECTED)('shows in Prometheus: %s', (_, query, value) => {
    expect(told.get(query)).toBe(value);
  });

  it('has the same flows in the ledger', () => {
    const ended = flows
      .map(({ station, outcome, failedStage }) => `${station} ${outcome} ${failedStage}`)
      .sort();
    expect(ended).toEqual([
      'CS-16 success null',
      'CS-201 success null',
      'CS-QUIET failed handshake',
      'CS-STRICT refused authorize',
      'CS-STRICT-201 refused authorize',
    ]);
  });

  it('lets increase() see the first failure of a charger that never had one', () => {
    expect(increase).toBeGreaterThan(0.9);
  });

  it('gives the same names, labels and values by scrape and by OTLP', () => {
    expect(byScrape.size).toBeGreaterThan(200);
    expect(still(byPush)).toEqual(still(byScrape));
  });

  it('sends one trace a flow, with the stages as children of its root', () => {
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === '');
    expect(roots.map(({ name }) => name)).toEqual(Array(5).fill('charge flow'));
    expect(roots.map(({ traceId }) => traceId).sort()).toEqual(flows.map(({ traceId }) => traceId).sort());
    for (const { traceId, spanId, attributes } of roots) {
      const children = spans.filter((span) => span.traceId === traceId && span.parentSpanId !== '');
      const flow = flows.find((candidate) => candidate.traceId === traceId);
      expect(attributes['ev.flow.outcome']).toBe(flow?.outcome);
      expect(children.length).toBeGreaterThanOrEqual(flow?.outcome === 'refused' ? 2 : 4);
      expect(new Set(children.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([spanId]));
    }
  });

  it('is healthy and ready while it runs', () => {
    expect(ready).toEqual([200, 200]);
  });

  it('ends in good order and leaves no process behind', () => {
    expect(exit).toEqual({ code: 0, signal: null });
    expect(collector.alive().filter(isAlive)).toEqual([]);
  });

  it('writes nothing but lines of JSON to its log', () => {
    const lines = collector.output.split('\n').filter((line) => line !== '');
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([]);
  });

  it('has no idTag in any output', () => {
    const storage = bench.folder.file('storage');
    const files = readdirSync(storage, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const written = files.map((entry): [string, Buffer] => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path)];
    });
    const journalled = Buffer.concat(
      written.flatMap(([path, bytes]) => (path.endsWith('.jsonl') ? [bytes] : [])),
    );
    const outputs: [string, Buffer][] = [
      ...written,
      ['the log', Buffer.from(collector.output)],
      ...exposed.map((text): [string, Buffer] => ['/metrics', Buffer.from(text)]),
      ...bench.otlp.bodies.map(({ path, bytes }): [string, Buffer] => [path, bytes]),
    ];
    // That there is something to find: the station and the shape of the call are in the journal.
    expect(journalled.includes('CS-STRICT-201') && journalled.includes('"Authorize",{"idTag":')).toBe(true);
    expect(written.map(([path]) => path).join()).toMatch(/ledger\.sqlite.*/);
    const found = outputs.flatMap(([name, bytes]) =>
      TAGS.filter((tag) => bytes.includes(tag) || bytes.includes(tag.toLowerCase())).map(
        (tag) => `${tag} in ${name}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
