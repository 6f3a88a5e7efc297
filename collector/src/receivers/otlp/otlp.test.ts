import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Arrival } from '../../model/arrival.ts';
import type { Batch } from '../receiver.ts';
import { otlpReceiverFactory } from './factory.ts';
import type { OtlpReceiver } from './otlp.ts';
import { pushEquipment } from './testdata/equipment.ts';

const run = promisify(execFile);

const STATION = { of: 'station', station: 'CS-1', evse: 2, connector: 1 };
const NOW = 1_700_000_000_000;
const JSON_TYPE = 'application/json';

const written = {
  endpoint: '127.0.0.1:0',
  max_body_bytes: '64KiB',
  metrics: [
    { metric: 'hw.temperature', quantity: 'temperature_celsius', location: 'hw.sensor_location' },
    { metric: 'hw.energy', quantity: 'energy_joules' },
    { metric: 'line.voltage', quantity: 'voltage_volts', phase: 'phase', unit: 'mV' },
    { metric: 'router.rtt', quantity: 'latency_seconds', subject: { link: 'router.id' } },
    { metric: 'hw.network.up', condition: 'link_up', subject: { link: 'router.id' } },
    {
      metric: 'hw.status',
      where: { 'hw.state': 'failed' },
      problem: 'PowerSwitchFailure',
      subject: { site: 'site', feeder: 'feeder' },
    },
  ],
};

