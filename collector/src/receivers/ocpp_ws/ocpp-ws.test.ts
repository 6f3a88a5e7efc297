import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../gateway/clock.ts';
import { createGateway } from '../../gateway/gateway.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { portOf, until } from '../../gateway/test-bench.ts';
import type { Arrival } from '../../model/arrival.ts';
import type { Batch } from '../receiver.ts';
import { ocppWsFactory } from './factory.ts';
import type { OcppWsReceiver } from './ocpp-ws.ts';

const redact = (frame: readonly unknown[]): readonly unknown[] =>
  JSON.parse(JSON.stringify(frame).replace('"TAG"', '"~hash"'));

describe('ocpp_ws', () => {
  let folder: string;
  let cpms: WebSocketServer;
  let gateway: Gateway;
  let receiver: OcppWsReceiver;
  let batches: Batch[];
  let port: number;
  let config: ReturnType<typeof ocppWsFactory.schema.parse>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ocpp-ws-'));
    cpms = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => cpms.once('listening', resolve));
    batches = [];
    config = ocppWsFactory.schema.parse({
      listen: { host: '127.0.0.1', port: 0 },
      upstream: { url: `ws://127.0.0.1:${portOf(cpms)}/{station}` },
      timeouts: { drain: 0 },
      stats_interval: '50ms',
      channel: { path: join(folder, 'c.sock') },
    });
    receiver = create();
    await receiver.start(next, new Map());
    const created = await createGateway(config, {
      run: 'run-1',
      clock: systemClock,
      log: () => undefined,
      random: () => 0,
    });
    if (!created.ok) throw new Error(created.error.message);
    gateway = created.value;
    const started = await gateway.start();
    port = started.ok ? started.value.port : 0;
  });
  afterEach(async () => {
    for (const client of cpms.clients) client.terminate();
    await gateway.stop();
    await receiver.stop();
    await new Promise((resolve) => cpms.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const create = (): OcppWsReceiver => ocppWsFactory.create({ id: 'ocpp_ws', redact }, config);
  const next = async (batch: Batch): Promise<void> => void batches.push(batch);
  const arrivals = (): Arrival[] => batches.flatMap((batch) => batch.arrivals);
  const last = (): number => batches.at(-1)?.position?.sequence ?? 0;

  async function connect(): Promise<{ station: WebSocket; backend: WebSocket }> {
    const accepted = new Promise<WebSocket>((resolve) => cpms.once('connection', resolve));
    const station = new WebSocket(`ws://127.0.0.1:${port}/CS-1`, ['ocpp2.0.1']);
    await new Promise((resolve, reject) => station.once('open', resolve).once('error', reject));
    return { station, backend: await accepted };
  }

  it('turns a conversation into arrivals without identities, and says how far they go', async () => {
    const { station, backend } = await connect();
    station.send('[2,"1","Authorize",{"idTag":"TAG"}]');
    await until('the call is here', () => last() === 2);
    backend.send('[3,"1",{}]');
    await until('the answer is here', () => last() === 3);
    station.close(1000);
    await until('the end is here', () => last() === 4);
    const receivedAt = expect.any(Number);
    const connection = 'run-1.1';
    expect(arrivals()).toEqual([
      {
        kind: 'connection',
        receivedAt,
        station: 'CS-1',
        connection,
        event: 'connect',
        protocol: 'ocpp2.0.1',
      },
      {
        kind: 'frame',
        receivedAt,
        station: 'CS-1',
        direction: 'from_station',
        frame: [2, '1', 'Authorize', { idTag: '~hash' }],
        bytes: 35,
      },
      { kind: 'frame', receivedAt, station: 'CS-1', direction: 'to_station', frame: [3, '1', {}], bytes: 10 },
      { kind: 'connection', receivedAt, station: 'CS-1', connection, event: 'disconnect', code: 1000 },
    ]);
    expect(batches.every(({ position }) => position?.source === 'run-1')).toBe(true);
    expect(receiver.counts).toMatchObject({ records: 4, lost: 0 });
  });

  it.each(['', '{', '{"a":1}', 'null', '"[]"', '[2,"1"'])(
    'keeps nothing but the length of the text %p',
    async (text) => {
      const { station } = await connect();
      station.send(text);
      await until('it is here', () => last() === 2);
      expect(arrivals()[1]).toMatchObject({ kind: 'frame', frame: null, bytes: text.length });
    },
  );

  it("reports the round trip of the backend's ping on the open connection, and not that of the station's", async () => {
    const { station, backend } = await connect();
    station.ping('a');
    await until('the first is here', () => last() === 2);
    backend.ping('b');
    await until('the second is here', () => last() === 3);
    expect(arrivals().slice(1)).toEqual([
      {
        kind: 'connection',
        receivedAt: expect.any(Number),
        station: 'CS-1',
        connection: 'run-1.1',
        event: 'ping',
        pingMs: expect.any(Number),
      },
    ]);
  });

  it('goes on behind the journalled position after a restart', async () => {
    const { station } = await connect();
    station.send('[2,"1","Heartbeat",{}]');
    await until('it is here', () => last() === 2);
    await receiver.stop();
    station.send('[2,"2","Heartbeat",{}]');
    receiver = create();
    await receiver.start(next, new Map([['run-1', 2]]));
    await until('the next is here', () => last() === 3);
    expect(arrivals().map(({ kind }) => kind)).toEqual(['connection', 'frame', 'frame']);
    expect(receiver.counts.records).toBe(1);
  });

  it('hands on again what the journal refused', async () => {
    await receiver.stop();
    let refusals = 1;
    receiver = create();
    await receiver.start(async (batch) => {
      if (refusals-- > 0) throw new Error('the disk is full');
      batches.push(batch);
    }, new Map());
    await connect();
    await until('it is here', () => last() === 1);
    expect(receiver.counts.retries).toBe(1);
  });

  it("passes the gateway's counters on", async () => {
    await connect();
    await until('they are here', () => receiver.gateways().get('run-1')?.connectionsOpen === 1);
  });

  it('says why it cannot start', async () => {
    const started = await create().start(next, new Map());
    expect(started).toMatchObject({ ok: false, error: { kind: 'permanent' } });
  });
});

describe('the configuration of ocpp_ws', () => {
  const upstream = { url: 'ws://cpms:9000/ocpp/{station}' };

  it('needs no more than an upstream', () => {
    expect(ocppWsFactory.schema.parse({ upstream })).toMatchObject({
      listen: { host: '0.0.0.0', port: 9000 },
      limits: { max_frame_bytes: 1_048_576, ring_bytes: 67_108_864 },
      channel: { path: '.firstcharge/gateway.sock' },
    });
  });

  it('can be passed on to the gateway process as JSON', () => {
    const written = {
      upstream,
      path: '/ocpp/{station}',
      timeouts: { connect: '3s' },
      limits: { ring_bytes: '1MiB' },
    };
    const parsed = ocppWsFactory.schema.parse(written);
    expect(ocppWsFactory.schema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    expect(parsed).toMatchObject({ timeouts: { connect: 3_000 }, limits: { ring_bytes: 1 << 20 } });
  });

  it.each([
    ['an upstream without station', { upstream: { url: 'ws://cpms:9000/ocpp' } }, 'upstream.url'],
    ['a pattern without station', { upstream, path: '/ocpp' }, 'path'],
    ['a drain of a minute', { upstream, timeouts: { drain: '1m' } }, 'timeouts.drain'],
    ['a ring of nothing', { upstream, limits: { ring_bytes: 0 } }, 'limits.ring_bytes'],
    ['a channel path that no system takes', { upstream, channel: { path: 'x'.repeat(120) } }, 'channel.path'],
    ['an unknown key', { upstream, retries: 3 }, ''],
  ])('is refused with %s', (_, written, path) => {
    const result = ocppWsFactory.schema.safeParse(written);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
