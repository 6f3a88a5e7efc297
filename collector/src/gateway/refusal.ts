import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** How long a station that we turned away may keep its socket. */
const LINGER_MS = 2_000;

/** Answers a request with a bare status and closes; tolerant of a socket that is already gone. */
export function refuse(socket: Socket, status: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const reason = STATUS_CODES[status] ?? '';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, 'latin1');
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(linger));
  socket.resume();
}
