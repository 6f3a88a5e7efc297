import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChannelClient } from './channel-client.ts';
import { RECORD, helloFrame } from './channel-frame.ts';
import { ChannelServer } from './channel-server.ts';
import { systemClock } from './clock.ts';
import type { ChannelAddress } from './config.ts';
import { newGatewayStats } from './counters.ts';
import type { GatewayStats } from './counters.ts';
import { messageDraft } from './record-codec.ts';
import type { GatewayRecord } from './record.ts';
import { RecordRing } from './ring.ts';
import { until } from './test-bench.ts';

const owner = { connection: 1, station: Buffer.from('CS-1') };

describe('the channel', () => {
  let folder: string;
  let address: ChannelAddress;
  let ring: RecordRing;
  let client: ChannelClient;
  let appended: number;
  let delivered: GatewayRecord[];
  let told: GatewayStats[];
  let rejected: number;
  const servers: ChannelServer[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'channel-'));
    address = { path: join(folder, 'c.sock') };
    ring = new RecordRing({ bytes: 1 << 20, records: 10_000 });
    appended = 0;
    delivered = [];
    told = [];
    rejected = 0;
    client = clientTo(address);
  });
  afterEach(async () => {
    await client.stop(0);
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  function clientTo(to: ChannelAddress): ChannelClient {
    return new ChannelClient({
      address: to,
      run: 'run-1',
      ring,
      statsIntervalMs: 20,
      clock: systemClock,
      log: () => undefined,
      stats: newGatewayStats,
      random: () => 0,
    });
  }

  function append(count: number, size = 0): void {
    for (let index = 0; index < count; index++) {
      const text = String(++appended).padEnd(size, ' ');
      ring.append(messageDraft(owner, 1_000, 'from_station', Buffer.from(text), 0));
    }
    client.wake();
  }

  async function listen(overrides: Partial<ConstructorParameters<typeof ChannelServer>[0]> = {}) {
    const server = new ChannelServer({
      address,
      positions: new Map(),
      maxBatchRecords: 100,
      maxPendingBytes: 1 << 20,
      retryMs: 5,
      deliver: async (_, records) => void delivered.push(...records),
      stats: (_, stats) => told.push(stats),
      rejected: () => rejected++,
      ...overrides,
    });
    servers.push(server);
    const started = await server.start();
    return { server, started };
  }

  const numbers = (): number[] =>
    delivered.map((record) => (record.kind === 'message' ? Number(record.raw.toString()) : -1));
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

  it('delivers what was recorded before and after the tracking process came, in order, with the counters', async () => {
    client.start();
    append(500);
    await listen();
    await until('the first are there', () => delivered.length === 500);
    append(500);
    await until('all are there', () => delivered.length === 1_000);
    expect(numbers()).toEqual(upTo(1_000));
    await until('all are acknowledged', () => ring.depth === 0);
    await until('the counters are there', () => told.length > 1);
    expect(told[0]).toEqual(newGatewayStats());
  });

  it('works over a loopback port, too', async () => {
    address = { host: '127.0.0.1', port: 0 };
    const { started } = await listen();
    client = clientTo({ host: '127.0.0.1', port: started.ok ? (started.value.port ?? 0) : 0 });
    client.start();
    append(10);
    await until('all are there', () => delivered.length === 10);
  });

  it('keeps its socket file to its own user', async () => {
    await listen();
    const { mode } = await stat('path' in address ? address.path : '');
    expect(mode & 0o077).toBe(0);
  });

  it('acknowledges nothing before it is durable, and tries a failed delivery again', async () => {
    let failures = 3;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await listen({
      deliver: async (_, records) => {
        if (failures-- > 0) throw new Error('the disk is full');
        await held;
        delivered.push(...records);
      },
    });
    client.start();
    append(50);
    await until('it was tried', () => failures < 0);
    expect(ring.acknowledged).toBe(0);
    release();
    await until('all is acknowledged', () => ring.acknowledged === 50);
    expect(numbers()).toEqual(upTo(50));
  });

  it('loses and repeats nothing when the tracking process stops between deliveries and another one goes on', async () => {
    let durable = 0;
    const deliver = async (_: string, records: readonly GatewayRecord[]): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      delivered.push(...records);
      durable = records.at(-1)?.sequence ?? durable;
    };
    client.start();
    for (let round = 0; round < 5; round++) {
      const { server } = await listen({
        deliver,
        positions: new Map([['run-1', durable]]),
        maxBatchRecords: 7,
      });
      append(400);
      await until('some are there', () => delivered.length > durable - 1 && durable > round * 100);
      await server.stop();
    }
    await listen({ deliver, positions: new Map([['run-1', durable]]) });
    await until('all are there', () => delivered.length >= 2_000);
    expect(numbers()).toEqual(upTo(2_000));
  });

  it('repeats nothing when the connection breaks while deliveries are under way', async () => {
    const connections: Socket[] = [];
    const inner = { path: join(folder, 'inner.sock') };
    const outer = address;
    address = inner;
    await listen({
      deliver: async (_, records) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        delivered.push(...records);
      },
      maxBatchRecords: 20,
    });
    // A relay that can be cut: the server keeps what it has, and the gateway sends again what was not acknowledged.
    const relay: Server = createServer((socket) => {
      const to = connect(inner);
      connections.push(socket, to);
      socket.pipe(to).pipe(socket);
      socket.on('error', () => to.destroy()).on('close', () => to.destroy());
      to.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(outer, resolve));
    client.start();
    for (let round = 0; round < 4; round++) {
      append(300);
      await until('some are there', () => delivered.length > round * 150);
      for (const socket of connections.splice(0)) socket.destroy();
    }
    await until('all are there', () => ring.acknowledged === 1_200);
    expect(numbers()).toEqual(upTo(1_200));
    const closed = new Promise((resolve) => relay.close(resolve));
    for (const socket of connections) socket.destroy();
    relay.removeAllListeners('connection').on('connection', (socket: Socket) => socket.destroy());
    await closed;
  });

  it('is not read while too much waits, so that the ring drops the oldest and says which', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await listen({
      maxPendingBytes: 64 * 1024,
      deliver: async (_, records) => {
        await held;
        delivered.push(...records);
      },
    });
    client.start();
    await until('it is connected', () => client.connected);
    for (let round = 0; round < 60; round++) {
      append(100, 1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ring.dropped).toBeGreaterThan(1_000);
    release();
    await until('the last is there', () => delivered.at(-1)?.sequence === 6_000);
    let expected = 1;
    let lost = 0;
    for (const record of delivered) {
      expect(record.kind === 'gap' ? record.from : record.sequence).toBe(expected);
      if (record.kind === 'gap') lost += record.count;
      expected = record.sequence + 1;
    }
    expect(lost).toBeGreaterThan(0);
    expect(lost + delivered.filter(({ kind }) => kind === 'message').length).toBe(6_000);
  });

  it('takes the place of a socket file that a killed process left, but not of a living one', async () => {
    await writeFile('path' in address ? address.path : '', '');
    expect((await listen()).started.ok).toBe(true);
    const { started } = await listen();
    expect(started).toMatchObject({ ok: false, error: { kind: 'permanent' } });
    servers.pop();
  });

  it.each([
    ['no channel', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a record before its hello', Buffer.from([0, 0, 0, 2, RECORD, 0])],
    ['a record that is none', Buffer.concat([helloFrame('run-9'), Buffer.from([0, 0, 0, 2, RECORD, 0])])],
  ])('hangs up on %s', async (_, bytes) => {
    await listen();
    const socket = connect('path' in address ? address : { port: 0 });
    let closed = false;
    socket.on('close', () => (closed = true)).on('error', () => undefined);
    socket.resume();
    socket.write(bytes);
    await until('it is closed', () => closed);
    expect(rejected).toBe(1);
  });

  it('hands on the last records when the gateway stops', async () => {
    await listen();
    client.start();
    await until('it is connected', () => client.connected);
    append(200);
    await client.stop(5_000);
    expect(numbers()).toEqual(upTo(200));
  });
});
