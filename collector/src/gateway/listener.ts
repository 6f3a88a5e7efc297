import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { ServerOptions as HttpsServerOptions } from 'node:https';
import { Socket } from 'node:net';
import { failed, ok, permanent } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import type { GatewayConfig } from './config.ts';
import { serveConnection } from './connection.ts';
import type { ConnectionContext } from './connection.ts';
import { refuse } from './refusal.ts';

/** Sockets that may be open beyond the connections, for handshakes and health checks. */
const SPARE_SOCKETS = 1_024;

/** The HTTP server that stations connect to, not listening yet. */
export async function createListener(context: ConnectionContext): Promise<Result<Server>> {
  const { config, stats } = context;
  const { request } = config.timeouts;
  const options: ServerOptions = {
    maxHeaderSize: config.limits.handshake_bytes,
    headersTimeout: request,
    requestTimeout: request,
    connectionsCheckingInterval: Math.max(100, Math.floor(request / 4)),
    keepAliveTimeout: request,
  };
  const certificates = await readCertificates(config.listen.tls);
  if (!certificates.ok) return certificates;
  const server =
    certificates.value === null
      ? createHttpServer(options, answerPlain)
      : createHttpsServer({ ...options, ...certificates.value, handshakeTimeout: request }, answerPlain);
  server.maxConnections = config.limits.max_connections + SPARE_SOCKETS;
  server.on('upgrade', (request, socket, head) => {
    if (socket instanceof Socket) serveConnection(context, request, socket, head);
    else socket.destroy();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A socket that lingers after its refusal is reported again.
    if (socket.writable) stats.clientErrors++;
    if (socket instanceof Socket && error.code !== 'ECONNRESET') refuse(socket, statusOf(error.code));
    else socket.destroy();
  });
  server.on('tlsClientError', () => stats.clientErrors++);
  return ok(server);
}

/** Requests that do not want a WebSocket: the health check, and nothing else. */
function answerPlain(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/-/healthy' && (request.method === 'GET' || request.method === 'HEAD')) {
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok\n');
  } else {
    response.writeHead(426, { Connection: 'close, Upgrade', Upgrade: 'websocket' }).end();
  }
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

async function readCertificates(
  tls: GatewayConfig['listen']['tls'],
): Promise<Result<HttpsServerOptions | null>> {
  if (tls === undefined) return ok(null);
  try {
    const { cert_file, key_file, client_ca_file } = tls;
    const [cert, key] = await Promise.all([readFile(cert_file), readFile(key_file)]);
    if (client_ca_file === undefined) return ok({ cert, key });
    const ca = await readFile(client_ca_file);
    return ok({ cert, key, ca, requestCert: true, rejectUnauthorized: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(permanent(`listen.tls: cannot read the certificate files: ${why}`));
  }
}
