import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DecodedSpan } from '@firstcharge/collector/exporters/otlp/testdata/otlp-decoding.ts';
import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { createIdentityHash } from '@firstcharge/collector/ocpp/identity-hash.ts';
import { createRedact } from '@firstcharge/collector/ocpp/redaction.ts';
import { LineTally } from '@firstcharge/collector/receivers/ocpp_log/line-tally.ts';
import { readArrivals } from '@firstcharge/collector/receivers/ocpp_log/read-arrivals.ts';
import { Folder } from '@firstcharge/collector/service/testkit/collector-process.ts';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';
import { StreamBench, type Shown } from '@firstcharge/collector/service/testkit/stream-bench.ts';
import { MemoryLog } from '@firstcharge/collector/signal-log/memory-log.ts';
import { CollectorOnLog, type LedgerRows } from './collector-on-log.ts';
import { difference } from './sample-book.ts';
import { simulateLog, type SimulatedLog } from './simulated-log.ts';
import { toldByPrometheus, type ToldByPrometheus } from './told-by-prometheus.ts';

const folder = new Folder();
let simulated: SimulatedLog;
const collectors: CollectorOnLog[] = [];

/** Everything that was told outside. */
interface Told {
  readonly rows: LedgerRows;
  readonly prometheus: ToldByPrometheus;
  /** By trace and span id: every text that came under it. */
  readonly spans: ReadonlyMap<string, ReadonlySet<string>>;
}

let untouched: Told;

const spanText = ({ resource: _resource, ...span }: DecodedSpan): string => JSON.stringify(span);

function bySpanId(spans: readonly DecodedSpan[]): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const span of spans) {
    const id = `${span.traceId} ${span.spanId}`;
    texts.set(id, (texts.get(id) ?? new Set()).add(spanText(span)));
  }
  return texts;
}

/** Lets a collector read the log; `meanwhile` is what happens to it. */
async function told(meanwhile: (collector: CollectorOnLog) => Promise<void>): Promise<Told> {
  const collector = new CollectorOnLog(simulated);
  collectors.push(collector);
  await collector.start();
  collector.run();
  await meanwhile(collector);
  collector.writeTo(1);
  await collector.untilSeen();
  const prometheus = await toldByPrometheus(collector.prometheus);
  await collector.running.stop();
  return { rows: collector.rows(), prometheus, spans: bySpanId(collector.otlp.sink.spans) };
}

/** The log grows; resolves when the collector has begun to journal what is new. */
async function growTo(collector: CollectorOnLog, share: number): Promise<void> {
  const before = collector.journalled;
  collector.writeTo(share);
  await until('the journal grows', () => collector.journalled > before);
}

function expectSame({ rows, prometheus, spans }: Told): void {
  expect(rows).toEqual(untouched.rows);
  expect([prometheus.fallen, prometheus.bornLater.slice(0, 3), prometheus.bornLater.length]).toEqual([
    [],
    [],
    0,
  ]);
  const flows = /^ev_charge_|^ev_connector_|^ev_faults/;
  const changed = [...difference(prometheus.increases, untouched.prometheus.increases)];
  expect(changed.filter(([name]) => flows.test(name))).toEqual([]);
  expect([...spans.keys()].sort()).toEqual([...untouched.spans.keys()].sort());
  // A span may come again from who cannot know whether it had arrived, but never as another.
  expect([...spans.values()].filter((texts) => texts.size > 1)).toEqual([]);
}

beforeAll(async () => {
  simulated = await simulateLog(folder.path);
  untouched = await told(() => Promise.resolve());
}, 50_000);
afterAll(async () => {
  for (const collector of collectors) await collector.stop();
  folder.remove();
});

describe('a collector that reads a log of messy stations', () => {
  it('tells the same when it is stopped and started in the middle, and nothing twice', async () => {
    const restarted = await told(async (collector) => {
      for (const share of [0.3, 0.6]) {
        await growTo(collector, share);
        await collector.running.stop();
        collector.run();
      }
    });
    expectSame(restarted);
  }, 50_000);

  it('tells the same when it is killed in the middle of its work, and nothing twice', async () => {
    const killed = await told(async (collector) => {
      for (const share of [0.2, 0.4, 0.7]) {
        await growTo(collector, share);
        await collector.running.destroy();
        collector.run();
      }
    });
    expectSame(killed);
  }, 50_000);
});

/** The log as arrivals. */
async function arrivalsOf(log: string): Promise<Arrival[]> {
  const hash = createIdentityHash([Buffer.alloc(32, 7)]);
  const arrivals: Arrival[] = [];
  const redact = createRedact(hash);
  const read = await readArrivals(log, (some) => void arrivals.push(...some), {
    redact,
    tally: new LineTally(),
  });
  if (!read.ok) throw new Error(read.error.message);
  return arrivals;
}

/** All that a stream shows of the arrivals in batches of these lengths, over and over, killed behind each `life` batches. */
async function shown(arrivals: readonly Arrival[], lengths: readonly number[], life: number): Promise<Shown> {
  const log = new MemoryLog();
  log.close = () => Promise.resolve();
  const bench = new StreamBench(() => Promise.resolve(log));
  await bench.start();
  let batches = 0;
  for (let from = 0; from < arrivals.length; batches += 1) {
    const length = lengths[batches % lengths.length] ?? 1;
    const batch = arrivals.slice(from, from + length);
    from += length;
    await bench.stream.accept({ arrivals: batch, position: { source: 'log', sequence: from } });
    if (batches % life === Math.floor(life / 2)) await bench.stream.snapshot();
    if (batches % life === life - 1) await bench.start();
  }
  // A reader sees everything at 0 first.
  await bench.shown();
  const all = await bench.shown();
  expect(bench.contradictions).toEqual([]);
  await bench.close();
  return all;
}

describe('a stream over the same log', () => {
  it('shows the same however it is cut into batches, and wherever it goes on from a snapshot and the journal', async () => {
    const arrivals = await arrivalsOf(simulated.log);
    const whole = await shown(arrivals, [10_000], Infinity);
    expect(whole.flows.length).toBeGreaterThan(500_000);
    expect(await shown(arrivals, [1, 2, 5, 300, 11], 150)).toEqual(whole);
    expect(await shown(arrivals, [997], 7)).toEqual(whole);
  }, 50_000);
});
