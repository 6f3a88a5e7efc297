/* What the gateway's tests stand on: a gateway with a tracking process's end of the channel, and bare TCP peers. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChannelServer } from './channel-server.ts';
import { systemClock } from './clock.ts';
import { gatewayConfigSchema } from './config.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayRecord } from './record.ts';

/** Waits until `condition` holds; fails after ten seconds with what was waited for. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A gateway in front of `upstreamPort`, and the records that came over its channel. */
export interface Bench {
  readonly port: number;
  readonly records: GatewayRecord[];
  readonly gateway: Gateway;
  /** Where the gateway looks for a tracking process. */
  readonly channelPath: string;
  stop(): Promise<void>;
}

/** Sections of the configuration that a test wants different from the defaults. */
export interface BenchOptions {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly upstreamUrl?: string;
  /** False: nobody listens at the channel. */
  readonly channel?: boolean;
}

export async function startBench(upstreamPort: number, options: BenchOptions = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  const channelPath = join(folder, 'channel.sock');
  const config = gatewayConfigSchema.parse({
    listen: { host: '127.0.0.1', port: 0 },
    upstream: { url: options.upstreamUrl ?? `ws://127.0.0.1:${upstreamPort}/ocpp/{station}` },
    timeouts: { drain: 0 },
    channel: { path: channelPath },
    stats_interval: 50,
    ...options.config,
  });
  const records: GatewayRecord[] = [];
  const channel = new ChannelServer({
    address: config.channel,
    positions: new Map(),
    maxBatchRecords: 1_000,
    maxPendingBytes: 1 << 24,
    retryMs: 10,
    deliver: async (_, batch) => void records.push(...batch),
    stats: () => undefined,
    rejected: () => undefined,
  });
  if (options.channel !== false) await channel.start();
  const gateway = await createGateway(config, {
    run: 'run-1',
    clock: systemClock,
    log: () => undefined,
    random: () => 0,
  });
  if (!gateway.ok) throw new Error(gateway.error.message);
  const address = await gateway.value.start();
  if (!address.ok) throw new Error(address.error.message);
  return {
    port: address.value.port,
    records,
    gateway: gateway.value,
    channelPath,
    stop: async () => {
      await gateway.value.stop();
      if (options.channel !== false) await channel.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A TCP server that hands over each socket with the request head that it sent. */
export async function startRawUpstream(
  serve: (socket: Socket, head: string, early: Buffer) => void,
  port = 0,
): Promise<{ port: number; server: Server; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let bytes = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', onData);
      socket.pause();
      serve(socket, bytes.toString('latin1', 0, end + 4), bytes.subarray(end + 4));
    };
    socket.on('data', onData);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    server,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}

/** The answer that makes a socket a WebSocket. The peers of these tests do not check its key. */
export const SWITCHING =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n';

export const request = (path: string, headers: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: station.test',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n');

/** A bare TCP client: what it received so far and how it ended. */
export class RawStation {
  readonly socket: Socket;
  bytes = Buffer.alloc(0);
  ending: 'open' | 'end' | 'reset' | 'refused' = 'open';

  constructor(port: number, sends: string | Buffer) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.socket.write(sends);
    this.socket.on('data', (chunk: Buffer) => (this.bytes = Buffer.concat([this.bytes, chunk])));
    this.socket.on('end', () => {
      this.ending = 'end';
      this.socket.end();
    });
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      this.ending = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
    });
  }

  get text(): string {
    return this.bytes.toString('latin1');
  }

  /** What came after the head of the answer. */
  get body(): Buffer {
    return this.bytes.subarray(this.bytes.indexOf('\r\n\r\n') + 4);
  }

  /** Resolves when the upstream's answer head is here. */
  async answered(): Promise<this> {
    await until('the upstream answers', () => this.text.includes('\r\n\r\n'));
    return this;
  }

  /** Resolves with what the station saw, once its connection is over. */
  async seen(): Promise<{ text: string; ending: string }> {
    await until('the connection ends', () => this.ending !== 'open');
    const { text, ending } = this;
    this.socket.destroy();
    return { text, ending };
  }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A WebSocket frame (RFC 6455 §5.2), masked when `mask` is given. */
export function webSocketFrame(
  opcode: number,
  payload: Buffer | string,
  mask?: number,
  final = true,
): Buffer {
  const body = Buffer.from(payload);
  const { length } = body;
  const extended = length > 65_535 ? 8 : length > 125 ? 2 : 0;
  const head = Buffer.alloc(2 + extended + (mask === undefined ? 0 : 4));
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = (mask === undefined ? 0 : 0x80) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (mask === undefined) return Buffer.concat([head, body]);
  head.writeUInt32BE(mask >>> 0, 2 + extended);
  const key = head.subarray(2 + extended);
  return Buffer.concat([head, body.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}
