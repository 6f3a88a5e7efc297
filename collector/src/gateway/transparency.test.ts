import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { StationRecord } from './record.ts';
import {
  RawStation,
  SWITCHING,
  request,
  sha256,
  startBench,
  startRawUpstream,
  until,
  webSocketFrame,
} from './test-bench.ts';
import type { Bench } from './test-bench.ts';

const MIB = 1024 * 1024;

/** Most bytes that the kernel holds of one direction of a connection: the greatest send and receive buffer (tcp(7)). */
const kernelBuffers = (): number =>
  ['tcp_rmem', 'tcp_wmem']
    .map((name) => `/proc/sys/net/ipv4/${name}`)
    .map((path) => (existsSync(path) ? Number(readFileSync(path, 'utf8').trim().split(/\s+/)[2]) : 8 * MIB))
    .reduce((sum, bytes) => sum + bytes, 0);

describe('the bytes after the handshake', () => {
  let upstream: Awaited<ReturnType<typeof startRawUpstream>>;
  let bench: Bench;
  let peers: { socket: Socket; bytes: Buffer[]; ended: boolean; reset: boolean }[];
  let early: string;
  let reading: boolean;

  beforeEach(async () => {
    peers = [];
    early = '';
    reading = true;
    upstream = await startRawUpstream((socket) => {
      const peer = { socket, bytes: [] as Buffer[], ended: false, reset: false };
      peers.push(peer);
      socket.on('data', (chunk: Buffer) => peer.bytes.push(chunk));
      socket.on('end', () => (peer.ended = true)).on('error', () => (peer.reset = true));
      socket.write(SWITCHING + early, 'latin1');
      if (!reading) socket.pause();
      else socket.resume();
    });
    bench = await startBench(upstream.port);
  });
  afterEach(async () => {
    await bench.stop();
    await upstream.stop();
  });

  async function open(path = '/ocpp/CS-1') {
    const count = peers.length;
    const station = await new RawStation(bench.port, request(path)).answered();
    const peer = peers[count];
    if (peer === undefined) throw new Error('the upstream was not asked');
    return { station, peer };
  }

  const received = (peer: { bytes: Buffer[] }): Buffer => Buffer.concat(peer.bytes);
  const messages = (): (StationRecord & { kind: 'message' })[] =>
    bench.records.filter((record) => record.kind === 'message');

  const frame = fc
    .record({
      opcode: fc.constantFrom(0, 1, 1, 1, 2, 8, 9, 10, 3, 15),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.constant(new TextEncoder().encode('[5,"x","InternalError","",{}]')),
        fc.constant(new TextEncoder().encode('[6,"y","NotifyPeriodicEventStream",{}]')),
        fc.integer({ min: 60_000, max: 70_000 }).map((length) => new Uint8Array(length).fill(7)),
      ),
      final: fc.boolean(),
      mask: fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: undefined }),
    })
    .map(({ opcode, payload, final, mask }) => webSocketFrame(opcode, Buffer.from(payload), mask, final));
  const garbage = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
  const stream = fc
    .array(fc.oneof({ weight: 4, arbitrary: frame }, { weight: 1, arbitrary: garbage }), { maxLength: 25 })
    .map((parts) => Buffer.concat(parts));

  it('arrive as they were sent, both ways at once, whether they are frames or not', async () => {
    await fc.assert(
      fc.asyncProperty(stream, stream, async (up, down) => {
        const { station, peer } = await open();
        station.socket.write(up);
        peer.socket.write(down);
        await until(
          'all is there',
          () => received(peer).length >= up.length && station.body.length >= down.length,
        );
        expect(sha256(received(peer))).toBe(sha256(up));
        expect(sha256(station.body)).toBe(sha256(down));
        station.socket.destroy();
      }),
      { numRuns: 40 },
    );
  });

  it('include messages of several megabytes, which are counted and not recorded', async () => {
    const { station, peer } = await open();
    const call = webSocketFrame(1, '[2,"1","Heartbeat",{}]', 0x01020304);
    const huge = webSocketFrame(1, Buffer.alloc(5 * MIB, 'x'), 0x0a0b0c0d);
    const largest = webSocketFrame(1, Buffer.alloc(MIB, 'y'), 0x0a0b0c0d);
    const all = Buffer.concat([call, huge, largest, call]);
    station.socket.write(all);
    await until('all is there', () => received(peer).length === all.length);
    expect(sha256(received(peer))).toBe(sha256(all));
    await until('the rest is recorded', () => messages().length === 3);
    expect(messages().map(({ raw }) => raw.length)).toEqual([22, MIB, 22]);
    expect(bench.gateway.stats()).toMatchObject({ oversize: 1, messages: 3, sniffErrors: 0 });
  });

  it('go on after nonsense, which ends the recording of that direction alone', async () => {
    const { station, peer } = await open();
    const call = webSocketFrame(1, '[2,"1","Heartbeat",{}]', 5);
    station.socket.write(Buffer.concat([call, Buffer.from('GET / HTTP/1.1\r\n\r\n'), call]));
    peer.socket.write(webSocketFrame(1, '[3,"1",{}]'));
    await until('the answer is recorded', () => messages().length === 2);
    await until('all is there', () => received(peer).length === 2 * call.length + 18);
    expect(bench.gateway.stats().sniffErrors).toBe(1);
    expect(
      messages()
        .map(({ direction }) => direction)
        .sort(),
    ).toEqual(['from_station', 'to_station']);
  });

  it('include what the upstream sends together with its 101', async () => {
    early = webSocketFrame(1, '[2,"1","Reset",{"type":"Hard"}]').toString('latin1');
    const { station } = await open();
    await until('it is recorded', () => messages().length === 1);
    expect(station.body.toString('latin1')).toBe(early);
  });

  it('reach the other side when one side has ended its half', async () => {
    const { station, peer } = await open();
    station.socket.end(webSocketFrame(1, 'last words', 1));
    await until('the end is passed on', () => peer.ended);
    expect(received(peer).length).toBe(16);
    peer.socket.end(webSocketFrame(1, 'answer'));
    await until('the answer is there', () => station.ending === 'end');
    expect(station.body.toString()).toContain('answer');
    await until('it is recorded', () => bench.records.some(({ kind }) => kind === 'disconnect'));
    expect(bench.records.at(-1)).toMatchObject({ kind: 'disconnect', code: 1006, by: 'from_station' });
  });

  it('end with a reset where the other side resets', async () => {
    const first = await open();
    first.peer.socket.resetAndDestroy();
    expect((await first.station.seen()).ending).toBe('reset');
    const second = await open();
    second.station.socket.resetAndDestroy();
    await until('the upstream is reset', () => second.peer.reset);
    await until(
      'both are recorded',
      () => bench.records.filter(({ kind }) => kind === 'disconnect').length === 2,
    );
    expect(bench.records.filter(({ kind }) => kind === 'disconnect')).toMatchObject([
      { code: 1006, by: 'to_station' },
      { code: 1006, by: 'from_station' },
    ]);
  });

  it.each(['upstream', 'station'])('wait in the sender while the %s does not read', async (side) => {
    reading = side !== 'upstream';
    const { station, peer } = await open();
    const [sender, reader] =
      side === 'upstream' ? [station.socket, peer.socket] : [peer.socket, station.socket];
    reader.pause();
    const piece = webSocketFrame(1, Buffer.alloc(64 * 1024 - 10, 'z'), 0x11223344);
    let sent = 0;
    let stalled = 0;
    // A sender is stalled when it could not write anything for a tenth of a second.
    while (stalled < 10 && sent < 256 * MIB) {
      if (sender.writableLength === 0) {
        sender.write(piece);
        sent += piece.length;
        stalled = 0;
      } else {
        stalled++;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Kernel buffers of two connections, and a chunk or two of ours.
    expect(sent).toBeLessThan(2 * kernelBuffers() + MIB);
    reader.resume();
    await until('all is there', () => {
      return (side === 'upstream' ? received(peer) : station.body).length === sent;
    });
    const all = side === 'upstream' ? received(peer) : station.body;
    for (let at = 0; at < sent; at += piece.length) {
      expect(all.compare(piece, 0, piece.length, at, at + piece.length)).toBe(0);
    }
  });

  it('belong to their own connection when a station connects twice', async () => {
    const one = await open();
    const two = await open();
    one.station.socket.write(webSocketFrame(1, 'one', 1));
    two.station.socket.write(webSocketFrame(1, 'two', 2));
    await until('both are recorded', () => messages().length === 2);
    expect(received(one.peer)).toEqual(webSocketFrame(1, 'one', 1));
    expect(received(two.peer)).toEqual(webSocketFrame(1, 'two', 2));
    const told = messages().map(
      ({ station, connection, raw }) => `${station} ${connection} ${raw.toString()}`,
    );
    expect(told.sort()).toEqual(['CS-1 1 one', 'CS-1 2 two']);
    one.station.socket.destroy();
    two.station.socket.destroy();
  });
});
