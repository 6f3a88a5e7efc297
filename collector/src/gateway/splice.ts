import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Sees each chunk after it was written to the other side. It must not throw and must not change the bytes. */
export type Tap = (chunk: Buffer) => void;

/**
 * Breaks a connection off as a bare wire would. A TLS socket cannot be reset, and a socket that has sent its FIN
 * cannot either: those are closed.
 */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket instanceof TLSSocket || socket.writableEnded || socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

/** Carries one direction: back-pressure, end and breakage included. */
export function carry(from: Socket, to: Socket, tap: Tap): void {
  from.on('data', (chunk: Buffer) => {
    if (!to.writable) return;
    if (!to.write(chunk)) from.pause();
    tap(chunk);
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => reset(to));
}

/**
 * Carries bytes both ways untouched. A peer that does not read stops the other from being read; the end of one
 * direction is passed on as an end, a broken socket as a reset.
 */
export function splice(station: Socket, upstream: Socket, fromStation: Tap, toStation: Tap): void {
  carry(station, upstream, fromStation);
  carry(upstream, station, toStation);
}
