import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { readAnswerHead } from './handshake.ts';
import type { AnswerHead } from './handshake.ts';
import type { UpstreamTemplate } from './upstream-template.ts';

/** How to reach the upstream and how long to wait. */
export interface DialSettings {
  readonly upstream: UpstreamTemplate;
  readonly secureContext: SecureContext | undefined;
  readonly connectMs: number;
  readonly handshakeMs: number;
  readonly keepaliveMs: number;
  /** Longest answer head. */
  readonly headBytes: number;
}

/**
 * What became of a dial. `answered`: the socket is paused and without our listeners; `bytes` is all that came, head
 * first; `head` is null when it is not an HTTP answer (or not all of one). `unreachable`: nothing was sent;
 * `timeout`: no answer in time; `broken`: the upstream reset the connection instead of answering.
 */
export type DialOutcome =
  | {
      readonly kind: 'answered';
      readonly socket: Socket;
      readonly head: AnswerHead | null;
      readonly bytes: Buffer;
      readonly ended: boolean;
    }
  | { readonly kind: 'unreachable' | 'timeout' | 'broken'; readonly reason: string };

function open({ upstream, secureContext }: DialSettings): Socket {
  const { host, port, tls } = upstream;
  if (!tls) return connectTcp({ host, port, allowHalfOpen: true, noDelay: true });
  const name = isIP(host) === 0 ? { servername: host } : {};
  const context = secureContext === undefined ? {} : { secureContext };
  return connectTls({ host, port, ...name, ...context, ALPNProtocols: ['http/1.1'] });
}

/** Connects, sends the request head and waits for the answer's. Calls `done` once; the result gives the dial up. */
export function dial(
  settings: DialSettings,
  request: Buffer,
  done: (outcome: DialOutcome) => void,
): () => void {
  const socket = open(settings);
  let bytes: Buffer = Buffer.alloc(0);
  let connected = false;
  let settled = false;

  const settle = (outcome: DialOutcome): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    socket.off('data', onData).off('end', onEnd);
    if (outcome.kind === 'answered') {
      socket.pause();
      socket.off('error', onError);
    } else {
      socket.destroy();
    }
    done(outcome);
  };
  const answered = (head: AnswerHead | null, ended: boolean): void =>
    settle({ kind: 'answered', socket, head, bytes, ended });
  const onData = (chunk: Buffer): void => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const head = readAnswerHead(bytes);
    if (head !== 'partial') answered(head, false);
    else if (bytes.length > settings.headBytes) answered(null, false);
  };
  const onEnd = (): void => answered(null, true);
  const onError = (error: Error): void => {
    settle({ kind: connected ? 'broken' : 'unreachable', reason: error.message });
  };
  const expire = (): void => settle({ kind: 'timeout', reason: connected ? 'no answer' : 'no connection' });

  let timer = setTimeout(expire, settings.connectMs);
  socket.once(settings.upstream.tls ? 'secureConnect' : 'connect', () => {
    connected = true;
    clearTimeout(timer);
    timer = setTimeout(expire, settings.handshakeMs);
    socket.setNoDelay(true).setKeepAlive(true, settings.keepaliveMs);
    socket.write(request);
  });
  socket.on('data', onData).on('end', onEnd).on('error', onError);
  return () => {
    settled = true;
    clearTimeout(timer);
    socket.destroy();
  };
}
