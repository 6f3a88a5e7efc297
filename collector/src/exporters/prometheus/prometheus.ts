import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { setImmediate as otherWork } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { exposition } from '../../telemetry/exposition.ts';
import type { Exporter, ExporterContext } from '../exporter.ts';
import type { PrometheusConfig } from './config.ts';
import { acceptsGzip, CONTENT_TYPES, formatFor } from './negotiation.ts';

/** Answers scrapes. The text is made in pieces of a few milliseconds, at the pace at which the reader takes it. */
export class PrometheusExporter implements Exporter {
  readonly id: string;
  readonly #config: PrometheusConfig;
  readonly #context: ExporterContext;
  readonly #server: Server;
  #scrapes = 0;
  #active = 0;
  #refused = 0;
  #failed = 0;

  constructor(config: PrometheusConfig, context: ExporterContext) {
    this.id = context.id;
    this.#config = config;
    this.#context = context;
    this.#server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.#failed += 1;
        context.log.warn(`scrape failed: ${error instanceof Error ? error.message : String(error)}`);
        if (response.headersSent) response.destroy();
        else plain(response, 503, 'metrics are not available');
      });
    });
    context.self.register('exportSent', context.id, () => this.#scrapes);
    context.self.register('exportFailed', context.id, () => this.#failed);
    context.self.register('refused', context.id, () => this.#refused);
  }

  /** The port in use, once started. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async start(): Promise<Result<void>> {
    const { endpoint } = this.#config;
    const colon = endpoint.lastIndexOf(':');
    const host = endpoint.slice(0, colon).replace(/^\[|\]$/g, '');
    return new Promise((resolve) => {
      this.#server.once('error', (error) => {
        resolve(failed(permanent(`cannot listen on ${endpoint}: ${error.message}`)));
      });
      this.#server.listen(Number(endpoint.slice(colon + 1)), host, () => {
        this.#server.removeAllListeners('error');
        this.#server.on('error', (error) => {
          this.#context.log.warn(error.message);
        });
        resolve(ok(undefined));
      });
    });
  }

  consume(): void {
    // Read at collection: nothing to take.
  }

  async stop(deadlineMs: number): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeIdleConnections();
    const timeout = setTimeout(() => {
      this.#server.closeAllConnections();
    }, deadlineMs);
    await closed;
    clearTimeout(timeout);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const path = (request.url ?? '/').split('?')[0];
    if (path !== this.#config.path) return plain(response, 404, 'not found');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'GET only');
    if (this.#active >= this.#config.max_concurrent_scrapes) {
      this.#refused += 1;
      return plain(response, 503, 'too many scrapes at once');
    }
    this.#active += 1;
    try {
      await this.#scrape(request, response);
    } finally {
      this.#active -= 1;
    }
  }

  async #scrape(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const format = formatFor(request.headers.accept);
    const isGzip = acceptsGzip(request.headers['accept-encoding']);
    const headers = { 'content-type': CONTENT_TYPES[format], vary: 'accept, accept-encoding' };
    const head = isGzip ? { ...headers, 'content-encoding': 'gzip' } : headers;
    if (request.method === 'HEAD') {
      response.writeHead(200, head).end();
      return;
    }
    const listener = new Listener(request, response);
    const collection = await this.#context.metrics.collect();
    response.writeHead(200, head);
    const gzip = isGzip ? createGzip({ level: 1 }) : null;
    gzip?.pipe(response);
    const out: Writable = gzip ?? response;
    for (const piece of exposition(collection, format)) {
      if (response.destroyed) break;
      if (!out.write(piece)) await Promise.race([once(out, 'drain'), listener.gone]);
      await otherWork();
    }
    out.end();
    await listener.gone;
    gzip?.destroy();
    this.#scrapes += 1;
    if (listener.heardAll) await this.#context.metrics.collected();
  }
}

/** Who reads an answer. One that hangs up before its end, as Prometheus does when its timeout is over, has read nothing. */
class Listener {
  /** The answer is over, one way or the other. */
  readonly gone: Promise<void>;
  #finished = false;
  #hungUp = false;

  constructor({ socket }: IncomingMessage, response: ServerResponse) {
    const hangUp = (): void => void (this.#hungUp = true);
    socket.once('end', hangUp);
    response.once('finish', () => (this.#finished = true));
    this.gone = new Promise((resolve) => {
      response.once('close', () => {
        socket.off('end', hangUp);
        resolve();
      });
    });
  }

  get heardAll(): boolean {
    return this.#finished && !this.#hungUp;
  }
}

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
};
