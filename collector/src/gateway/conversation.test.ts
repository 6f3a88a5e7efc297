import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Socket } from 'node:net';
import ocppRpc from 'ocpp-rpc';
import type { IHandlersOption } from 'ocpp-rpc';
import { WebSocket, WebSocketServer } from 'ws';
import { portOf, startBench, until } from './test-bench.ts';
import type { Bench } from './test-bench.ts';

const { RPCClient, RPCServer } = ocppRpc;
type Client = InstanceType<typeof RPCClient>;
type Called = IHandlersOption;

describe('WebSocket peers through the gateway', () => {
  let server: WebSocketServer;
  let bench: Bench;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 1 << 24 });
    await new Promise((resolve) => server.once('listening', resolve));
    bench = await startBench(portOf(server));
  });
  afterEach(async () => {
    for (const client of server.clients) client.terminate();
    await bench.stop();
    await new Promise((resolve) => server.close(resolve));
  });

  async function connect(): Promise<{ station: WebSocket; cpms: WebSocket }> {
    const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
    const station = new WebSocket(`ws://127.0.0.1:${bench.port}/ocpp/CS-1`, ['ocpp1.6']);
    await new Promise((resolve, reject) => station.once('open', resolve).once('error', reject));
    return { station, cpms: await accepted };
  }

  it('agree on doing without compression', async () => {
    const { station } = await connect();
    expect(station.extensions).toBe('');
  });

  it('ping each other, and their round trips are recorded by who asked', async () => {
    const { station, cpms } = await connect();
    const pongs: string[] = [];
    station.on('pong', (payload) => pongs.push(`station ${payload.toString()}`));
    cpms.on('pong', (payload) => pongs.push(`cpms ${payload.toString()}`));
    station.ping('from the station');
    cpms.ping('from the cpms');
    await until('both pongs are there', () => pongs.length === 2);
    expect(pongs.sort()).toEqual(['cpms from the cpms', 'station from the station']);
    await until(
      'both are recorded',
      () => bench.records.filter(({ kind }) => kind === 'ping_rtt').length === 2,
    );
    const told = bench.records.filter((record) => record.kind === 'ping_rtt');
    expect(told.map(({ direction }) => direction).sort()).toEqual(['from_station', 'to_station']);
    for (const { ms } of told) expect(ms).toBeGreaterThan(0);
  });

  it.each([1000, 1001, 1008, 1011, 3000, 4999])('close each other with code %i', async (code) => {
    const { station, cpms } = await connect();
    const closed = new Promise((resolve) =>
      cpms.once('close', (seen, why) => resolve([seen, why.toString()])),
    );
    station.close(code, 'why');
    expect(await closed).toEqual([code, 'why']);
    const again = await connect();
    const back = new Promise((resolve) =>
      again.station.once('close', (seen, why) => resolve([seen, why.toString()])),
    );
    again.cpms.close(code, 'so');
    expect(await back).toEqual([code, 'so']);
    await until(
      'both are recorded',
      () => bench.records.filter(({ kind }) => kind === 'disconnect').length === 2,
    );
    expect(bench.records.filter((record) => record.kind === 'disconnect')).toMatchObject([
      { code, by: 'from_station' },
      { code, by: 'to_station' },
    ]);
  });

  it('close without a code, or break off', async () => {
    const first = await connect();
    first.station.close();
    await until('it is recorded', () => bench.records.at(-1)?.kind === 'disconnect');
    expect(bench.records.at(-1)).toMatchObject({ code: 1005, by: 'from_station' });
    const second = await connect();
    const closed = new Promise((resolve) => second.station.once('close', resolve));
    second.cpms.terminate();
    expect(await closed).toBe(1006);
    await until('it is recorded', () => bench.records.at(-1)?.kind === 'disconnect');
    expect(bench.records.at(-1)).toMatchObject({ code: 1006, by: 'to_station', connection: 2 });
  });

  it('send fragments with pings in between', async () => {
    const { station, cpms } = await connect();
    const message = new Promise<string>((resolve) =>
      cpms.once('message', (data) => resolve(data.toString())),
    );
    station.send('[2,"1",', { fin: false });
    station.ping('between');
    station.send('"Heart', { fin: false });
    station.send('beat",{}]', { fin: true });
    expect(await message).toBe('[2,"1","Heartbeat",{}]');
    await until('it is recorded', () => bench.records.some(({ kind }) => kind === 'message'));
    expect(
      bench.records.filter((record) => record.kind === 'message').map(({ raw }) => raw.toString()),
    ).toEqual(['[2,"1","Heartbeat",{}]']);
  });
});