describe('otlp receiver', () => {
  let receiver: OtlpReceiver;
  let batches: Batch[];
  let durable: () => Promise<void>;

  const open = async (config: object = {}): Promise<void> => {
    receiver = otlpReceiverFactory.create(
      { id: 'otlp/pipeline', now: () => NOW },
      otlpReceiverFactory.schema.parse({ ...written, ...config }),
    );
    const started = await receiver.start(async (batch) => {
      await durable();
      batches.push(batch);
    });
    expect(started.ok).toBe(true);
  };
  beforeEach(() => {
    batches = [];
    durable = async () => undefined;
  });
  afterEach(() => receiver.stop());

  const arrivals = (): Arrival[] => batches.flatMap((batch) => batch.arrivals);
  const url = (): string => `http://127.0.0.1:${receiver.port}/v1/metrics`;
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(url(), { method: 'POST', body, headers: { 'content-type': JSON_TYPE, ...headers } });
  const point = (value: object, attributes: Record<string, string> = {}): object => ({
    timeUnixNano: `${NOW}000000`,
    ...value,
    attributes: Object.entries({ 'evse.station.id': 'CS-1', ...attributes }).map(([key, stringValue]) => ({
      key,
      value: { stringValue },
    })),
  });
  const request = (...metrics: object[]): string =>
    JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
  const temperature = (...dataPoints: object[]): object => ({
    name: 'hw.temperature',
    unit: 'Cel',
    gauge: { dataPoints },
  });

  /** Pushes what `equipment.ts` measures with the exporter of an OpenTelemetry SDK. */
  const push = async (...how: string[]): Promise<void> =>
    void (await run(process.execPath, [join(import.meta.dirname, 'testdata', 'sender.ts'), url(), ...how]));

  const expected = [
    [
      STATION,
      { kind: 'reading', quantity: 'temperature_celsius', value: 40, location: 'connector', phase: '' },
    ],
    [STATION, { kind: 'reading', quantity: 'energy_joules', value: 7_200_000, location: '', phase: '' }],
    [STATION, { kind: 'reading', quantity: 'voltage_volts', value: 231, location: '', phase: 'L2' }],
    [
      { of: 'link', link: 'R-1' },
      { kind: 'reading', quantity: 'latency_seconds', value: 0.08, location: '', phase: '' },
    ],
    [
      { of: 'link', link: 'R-1' },
      { kind: 'condition', condition: 'link_up', holds: false },
    ],
    [
      { of: 'site', site: 'S-1', feeder: 'F-2' },
      { kind: 'problem', code: 'PowerSwitchFailure', active: true },
    ],
  ].map(([subject, observation]) => ({
    ...{ kind: 'telemetry', receivedAt: NOW, observedAt: expect.any(Number), source: 'otlp/pipeline' },
    ...{ event: null, subject, observation },
  }));

  it.each([
    ['protobuf', 'none'],
    ['protobuf', 'gzip'],
    ['json', 'none'],
    ['json', 'gzip'],
  ])('takes what an OpenTelemetry SDK exports as %s, packing %s', async (encoding, packing) => {
    await open();
    const before = Date.now();
    await push(encoding, packing);
    expect(arrivals()).toEqual(expected);
    for (const arrival of arrivals())
      if (arrival.kind === 'telemetry') expect(arrival.observedAt).toBeGreaterThanOrEqual(before - 1);
    expect(receiver.counts).toEqual({ accepted: 6, ignored: 2, rejected: 0, refused: 0 });
  });

  it('tells an SDK that counts from report to report to count from the start', async () => {
    await open();
    await push('protobuf', 'none', 'delta');
    expect(receiver.counts).toMatchObject({ accepted: 5, rejected: 1 });
  });

  it('answers only when what it took is durable', async () => {
    await open();
    let write: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      durable = () => {
        resolve();
        return new Promise((done) => (write = done));
      };
    });
    let answered = false;
    const answer = post(request(temperature(point({ asDouble: 20 })))).finally(() => (answered = true));
    await asked;
    expect(answered).toBe(false);
    write();
    expect((await answer).status).toBe(200);
    expect(arrivals()).toHaveLength(1);
  });

  it('asks to come again when it cannot make a batch durable, and counts nothing', async () => {
    await open();
    durable = () => Promise.reject(new Error('disk full'));
    const answer = await post(request(temperature(point({ asInt: '20' }))));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(receiver.counts).toEqual({ accepted: 0, ignored: 0, rejected: 0, refused: 1 });
  });

  it('asks to come again when it has enough to do', async () => {
    await open({ max_concurrent_requests: 1 });
    let write: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      durable = () => {
        resolve();
        return new Promise((done) => (write = done));
      };
    });
    const first = post(request(temperature(point({ asDouble: 20 }))));
    await asked;
    const second = await post(request(temperature(point({ asDouble: 21 }))));
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    write();
    expect((await first).status).toBe(200);
  });

  it('takes what it can and says how many points it could not use and why, without their values', async () => {
    await open();
    const answer = await post(
      request(
        temperature(
          point({ asDouble: 20 }),
          point({ asDouble: 'NaN' }),
          point({ asDouble: 20, flags: 1 }),
          point({ asDouble: 20 }, { 'evse.id': '8931440400000000001' }),
          point({ asDouble: 20 }, { 'evse.station.id': 'CS\n1' }),
        ),
        { name: 'hw.energy', unit: 'furlong', gauge: { dataPoints: [point({ asInt: 1 })] } },
        { name: 'hw.energy', histogram: { dataPoints: [point({ count: '1' })] } },
        { name: 'line.voltage', gauge: { dataPoints: [point({ asInt: 1 }, { phase: 'L9' })] } },
        { name: 'router.rtt', unit: 's', gauge: { dataPoints: [point({ asInt: 1 })] } },
        temperature(point({ asInt: 5000 })),
      ),
    );
    expect(answer.status).toBe(200);
    const { partialSuccess } = JSON.parse(await answer.text());
    expect(partialSuccess.rejectedDataPoints).toBe('8');
    expect(partialSuccess.errorMessage).toContain('hw.temperature: not a finite number');
    expect(partialSuccess.errorMessage).not.toContain('8931');
    expect(receiver.counts).toEqual({ accepted: 1, ignored: 1, rejected: 8, refused: 0 });
  });

  it('answers an empty request with success', async () => {
    await open();
    const answer = await post('{}');
    expect([answer.status, await answer.text(), batches.length]).toEqual([200, '{}', 0]);
  });

  it.each([
    ['text that is no JSON', '{', {}, 400],
    ['JSON that is no request', '{"resourceMetrics":7}', {}, 400],
    ['bytes that are no message', '\u0007abc', { 'content-type': 'application/x-protobuf' }, 400],
    ['another content type', 'a', { 'content-type': 'text/plain' }, 415],
    ['another packing', 'a', { 'content-encoding': 'br' }, 415],
    ['what is not packed as it says', 'a', { 'content-encoding': 'gzip' }, 400],
    ['a long body', 'a'.repeat(65_537), {}, 413],
  ])('refuses %s for good', async (_name, body, headers, status) => {
    await open();
    const answer = await post(body, headers);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, null]);
    expect(receiver.counts.refused).toBe(1);
  });

  it('refuses a small body that unpacks to a long one', async () => {
    await open();
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(10_000_000)));
    expect(bomb.length).toBeLessThan(65_536);
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it.each([
    ['protobuf', 'application/x-protobuf'],
    ['json', JSON_TYPE],
  ])(
    'is not kept busy by a small body, unpacked, of very many empty points in %s',
    async (encoding, type) => {
      await open({ max_body_bytes: '4MiB' });
      const fieldOf = (number: number, bytes: Uint8Array): Uint8Array =>
        new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(bytes).finish();
      const points = Buffer.alloc(500_000, Buffer.from([0x0a, 0]));
      const body =
        encoding === 'json'
          ? request({ ...temperature(), gauge: { dataPoints: Array.from({ length: 250_000 }, () => ({})) } })
          : fieldOf(1, fieldOf(2, fieldOf(2, fieldOf(5, points))));
      const headers = { 'content-type': type, 'content-encoding': 'gzip' };
      const answer = await post(new Uint8Array(gzipSync(body)), headers);
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('send smaller batches');
    },
  );

  it('stays up when every byte of a message is wrong in turn', async () => {
    await open();
    let good = new Uint8Array();
    await pushEquipment({
      export: (metrics, done) => {
        good = new Uint8Array(ProtobufMetricsSerializer.serializeRequest(metrics) ?? []);
        done({ code: 0 });
      },
      forceFlush: async () => undefined,
      shutdown: async () => undefined,
    });
    expect(good.length).toBeGreaterThan(200);
    const spoilt = Array.from(good, (byte, at) => {
      const bad = new Uint8Array(good);
      bad[at] = byte ^ 0xff;
      return bad;
    });
    const statuses = new Set<number>();
    while (spoilt.length > 0) {
      const some = spoilt.splice(0, 8).map((bad) => post(bad, { 'content-type': 'application/x-protobuf' }));
      for (const { status } of await Promise.all(some)) statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([200, 400]);
    expect((await post('{}')).status).toBe(200);
  });

  it('lets in only who has the token', async () => {
    await open({ bearer_token: 's3cret' });
    expect((await post('{}')).status).toBe(401);
    expect((await post('{}', { authorization: 'Bearer s3cre' })).status).toBe(401);
    expect((await post('{}', { authorization: 'Bearer s3cret' })).status).toBe(200);
  });

  it('knows one path and one method', async () => {
    await open();
    expect((await fetch(`http://127.0.0.1:${receiver.port}/v1/traces`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(url())).status).toBe(405);
  });

  it('says why it cannot listen', async () => {
    await open();
    const other = otlpReceiverFactory.create(
      { id: 'otlp', now: () => NOW },
      otlpReceiverFactory.schema.parse({ ...written, endpoint: `127.0.0.1:${receiver.port}` }),
    );
    expect(await other.start(async () => undefined)).toMatchObject({
      ok: false,
      error: { kind: 'permanent' },
    });
  });

  it.each([
    [{ metric: 'a' }, 'write one of quantity, condition, problem'],
    [{ metric: 'a', quantity: 'power_watts', unit: 'V' }, 'write one of W, mW, kW, MW'],
    [{ metric: 'a', condition: 'link_up', unit: 's' }, 'unit, location and phase belong to a quantity'],
  ])('does not accept the row %j', (row, message) => {
    const read = otlpReceiverFactory.schema.safeParse({ ...written, metrics: [row] });
    expect(read.error?.issues.map((issue) => issue.message)).toContain(message);
  });
});
