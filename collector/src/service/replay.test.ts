import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeMetrics, decodeTraces } from '../exporters/otlp/testdata/otlp-decoding.ts';
import { translated } from '../exporters/testdata/translated.ts';
import { wireFields } from '../exporters/otlp/testdata/protobuf-reader.ts';
import { encodeArrival } from '../signal-log/arrival-line.ts';
import { chargingDay } from './testkit/charging-day.ts';
import { firstcharge, Folder } from './testkit/collector-process.ts';
import { OtlpRelay } from './testkit/otlp-relay.ts';

const folder = new Folder();
const log = folder.file('day.jsonl');

/** What the sink was sent: every body, byte for byte, of metrics and of traces. */
interface Sent {
  readonly metrics: Buffer[];
  readonly traces: Buffer[];
}

async function command(...args: string[]): Promise<string> {
  const running = firstcharge(args);
  const { code } = await running.exited;
  if (code !== 0) throw new Error(`firstcharge ${args.join(' ')}: ${code}\n${running.output}`);
  return running.output;
}

/** Config of a collector that reads the log and keeps what it reads. */
const config = (exporters: object): string =>
  JSON.stringify({
    receivers: { ocpp_log: { include: [log] } },
    processors: { charge_flow: null, availability: null, visits: null },
    exporters,
    service: {
      pipelines: {
        charging: {
          receivers: ['ocpp_log'],
          processors: ['charge_flow', 'availability', 'visits'],
          exporters: Object.keys(exporters),
        },
      },
    },
    storage: { directory: folder.file('storage') },
  });

async function replayed(path: string): Promise<Sent> {
  const relay = new OtlpRelay();
  await relay.start();
  try {
    const file = folder.write('replay.yaml', config({ otlp: { endpoint: relay.url } }));
    await command('replay', path, '--config', file, '--step', '1m');
    return { metrics: relay.bytesOf('/v1/metrics'), traces: relay.bytesOf('/v1/traces') };
  } finally {
    await relay.stop();
  }
}

async function flowFile(name: string, ...from: string[]): Promise<string> {
  await command('report', ...from, '--config', folder.file('run.yaml'), '--flows', folder.file(name));
  return readFileSync(folder.file(name), 'utf8');
}

let once: Sent;
let twice: Sent;
let ofJournal: Sent;
let journal = '';

beforeAll(async () => {
  writeFileSync(
    log,
    chargingDay()
      .map((arrival) => `${encodeArrival(arrival)}\n`)
      .join(''),
  );
  folder.write('run.yaml', config({ prometheus: { endpoint: '127.0.0.1:0' } }));
  await command('run', '--config', folder.file('run.yaml'));
  const [segment = ''] = readdirSync(folder.file('storage/journal')).filter((name) =>
    name.endsWith('.jsonl'),
  );
  journal = folder.file(`storage/journal/${segment}`);
  once = await replayed(log);
  twice = await replayed(log);
  ofJournal = await replayed(journal);
}, 55_000);
afterAll(() => folder.remove());

/** Samples of the first body that is not the same, as far as they are not; empty when all bytes are. */
function difference(some: readonly Buffer[], others: readonly Buffer[]): string[] {
  if (some.length !== others.length) return [`${some.length} bodies, not ${others.length}`];
  const at = some.findIndex((body, index) => !body.equals(others[index] ?? Buffer.alloc(0)));
  const [one, other] = [some[at], others[at]];
  if (one === undefined || other === undefined) return [];
  const expected = translated(decodeMetrics(other));
  const samples = [...translated(decodeMetrics(one))].filter(
    ([sample, value]) => expected.get(sample) !== value,
  );
  return [
    `body ${at}`,
    ...samples.map(([sample, value]) => `${sample} ${value}, not ${expected.get(sample)}`),
  ];
}

/** Contents of a length-delimited field, as often as it is there. */
const fieldOf = (bytes: Uint8Array, number: number): Uint8Array[] =>
  [...wireFields(bytes)].flatMap(({ field, value }) =>
    field === number && value instanceof Uint8Array ? [value] : [],
  );

/** Every span as it was sent, byte for byte and in order, however they were gathered into requests (field numbers: opentelemetry-proto). */
const spanBytes = (bodies: readonly Buffer[]): string[] =>
  bodies
    .flatMap((body) => fieldOf(body, 1))
    .flatMap((resourceSpans) => fieldOf(resourceSpans, 2))
    .flatMap((scopeSpans) => fieldOf(scopeSpans, 2))
    .map((span) => Buffer.from(span).toString('hex'));

describe('firstcharge replay', () => {
  it('sends the same bytes of metrics and spans each time', () => {
    expect(once.metrics.length).toBeGreaterThan(50);
    expect(once.traces.length).toBeGreaterThan(0);
    expect(difference(twice.metrics, once.metrics)).toEqual([]);
    expect(spanBytes(once.traces).length).toBeGreaterThan(36 * 3);
    expect(spanBytes(twice.traces)).toEqual(spanBytes(once.traces));
  });

  it('sends the same bytes when it reads the journal of a collector that has run on that log', () => {
    expect(difference(ofJournal.metrics, once.metrics)).toEqual([]);
    expect(spanBytes(ofJournal.traces)).toEqual(spanBytes(once.traces));
  });

  it('finds the flows that a report on the same log finds', async () => {
    const lines = (await flowFile('of-log.jsonl', log)).trim().split('\n');
    const reported = lines.map((line): unknown => JSON.parse(line));
    const spans = once.traces
      .flatMap((body) => decodeTraces(body))
      .filter(({ parentSpanId }) => parentSpanId === '');
    expect(spans).toHaveLength(36);
    expect(reported).toHaveLength(36);
    for (const { traceId, startMs, endMs, attributes } of spans) {
      expect(reported).toContainEqual(
        expect.objectContaining({
          trace_id: traceId,
          station: attributes['ev.station'],
          outcome: attributes['ev.flow.outcome'],
          start: new Date(startMs).toISOString(),
          end: new Date(endMs).toISOString(),
        }),
      );
    }
  });

  it('finds what the collector found when it ran: report by log, by journal and by ledger write the same flows', async () => {
    const byLog = await flowFile('by-log.jsonl', log);
    expect(await flowFile('by-journal.jsonl', journal)).toBe(byLog);
    expect(await flowFile('by-ledger.jsonl', '--ledger', folder.file('storage'))).toBe(byLog);
  });

  it('shows no card to anybody', () => {
    const seen = Buffer.concat([readFileSync(journal), ...once.traces, ...once.metrics]);
    expect(seen.includes('CS-3')).toBe(true);
    expect(seen.includes('CARD')).toBe(false);
  });
});
