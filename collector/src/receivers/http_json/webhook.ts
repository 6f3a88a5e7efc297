import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { readBody, type Refusal } from '../http/body.ts';
import type { ListenConfig } from './config.ts';
import { isSigned, mayCome } from './credentials.ts';

/** What a webhook is given. */
export interface WebhookSettings {
  /** Whether the mappings have an entry for a path. */
  readonly knows: (path: string) => boolean;
  /** Resolves when what the body says is durable: false when it was not of the format of its entry. Rejects when it could not be made durable. */
  readonly take: (path: string, body: Uint8Array) => Promise<boolean>;
  /** A request was answered with another status than 204. */
  readonly onRefused: () => void;
}

const RETRY_SECONDS = 1;
const STOP_MS = 3_000;

/** Takes messages that others POST, and answers when what they say is durable. */
export class Webhook {
  readonly #config: ListenConfig;
  readonly #settings: WebhookSettings;
  #server: Server | null = null;
  #active = 0;

  constructor(config: ListenConfig, settings: WebhookSettings) {
    this.#config = config;
    this.#settings = settings;
  }

  /** The port in use, once started. */
  get port(): number {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async start(): Promise<Result<void>> {
    const { endpoint, tls } = this.#config;
    const colon = endpoint.lastIndexOf(':');
    const host = endpoint.slice(0, colon).replace(/^\[|\]$/g, '');
    const answer = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#answer(request, response).catch(() => response.destroy());
    const limits = { requestTimeout: 30_000, headersTimeout: 10_000 };
    try {
      const keys = tls && { cert: readFileSync(tls.cert_file), key: readFileSync(tls.key_file) };
      const server = keys ? createTlsServer({ ...limits, ...keys }, answer) : createServer(limits, answer);
      server.listen(Number(endpoint.slice(colon + 1)), host);
      await once(server, 'listening');
      this.#server = server;
      return ok(undefined);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return failed(permanent(`cannot listen on ${endpoint}: ${why}`));
    }
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server?.listening !== true) return;
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const timeout = setTimeout(() => server.closeAllConnections(), STOP_MS);
    await closed;
    clearTimeout(timeout);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = await this.#take(request);
    if (refusal !== null) this.#settings.onRefused();
    const { status = 204, message = '', retryAfter } = refusal ?? {};
    response.writeHead(status, {
      ...(message !== '' && { 'content-type': 'text/plain; charset=utf-8' }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(status === 405 && { allow: 'POST, PUT' }),
      // What is left of a body that was not read must not be taken for the next request.
      ...(!request.complete && { connection: 'close' }),
    });
    response.end(message === '' ? undefined : `${message}\n`);
  }

  /** null: taken. */
  async #take(request: IncomingMessage): Promise<Refusal | null> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { max_concurrent_requests: most, max_body: longest } = this.#config;
    if (!mayCome(request.headers, this.#config))
      return { status: 401, message: 'the credentials are missing or wrong' };
    if (!this.#settings.knows(path)) return { status: 404, message: 'no mapping has this path' };
    if (request.method !== 'POST' && request.method !== 'PUT') return { status: 405, message: 'POST or PUT' };
    const busy = { status: 503, message: 'busy: try again', retryAfter: RETRY_SECONDS };
    if (this.#active >= most) return busy;
    this.#active += 1;
    try {
      const body = await readBody(request, longest);
      if (!body.ok) return body.error;
      if (!isSigned(request.headers, body.value, this.#config))
        return { status: 401, message: 'the signature is missing or wrong' };
      const readable = await this.#settings.take(path, body.value);
      return readable ? null : { status: 400, message: 'the body is not of the format of its mapping' };
    } catch {
      return { ...busy, message: 'not durable yet: try again' };
    } finally {
      this.#active -= 1;
    }
  }
}
