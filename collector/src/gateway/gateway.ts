import type { Server } from 'node:http';
import { failed, ok, retryable } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { ChannelClient } from './channel-client.ts';
import type { Clock } from './clock.ts';
import type { GatewayConfig } from './config.ts';
import type { ConnectionContext } from './connection.ts';
import { newGatewayStats } from './counters.ts';
import type { GatewayStats } from './counters.ts';
import { dialSettings } from './dial-settings.ts';
import type { Lifetime } from './lifetime.ts';
import { createListener } from './listener.ts';
import type { Log } from './log.ts';
import { ByteBudget } from './message-buffer.ts';
import { RecordQueue } from './record-queue.ts';
import { RecordRing } from './ring.ts';
import { parseStationPattern } from './station-path.ts';

const FLUSH_MS = 2_000;
const DRAIN_CHECK_MS = 50;

/** What the code passes to a gateway. */
export interface GatewaySettings {
  /** Names this run of this gateway; sequences begin at 1 with each run. `[A-Za-z0-9_-]`, at most 64 characters. */
  readonly run: string;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1, for the pauses between reconnects. */
  random(): number;
}

/** A gateway: stations connect to it and are spliced through to the upstream. */
export interface Gateway {
  /** Listens; the port is the real one when 0 was configured. */
  start(): Promise<Result<{ readonly host: string; readonly port: number }>>;
  /** Accepts nobody any more, lets sockets close for at most `drain`, hands on the last records. */
  stop(): Promise<void>;
  stats(): GatewayStats;
}

/** Builds a gateway; reads the certificate files. */
export async function createGateway(
  config: GatewayConfig,
  settings: GatewaySettings,
): Promise<Result<Gateway>> {
  const readPath = parseStationPattern(config.path);
  if (!readPath.ok) return readPath;
  const dial = await dialSettings(config);
  if (!dial.ok) return dial;
  const { limits } = config;
  const counted = newGatewayStats();
  const ring = new RecordRing({ bytes: limits.ring_bytes, records: limits.ring_records });
  const stats = (): GatewayStats => ({
    ...counted,
    dropped: ring.dropped,
    ringRecords: ring.depth,
    ringBytes: ring.bytes,
    channelConnected: channel.connected,
    channelConnects: channel.connects,
  });
  const channel = new ChannelClient({
    ...settings,
    address: config.channel,
    ring,
    statsIntervalMs: config.stats_interval,
    stats,
  });
  const connections = new Set<Lifetime>();
  let last = 0;
  const context: ConnectionContext = {
    config,
    dial: dial.value,
    readPath: readPath.value,
    stats: counted,
    connections,
    nextConnection: () => ++last,
    sniff: {
      queue: new RecordQueue(ring, settings.clock, limits.ring_bytes / 4, () => channel.wake()),
      stats: counted,
      clock: settings.clock,
      budget: new ByteBudget(Math.max(limits.ring_bytes, 2 * limits.max_frame_bytes)),
      maxFrameBytes: limits.max_frame_bytes,
    },
  };
  const server = await createListener(context);
  if (!server.ok) return server;
  return ok({
    start: async () => {
      const address = await listen(server.value, config.listen);
      if (address.ok) channel.start();
      return address;
    },
    stop: async () => {
      await drain(server.value, connections, config.timeouts.drain);
      // One turn for the sockets' last records to reach the ring.
      await new Promise((resolve) => setTimeout(resolve, DRAIN_CHECK_MS));
      await channel.stop(FLUSH_MS);
    },
    stats,
  });
}

function listen(
  server: Server,
  { host, port }: GatewayConfig['listen'],
): Promise<Result<{ host: string; port: number }>> {
  return new Promise((resolve) => {
    const refused = (error: Error): void =>
      resolve(failed(retryable(`cannot listen on ${host}:${port}: ${error.message}`)));
    server.once('error', refused);
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.off('error', refused);
      const address = server.address();
      resolve(ok({ host, port: typeof address === 'object' && address !== null ? address.port : port }));
    });
  });
}

async function drain(server: Server, connections: Set<Lifetime>, ms: number): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const checks = Math.ceil(ms / DRAIN_CHECK_MS);
  for (let check = 0; check < checks && connections.size > 0; check++) {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_CHECK_MS));
  }
  for (const connection of connections) connection.destroy();
  server.closeAllConnections();
}
