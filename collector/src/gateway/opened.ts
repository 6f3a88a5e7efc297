import type { Socket } from 'node:net';
import type { ConnectionContext } from './connection.ts';
import type { GatewayStats } from './counters.ts';
import type { DialOutcome } from './dial.ts';
import type { AnswerHead } from './handshake.ts';
import { Sniffer } from './sniffer.ts';
import { carry, reset, splice } from './splice.ts';
import type { Tap } from './splice.ts';

type Answered = Extract<DialOutcome, { kind: 'answered' }>;

/** The upstream said 101: from here on bytes are carried both ways, and watched. */
export function openConnection(
  { sniff, stats, nextConnection }: Pick<ConnectionContext, 'sniff' | 'stats' | 'nextConnection'>,
  id: string,
  station: Socket,
  early: Buffer,
  { socket: upstream, bytes, head }: Answered & { head: AnswerHead },
): void {
  const sniffer = new Sniffer(sniff, { connection: nextConnection(), station: Buffer.from(id, 'latin1') });
  sniffer.connected(head.protocol, station.remoteAddress ?? null);
  station.write(bytes);
  if (early.length > 0) upstream.write(early);
  const { fromStation, toStation } = watch(stats, sniffer, station, upstream);
  toStation(bytes.subarray(head.length));
  fromStation(early);
  splice(station, upstream, fromStation, toStation);
  station.resume();
  upstream.resume();
}

/** The taps of a connection. Apart from `openConnection`, because they live long and the handshake's bytes should not. */
function watch(
  stats: GatewayStats,
  sniffer: Sniffer,
  station: Socket,
  upstream: Socket,
): { fromStation: Tap; toStation: Tap } {
  const stationEnded = (): void => sniffer.ended('from_station');
  const upstreamEnded = (): void => sniffer.ended('to_station');
  stats.connectionsOpen++;
  stats.connectionsTotal++;
  station.once('end', stationEnded).once('error', stationEnded);
  upstream.once('end', upstreamEnded).once('error', upstreamEnded);
  station.once('close', () => {
    stats.connectionsOpen--;
    sniffer.disconnected();
  });
  return {
    fromStation: (chunk) => {
      stats.bytesFromStation += chunk.length;
      sniffer.fromStation(chunk);
    },
    toStation: (chunk) => {
      stats.bytesToStation += chunk.length;
      sniffer.toStation(chunk);
    },
  };
}

/**
 * The upstream refused: its answer goes to the station byte for byte until one of them closes. Nothing more goes up,
 * because a second request on this socket would not have been checked.
 */
export function relayRefusal(
  { stats, config }: Pick<ConnectionContext, 'stats' | 'config'>,
  station: Socket,
  { socket: upstream, bytes, head, ended }: Answered,
): void {
  if (head === null) stats.refused.upstream_malformed++;
  else stats.upstreamRefused++;
  const close = (): void => {
    station.destroy();
    upstream.destroy();
  };
  const timer = setTimeout(close, config.timeouts.handshake);
  station.once('close', () => clearTimeout(timer));
  station.write(bytes);
  carry(upstream, station, () => undefined);
  station.on('data', close);
  station.on('end', () => upstream.end());
  station.on('error', () => reset(upstream));
  if (ended) station.end();
  station.resume();
  upstream.resume();
}
