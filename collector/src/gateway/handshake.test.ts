import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { RawStation, SWITCHING, request, startBench, startRawUpstream, until } from './test-bench.ts';
import type { Bench, BenchOptions } from './test-bench.ts';

type Answer = (socket: Socket) => void;

const reply =
  (text: string, then: Answer = () => undefined): Answer =>
  (socket) =>
    socket.write(text, 'latin1', () => then(socket));
const end: Answer = (socket) => socket.end();
const reset: Answer = (socket) => socket.resetAndDestroy();

describe('the handshake through the gateway', () => {
  let answer: Answer;
  let heads: string[];
  let upstream: Awaited<ReturnType<typeof startRawUpstream>>;
  let bench: Bench;

  beforeEach(async () => {
    heads = [];
    answer = reply(SWITCHING, end);
    upstream = await startRawUpstream((socket, head) => {
      heads.push(head);
      socket.on('end', () => socket.end()).resume();
      answer(socket);
    });
    bench = await startBench(upstream.port);
  });
  afterEach(async () => {
    await bench.stop();
    await upstream.stop();
  });

  async function restart(options: BenchOptions): Promise<void> {
    await bench.stop();
    bench = await startBench(upstream.port, options);
  }

  it('passes the request on in order and spelling, with only the host rewritten and deflate left out', async () => {
    const headers = [
      'Sec-WebSocket-Protocol: ocpp2.1, ocpp2.0.1,ocpp1.6',
      'Sec-WebSocket-Extensions: permessage-deflate',
      'authorization: Basic Q1MtMTpzZWNyZXQ=',
      'X-Vendor: a',
      'X-VENDOR: b',
      'User-Agent: charger/1.0 \xe9',
    ];
    await new RawStation(bench.port, Buffer.from(request('/a/CS-1?k=v%20w', headers), 'latin1')).seen();
    await new RawStation(upstream.port, Buffer.from(request('/ocpp/CS-1?k=v%20w', headers), 'latin1')).seen();
    const [through = '', direct = ''] = heads;
    expect(through).toBe(
      direct
        .replace('Host: station.test', `Host: 127.0.0.1:${upstream.port}`)
        .replace('Sec-WebSocket-Extensions: permessage-deflate\r\n', ''),
    );
  });

  it('keeps the host of the station, or sets another, where configured', async () => {
    const url = `ws://127.0.0.1:${upstream.port}{path}`;
    await restart({ config: { upstream: { url, host_header: 'preserve' } } });
    await new RawStation(bench.port, request('/a/CS-1')).seen();
    await restart({ config: { upstream: { url, host_header: 'cpms.example' } } });
    await new RawStation(bench.port, request('/a/CS-1')).seen();
    expect(heads[0]).toBe(request('/a/CS-1'));
    expect(heads[1]).toContain('Host: cpms.example\r\n');
  });

  it.each<[string, Answer]>([
    ['101 and an end', reply(SWITCHING, end)],
    ['101 and a reset', reply(SWITCHING, (socket) => setTimeout(() => reset(socket), 50))],
    ['101 with frames right behind it', reply(`${SWITCHING}\x81\x02hi`, end)],
    [
      'an interim answer and 101',
      reply(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${SWITCHING}\x81\x02hi`, end),
    ],
    [
      '401 with a body',
      reply(
        'HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm="x"\r\nContent-Length: 4\r\n\r\nnope',
        end,
      ),
    ],
    [
      '404 in chunks',
      reply('HTTP/1.1 404 Nicht da\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n', end),
    ],
    ['503 without reason', reply('HTTP/1.0 503 \r\nRetry-After: 30\r\n\r\n', end)],
    ['a redirect', reply('HTTP/1.1 302 Found\r\nLocation: ws://other/\r\n\r\n', end)],
    ['something else than HTTP', reply('SSH-2.0-OpenSSH_9.2\r\n', end)],
    ['half an answer', reply('HTTP/1.1 101 Switching Prot', end)],
    ['an end without a word', end],
    ['a reset without a word', reset],
  ])('shows the station what it would see directly: %s', async (_, behaviour) => {
    answer = behaviour;
    const direct = await new RawStation(upstream.port, request('/ocpp/CS-1')).seen();
    const through = await new RawStation(bench.port, request('/ocpp/CS-1')).seen();
    expect(through).toEqual(direct);
  });

  it('relays a refusal piece by piece while the upstream keeps the connection', async () => {
    let held: Socket | undefined;
    answer = reply('HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nno', (socket) => (held = socket));
    const station = new RawStation(bench.port, request('/ocpp/CS-1'));
    await until('the first half is here', () => station.text.endsWith('no'));
    held?.write('pe');
    await until('the second half is here', () => station.text.endsWith('nope'));
    expect(station.ending).toBe('open');
    held?.end();
    expect((await station.seen()).ending).toBe('end');
    expect(bench.gateway.stats()).toMatchObject({ upstreamRefused: 1, connectionsTotal: 0 });
  });

  it('lets no second request through behind a refused one', async () => {
    answer = reply('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    const both = new RawStation(bench.port, request('/ocpp/CS-1') + request('/ocpp/CS-2'));
    await both.answered();
    const later = await new RawStation(bench.port, request('/ocpp/CS-1')).answered();
    later.socket.write(request('/ocpp/CS-2'));
    await later.seen();
    both.socket.destroy();
    expect(heads.join()).not.toContain('CS-2');
    expect(heads).toHaveLength(2);
  });

  it('looks like a broken wire when nobody listens upstream, or like 502 where configured', async () => {
    await upstream.stop();
    const direct = await new RawStation(upstream.port, request('/ocpp/CS-1')).seen();
    const through = await new RawStation(bench.port, request('/ocpp/CS-1')).seen();
    expect(direct).toEqual({ text: '', ending: 'refused' });
    expect(through).toEqual({ text: '', ending: 'reset' });
    expect(bench.gateway.stats().refused.upstream_unreachable).toBe(1);
    const url = `ws://127.0.0.1:${upstream.port}/{station}`;
    await restart({ config: { upstream: { url, unreachable: '502' } } });
    const told = await new RawStation(bench.port, request('/ocpp/CS-1')).seen();
    expect(told.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
  });

  it('serves stations again when the upstream is back', async () => {
    answer = reply(SWITCHING);
    const { port } = upstream;
    const before = await new RawStation(bench.port, request('/ocpp/CS-1')).answered();
    await upstream.stop();
    expect((await before.seen()).ending).not.toBe('open');
    expect((await new RawStation(bench.port, request('/ocpp/CS-1')).seen()).text).toBe('');
    upstream = await startRawUpstream((socket) => answer(socket), port);
    const after = await new RawStation(bench.port, request('/ocpp/CS-1')).answered();
    expect(after.text).toBe(SWITCHING);
    after.socket.destroy();
  });

  it('gives an upstream up that accepts and never answers', async () => {
    answer = () => undefined;
    await restart({ config: { timeouts: { handshake: 100, drain: 0 } } });
    expect(await new RawStation(bench.port, request('/ocpp/CS-1')).seen()).toEqual({
      text: '',
      ending: 'reset',
    });
    expect(bench.gateway.stats().refused.upstream_timeout).toBe(1);
  });

  it('hangs up on the upstream when the station leaves before the answer', async () => {
    let gone = false;
    answer = (socket) => socket.on('close', () => (gone = true));
    const station = new RawStation(bench.port, request('/ocpp/CS-1'));
    await until('the upstream is asked', () => heads.length === 1);
    station.socket.destroy();
    await until('the upstream is left', () => gone);
  });

  it('forwards what a station sends before it has its answer', async () => {
    const early: Buffer[] = [];
    answer = (socket) => {
      socket.on('data', (chunk: Buffer) => early.push(chunk));
      setTimeout(() => socket.write(SWITCHING), 50);
    };
    const station = new RawStation(bench.port, `${request('/ocpp/CS-1')}early`);
    setTimeout(() => station.socket.write('later'), 10);
    await until('all is there', () => Buffer.concat(early).toString() === 'earlylater');
    station.socket.destroy();
  });
});