describe('OCPP peers through the gateway', () => {
  const protocols = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1', 'vendor9'];
  let cpms: InstanceType<typeof RPCServer>;
  let handshakes: unknown[];
  let http: Server;
  let bench: Bench;

  beforeEach(async () => {
    handshakes = [];
    cpms = new RPCServer({ protocols, strictMode: false });
    cpms.auth((accept, reject, { identity, password, query }) => {
      handshakes.push([identity, password?.toString(), query.get('depot')]);
      if (password?.toString() === 'secret') accept();
      else reject(401, 'no');
    });
    cpms.on('client', (client: Client) => {
      client.handle('Heartbeat', async ({ params }: Called) => {
        await client.call('TriggerMessage', { of: params });
        return { echo: params };
      });
    });
    http = createServer();
    http.on('upgrade', (request, socket, head) => {
      if (socket instanceof Socket) void cpms.handleUpgrade(request, socket, head);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    bench = await startBench(portOf(http));
  });
  afterEach(async () => {
    await bench.stop();
    await cpms.close({});
    await new Promise((resolve) => http.close(resolve));
  });

  function client(protocol: string, password: string): Client {
    return new RPCClient({
      endpoint: `ws://127.0.0.1:${bench.port}/ocpp`,
      identity: 'CS*1',
      protocols: ['vendor1', protocol],
      query: { depot: 'a b' },
      password,
      callConcurrency: 20,
      reconnect: false,
      maxReconnects: 0,
      strictMode: false,
      strictModeValidators: [],
      maxBadMessages: 0,
      callTimeoutMs: 5_000,
      pingIntervalMs: 30_000,
      deferPingsOnActivity: false,
      respondWithDetailedErrors: false,
      wsOpts: {},
      headers: {},
      backoff: { initialDelay: 100, maxDelay: 200, factor: 2, randomisationFactor: 0 },
    });
  }

  it.each(protocols)('talk %s with password and query, several calls at once', async (protocol) => {
    const station = client(protocol, 'secret');
    station.handle('TriggerMessage', async ({ params }: Called) => ({ seen: params }));
    await station.connect();
    expect(station.protocol).toBe(protocol);
    const calls = Array.from({ length: 10 }, (_, index) => station.call('Heartbeat', { index }));
    expect(await Promise.all(calls)).toEqual(calls.map((_, index) => ({ echo: { index } })));
    await expect(client(protocol, 'wrong').connect()).rejects.toThrow('Unauthorized');
    expect(handshakes).toEqual([
      ['CS*1', 'secret', 'a b'],
      ['CS*1', 'wrong', 'a b'],
    ]);
    await station.close({ code: 1000, reason: '', awaitPending: true, force: false });
    await until('the end is recorded', () => bench.records.at(-1)?.kind === 'disconnect');
    expect(bench.records[0]).toMatchObject({ kind: 'connect', protocol, station: 'CS*1' });
    expect(bench.records.filter(({ kind }) => kind === 'message')).toHaveLength(40);
    expect(bench.gateway.stats().upstreamRefused).toBe(1);
    expect(JSON.stringify(bench.records)).not.toContain(Buffer.from('CS*1:secret').toString('base64'));
  });
});
