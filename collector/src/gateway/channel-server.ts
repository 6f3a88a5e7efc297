import { chmod, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { failed, ok, permanent, retryable } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { ChannelReader, HELLO, RECORD, STATS, readHello, readStats } from './channel-frame.ts';
import { ChannelInbox } from './channel-inbox.ts';
import type { InboxSettings } from './channel-inbox.ts';
import type { ChannelAddress } from './config.ts';
import type { GatewayStats } from './counters.ts';
import { readRecord } from './record-codec.ts';

/** What a channel server needs. */
export interface ChannelServerSettings extends InboxSettings {
  readonly address: ChannelAddress;
  /** Highest durable sequence of each gateway run that is known. */
  readonly positions: ReadonlyMap<string, number>;
  /** A gateway's counters, whenever it sends them. */
  stats(run: string, stats: GatewayStats): void;
  /** A gateway sent what is no record; its connection is closed. */
  rejected(run: string | null): void;
}

/** The tracking process's end of the channel: gateways connect to it, several at once if need be. */
export class ChannelServer {
  readonly #settings: ChannelServerSettings;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #inboxes = new Map<string, ChannelInbox>();

  constructor(settings: ChannelServerSettings) {
    this.#settings = settings;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens. A socket file that a killed process left behind is replaced; one that is in use is not. */
  async start(): Promise<Result<{ readonly port: number | null }>> {
    const { address } = this.#settings;
    let error = await this.#listen();
    if (error?.code === 'EADDRINUSE' && 'path' in address && !(await isServed(address.path))) {
      await unlink(address.path).catch(() => undefined);
      error = await this.#listen();
    }
    const place = 'path' in address ? address.path : `${address.host}:${address.port}`;
    if (error?.code === 'EADDRINUSE') {
      return failed(permanent(`channel ${place}: another tracking process listens there`));
    }
    if (error !== null) return failed(retryable(`channel ${place}: ${error.message}`));
    if ('path' in address) await chmod(address.path, 0o600).catch(() => undefined);
    const bound = this.#server.address();
    return ok({ port: typeof bound === 'object' && bound !== null ? bound.port : null });
  }

  /** Takes nothing more, waits for the batch that is being written, acknowledges it and closes. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.pause();
    await Promise.all([...this.#inboxes.values()].map((inbox) => inbox.stop()));
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
  }

  #listen(): Promise<NodeJS.ErrnoException | null> {
    const { address } = this.#settings;
    return new Promise((resolve) => {
      this.#server.once('error', resolve);
      this.#server.listen('path' in address ? { path: address.path } : address, () => {
        this.#server.off('error', resolve);
        resolve(null);
      });
    });
  }

  #serve(socket: Socket): void {
    const reader = new ChannelReader();
    let run: string | null = null;
    let inbox: ChannelInbox | null = null;
    const reject = (): void => {
      this.#settings.rejected(run);
      socket.destroy();
    };
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      inbox?.detach(socket);
    });
    socket.on('data', (chunk: Buffer) => {
      const frames = reader.push(chunk);
      if (frames === null) return reject();
      for (const { type, body } of frames) {
        if (type === HELLO && inbox === null) {
          run = readHello(body);
          if (run === null) return reject();
          inbox = this.#inbox(run);
          inbox.attach(socket);
        } else if (type === RECORD && inbox !== null) {
          const record = readRecord(body);
          if (record === null) return reject();
          inbox.take(record);
        } else if (type === STATS && run !== null) {
          const stats = readStats(body);
          if (stats === null) return reject();
          this.#settings.stats(run, stats);
        } else return reject();
      }
      inbox?.flush();
    });
  }

  #inbox(run: string): ChannelInbox {
    const inbox =
      this.#inboxes.get(run) ?? new ChannelInbox(run, this.#settings.positions.get(run) ?? 0, this.#settings);
    this.#inboxes.set(run, inbox);
    return inbox;
  }
}

/** Whether somebody answers at a unix socket. */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
