import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  RawStation,
  SWITCHING,
  request,
  sha256,
  startRawUpstream,
  until,
  webSocketFrame,
} from './test-bench.ts';

/** The gateway as its own process, an upstream that echoes bytes, and a tracking process that is treated badly. */
describe('a conversation is not disturbed', () => {
  let folder: string;
  let channel: string;
  let journal: string;
  let upstream: Awaited<ReturnType<typeof startRawUpstream>>;
  let gateway: ChildProcess;
  let port: number;
  let children: ChildProcess[];
  let sent: Buffer[];
  let station: RawStation;
  let number: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'isolation-'));
    channel = join(folder, 'c.sock');
    journal = join(folder, 'journal');
    children = [];
    sent = [];
    number = 0;
    upstream = await startRawUpstream((socket) => {
      socket.write(SWITCHING);
      socket.pipe(socket);
    });
    await startGateway({ ring_bytes: 16 << 20 });
  });
  afterEach(async () => {
    station.socket.destroy();
    for (const child of [...children, gateway]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    await upstream.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startGateway(limits: Record<string, number>): Promise<void> {
    const config = {
      listen: { host: '127.0.0.1', port: 0 },
      upstream: { url: `ws://127.0.0.1:${upstream.port}/{station}` },
      timeouts: { drain: 500 },
      limits,
      channel: { path: channel },
      stats_interval: 50,
    };
    gateway = spawn(process.execPath, [join(import.meta.dirname, 'process.ts')], {
      env: { ...process.env, FIRSTCHARGE_GATEWAY_CONFIG: JSON.stringify(config) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    gateway.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until('the gateway listens', () => /"port":\d+/.test(output));
    port = Number(/"port":(\d+)/.exec(output)?.[1]);
    station = await new RawStation(port, request('/ocpp/CS-1')).answered();
  }

  function startTracker(mood = ''): ChildProcess {
    const file = join(import.meta.dirname, 'testdata', 'tracker.ts');
    const child = spawn(process.execPath, [file, channel, journal, mood], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.push(child);
    return child;
  }

  /** Sends calls and waits until all echoes are back. */
  async function talk(count: number, size = 0): Promise<void> {
    for (let index = 0; index < count; index++) {
      const frame = webSocketFrame(1, `call ${++number}`.padEnd(size, '.'), number * 7);
      sent.push(frame);
      station.socket.write(frame);
      if (index % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
    }
    const length = sent.reduce((sum, frame) => sum + frame.length, 0);
    await until('all echoes are back', () => station.body.length === length);
  }

  const expectAllEchoed = (): void => expect(sha256(station.body)).toBe(sha256(Buffer.concat(sent)));

  async function journalled(): Promise<{ sequence: number; kind: string; text: string }[]> {
    const lines = (await readFile(journal, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
    return lines.map((line) => {
      const [, sequence, kind = '', ...text] = line.split(' ');
      return { sequence: Number(sequence), kind, text: text.join(' ').replace(/\.+$/, '') };
    });
  }

  async function untilJournalled(records: number): Promise<void> {
    const deadline = Date.now() + 15_000;
    while ((await journalled()).length < records && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The connect, and each call and its echo, numbered without hole and without repetition. */
  async function expectNothingLostOrRepeated(): Promise<void> {
    await untilJournalled(1 + 2 * number);
    const records = await journalled();
    expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
    const calls = records.filter(({ kind }) => kind === 'message').map(({ text }) => Number(text.slice(5)));
    const once = Array.from({ length: number }, (_, index) => index + 1);
    expect(calls.sort((a, b) => a - b)).toEqual(once.flatMap((each) => [each, each]));
  }

  it('by a tracking process that is absent and comes later', async () => {
    await talk(300);
    expectAllEchoed();
    startTracker();
    await expectNothingLostOrRepeated();
  });

  it('by a tracking process that is killed again and again, and no record is lost or repeated', async () => {
    for (let round = 0; round < 4; round++) {
      const tracker = startTracker();
      const before = (await journalled()).length;
      const talking = talk(600);
      await untilJournalled(before + 20);
      tracker.kill('SIGKILL');
      await talking;
    }
    expectAllEchoed();
    startTracker();
    await expectNothingLostOrRepeated();
  });

  it('by a tracking process in an endless loop', async () => {
    const tracker = startTracker('busy');
    await talk(20);
    const before = Date.now();
    await talk(2_000, 2_000);
    expect(Date.now() - before).toBeLessThan(5_000);
    expectAllEchoed();
    tracker.kill('SIGKILL');
    startTracker();
    await expectNothingLostOrRepeated();
  });

  it('by a tracking process that is stopped in the middle, and goes on when it goes on', async () => {
    const tracker = startTracker();
    await talk(100);
    await untilJournalled(50);
    tracker.kill('SIGSTOP');
    await talk(1_000, 1_000);
    expectAllEchoed();
    tracker.kill('SIGCONT');
    await expectNothingLostOrRepeated();
  });

  it('by a channel that is accepted and never read, and what the ring cannot hold is told', async () => {
    gateway.kill('SIGKILL');
    await new Promise((resolve) => gateway.once('exit', resolve));
    await startGateway({ ring_bytes: 256 << 10 });
    const held: Socket[] = [];
    const deaf = createServer({ pauseOnConnect: true }, (socket) =>
      held.push(socket.on('error', () => undefined)),
    );
    await new Promise<void>((resolve) => deaf.listen(channel, resolve));
    // Many times what the ring holds: the copy is looked at after the bytes were passed on, and may lag behind.
    await talk(2_500, 2_000);
    expectAllEchoed();
    const closed = new Promise((resolve) => deaf.close(resolve));
    for (const socket of held) socket.destroy();
    await closed;
    startTracker();
    await talk(1);
    const last = 1 + 2 * number;
    const deadline = Date.now() + 10_000;
    while ((await journalled()).at(-1)?.sequence !== last && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const records = await journalled();
    expect(records[0]).toMatchObject({ kind: 'gap', text: '1' });
    expect(records.filter(({ kind }) => kind === 'message').length).toBeGreaterThan(10);
    let expected = 1;
    for (const { kind, sequence, text } of records) {
      expect(kind === 'gap' ? Number(text) : sequence).toBe(expected);
      expected = sequence + 1;
    }
    expect(expected).toBe(last + 1);
  });

  it('by the end of the gateway longer than it must: sockets end, and the last records are handed on', async () => {
    startTracker();
    await talk(5);
    // The tracking process is there; what it has not seen yet is what must be handed on.
    await untilJournalled(1);
    await talk(5);
    const exit = new Promise((resolve) => gateway.once('exit', resolve));
    gateway.kill('SIGTERM');
    expect((await station.seen()).ending).not.toBe('open');
    expect(await exit).toBe(0);
    await untilJournalled(22);
    const records = await journalled();
    expect(records.at(-1)?.kind).toBe('disconnect');
    expect(records).toHaveLength(22);
  });
});
