import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { portOf, startBench, until } from './test-bench.ts';
import type { Bench } from './test-bench.ts';

const file = (name: string): string => join(import.meta.dirname, 'testdata', 'tls', name);
const ca = readFileSync(file('ca.pem'));
const pair = (name: string) => ({
  cert: readFileSync(file(`${name}.pem`)),
  key: readFileSync(file(`${name}.key`)),
});

describe('a gateway with TLS on both sides', () => {
  let https: Server;
  let cpms: WebSocketServer;
  let bench: Bench;
  let identities: unknown[];

  beforeEach(async () => {
    identities = [];
    https = createServer({ ...pair('server'), ca, requestCert: true, rejectUnauthorized: true });
    cpms = new WebSocketServer({ server: https });
    cpms.on('connection', (socket, { headers }) => {
      identities.push(headers['x-identity']);
      socket.on('message', (data) => socket.send(`echo ${data.toString()}`));
    });
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
    bench = await startBench(0, {
      config: {
        listen: {
          host: '127.0.0.1',
          port: 0,
          tls: {
            cert_file: file('server.pem'),
            key_file: file('server.key'),
            client_ca_file: file('ca.pem'),
            identity_header: 'X-Identity',
          },
        },
        upstream: {
          url: `wss://localhost:${portOf(https)}/{station}`,
          tls: { ca_file: file('ca.pem'), cert_file: file('client.pem'), key_file: file('client.key') },
        },
      },
    });
  });
  afterEach(async () => {
    for (const client of cpms.clients) client.terminate();
    await bench.stop();
    await new Promise((resolve) => https.close(resolve));
  });

  const dial = (options: object): WebSocket =>
    new WebSocket(`wss://localhost:${bench.port}/CS-1`, {
      ca,
      headers: { 'x-identity': 'forged' },
      ...options,
    });

  it('carries and records a conversation, and tells the backend whose certificate the station showed', async () => {
    const station = dial(pair('client'));
    const answer = new Promise<string>((resolve) =>
      station.once('message', (data) => resolve(data.toString())),
    );
    await new Promise((resolve, reject) => station.once('open', resolve).once('error', reject));
    station.send('x'.repeat(300_000));
    expect(await answer).toBe(`echo ${'x'.repeat(300_000)}`);
    expect(identities).toEqual(['CS-1 of depot']);
    await until(
      'both are recorded',
      () => bench.records.filter(({ kind }) => kind === 'message').length === 2,
    );
    const closed = new Promise((resolve) => station.once('close', resolve));
    for (const client of cpms.clients) client.close(1012);
    expect(await closed).toBe(1012);
  });

  it('turns a station away that shows no certificate', async () => {
    const station = dial({});
    const failure = await new Promise<Error>((resolve) => station.once('error', resolve));
    expect(failure.message).toMatch(/certificate required|socket hang up|ECONNRESET/i);
    expect(identities).toEqual([]);
  });
});

describe('a gateway with certificates that cannot be used', () => {
  it.each([
    ['listen.tls', { listen: { tls: { cert_file: '/none', key_file: '/none' } } }],
    ['upstream.tls', { upstream: { url: 'wss://localhost/{station}', tls: { ca_file: '/none' } } }],
  ])('says that it is %s', async (section, config) => {
    await expect(startBench(1, { config, channel: false })).rejects.toThrow(section);
  });
});
