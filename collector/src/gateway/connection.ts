import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { GatewayConfig } from './config.ts';
import type { GatewayStats, Refusal } from './counters.ts';
import { dial } from './dial.ts';
import type { DialOutcome, DialSettings } from './dial.ts';
import { requestHead } from './handshake.ts';
import { Lifetime } from './lifetime.ts';
import { openConnection, relayRefusal } from './opened.ts';
import { refuse } from './refusal.ts';
import type { SniffContext } from './sniffer.ts';
import { reset } from './splice.ts';
import type { ReadStationPath, StationPath } from './station-path.ts';

/** What all connections of a gateway share. */
export interface ConnectionContext {
  readonly config: GatewayConfig;
  readonly dial: DialSettings;
  readonly readPath: ReadStationPath;
  readonly sniff: SniffContext;
  readonly stats: GatewayStats;
  /** Connections that are being dialled or open. */
  readonly connections: Set<Lifetime>;
  /** Number of the next connection of this run, from 1. */
  nextConnection(): number;
}

// A function of its own: a closure would keep the request for as long as the socket lives.
const ignore = (): void => undefined;

/** Serves one upgrade request from its head to the end of both sockets. `early` came with the head. */
export function serveConnection(
  context: ConnectionContext,
  request: IncomingMessage,
  station: Socket,
  early: Buffer,
): void {
  const { config, stats } = context;
  const turnAway = (refusal: Refusal, status: number): void => {
    stats.refused[refusal]++;
    refuse(station, status);
  };
  station.on('error', ignore);
  if (station.destroyed) return;
  if (!isWebSocketRequest(request)) return turnAway('bad_request', 400);
  const path = context.readPath(request.url ?? '');
  if (!path.ok) return turnAway(path.error, path.error === 'bad_path' ? 404 : 400);
  if (context.connections.size >= config.limits.max_connections) return turnAway('too_many_connections', 503);
  const lifetime = new Lifetime(context.connections);
  lifetime.hold(station);
  station.setNoDelay(true).setKeepAlive(true, config.timeouts.keepalive);
  awaitAnswer(
    context,
    station,
    early,
    upstreamRequest(context, request, station, path.value),
    (outcome, bytes) => {
      if (outcome.kind !== 'answered') return giveUp(context, station, outcome);
      lifetime.hold(outcome.socket);
      if (outcome.head?.status !== 101) return relayRefusal(context, station, outcome);
      return openConnection(context, path.value.station, station, bytes, { ...outcome, head: outcome.head });
    },
  );
}

function isWebSocketRequest({ headers, method }: IncomingMessage): boolean {
  // A body would hide a second request behind the first one, which nobody would check.
  const body = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && !body;
}

function upstreamRequest(
  { config, dial: { upstream } }: ConnectionContext,
  request: IncomingMessage,
  station: Socket,
  path: StationPath,
): Buffer {
  const policy = config.upstream.host_header;
  const host = policy === 'preserve' ? null : policy === 'upstream' ? upstream.authority : policy;
  const header = config.listen.tls?.identity_header;
  const identity = header === undefined ? {} : { identity: { name: header, value: identityOf(station) } };
  return requestHead(request, { target: upstream.target(path), host, ...identity });
}

/** The common name of a verified client certificate. */
function identityOf(socket: Socket): string | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  const name: unknown = socket.getPeerCertificate().subject.CN;
  return typeof name === 'string' ? name : null;
}

/** Dials while collecting what the station sends too early; a station that leaves ends the dial. */
function awaitAnswer(
  context: ConnectionContext,
  station: Socket,
  head: Buffer,
  request: Buffer,
  done: (outcome: DialOutcome, early: Buffer) => void,
): void {
  let early = head;
  const onData = (chunk: Buffer): void => {
    early = Buffer.concat([early, chunk]);
    if (early.length > context.config.limits.handshake_bytes) station.pause();
  };
  const left = (): void => {
    abandon();
    station.destroy();
  };
  const abandon = dial(context.dial, request, (outcome) => {
    station.off('data', onData).off('end', left).off('close', left);
    done(outcome, early);
  });
  station.on('data', onData).once('end', left).once('close', left);
}

/** The upstream cannot be had: the station sees a broken wire, or a gateway's status where configured. */
function giveUp(
  { config, stats }: ConnectionContext,
  station: Socket,
  { kind }: Exclude<DialOutcome, { kind: 'answered' }>,
): void {
  stats.refused[kind === 'timeout' ? 'upstream_timeout' : 'upstream_unreachable']++;
  if (config.upstream.unreachable === '502') refuse(station, kind === 'timeout' ? 504 : 502);
  else reset(station);
}
