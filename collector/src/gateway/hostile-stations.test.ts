import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { get } from 'node:http';
import { RawStation, SWITCHING, request, startBench, startRawUpstream, until } from './test-bench.ts';
import type { Bench } from './test-bench.ts';

describe('a hostile station', () => {
  let asked: string[];
  let upstream: Awaited<ReturnType<typeof startRawUpstream>>;
  let bench: Bench;

  beforeEach(async () => {
    asked = [];
    upstream = await startRawUpstream((socket, head) => {
      asked.push(head);
      socket.write(SWITCHING);
      socket.on('end', () => socket.end()).resume();
    });
    bench = await startBench(upstream.port, {
      config: {
        timeouts: { request: 400, drain: 0 },
        limits: { max_connections: 2, handshake_bytes: 2_048 },
      },
    });
  });
  afterEach(async () => {
    await bench.stop();
    await upstream.stop();
  });

  it.each([
    ['/ocpp/%2e%2e', 400],
    ['/ocpp/a%2Fb', 400],
    ['/ocpp/a%0d%0aX-Admin:%201', 400],
    ['/ocpp/', 400],
    [`/ocpp/${'x'.repeat(49)}`, 400],
    ['/ocpp/%00', 400],
    ['http://evil.test/ocpp/CS-1', 404],
  ])('is refused with the path %s before anybody is dialled', async (path, status) => {
    const { text } = await new RawStation(bench.port, request(path)).seen();
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(asked).toEqual([]);
  });

  it.each([
    ['a body', request('/ocpp/CS-1', ['Content-Length: 5'])],
    ['a chunked body', request('/ocpp/CS-1', ['Transfer-Encoding: chunked'])],
    ['another method', request('/ocpp/CS-1').replace('GET', 'POST')],
    ['another protocol', request('/ocpp/CS-1').replace('websocket', 'h2c')],
  ])('is refused with %s', async (_, text) => {
    expect((await new RawStation(bench.port, text).seen()).text).toMatch(/^HTTP\/1\.1 400 /);
    expect(asked).toEqual([]);
    expect(bench.gateway.stats().refused.bad_request).toBe(1);
  });

  it.each([
    ['sends no HTTP', '\x16\x03\x01 hello', 400],
    ['folds a line break into a header', request('/ocpp/CS-1', ['X-A: b\n\rc']), 400],
    ['sends too long a head', request('/ocpp/CS-1', [`X-Long: ${'x'.repeat(4_000)}`]), 431],
    ['never ends its head', request('/ocpp/CS-1').slice(0, -2), 408],
  ])('is refused when it %s', async (_, text, status) => {
    const seen = await new RawStation(bench.port, text).seen();
    expect(seen.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(asked).toEqual([]);
    expect(bench.gateway.stats().clientErrors).toBe(1);
  });

  it('is cut off when it connects and says nothing', async () => {
    const { ending } = await new RawStation(bench.port, '').seen();
    expect(ending).not.toBe('open');
  });

  it('gets 503 when there are as many connections as may be, and a place when one is free', async () => {
    const open = [1, 2].map((number) => new RawStation(bench.port, request(`/ocpp/CS-${number}`)));
    await Promise.all(open.map((station) => station.answered()));
    const third = await new RawStation(bench.port, request('/ocpp/CS-3')).seen();
    expect(third.text).toMatch(/^HTTP\/1\.1 503 /);
    expect(bench.gateway.stats().refused.too_many_connections).toBe(1);
    open[0]?.socket.end();
    await until('a place is free', () => bench.gateway.stats().connectionsOpen === 1);
    await new Promise((resolve) => setImmediate(resolve));
    const fourth = await new RawStation(bench.port, request('/ocpp/CS-4')).answered();
    expect(fourth.text).toBe(SWITCHING);
    for (const station of [...open, fourth]) station.socket.destroy();
  });

  it('does not keep a health check from its answer', async () => {
    const ask = (path: string) =>
      new Promise<number | undefined>((resolve) => {
        get({ port: bench.port, path, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
      });
    expect(await ask('/-/healthy')).toBe(200);
    expect(await ask('/ocpp/CS-1')).toBe(426);
  });
});
