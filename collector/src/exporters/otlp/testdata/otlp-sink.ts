import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type DecodedMetric, type DecodedSpan, decodeMetrics, decodeTraces } from './otlp-decoding.ts';

/** How the sink behaves towards the next requests, in order; when none is left it accepts. */
export type SinkFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'partial'; readonly rejected: number };

export interface SinkRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: number;
}

/** An OTLP/HTTP receiver for tests: decodes protobuf (and keeps JSON as parsed), and can misbehave on demand. */
export class OtlpSink {
  readonly metrics: DecodedMetric[] = [];
  readonly spans: DecodedSpan[] = [];
  /** Bodies that came as OTLP/JSON, parsed. */
  readonly json: unknown[] = [];
  /** Every request, refused ones included. */
  readonly requests: SinkRequest[] = [];
  readonly faults: SinkFault[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.#take(request, response, Buffer.concat(pieces));
      });
    });
  }

  /** Base URL. */
  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the sink is not listening');
    return `http://127.0.0.1:${String(address.port)}`;
  }

  async start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #take(request: IncomingMessage, response: ServerResponse, raw: Buffer): void {
    const path = request.url ?? '';
    this.requests.push({ path, headers: request.headers, bytes: raw.length });
    const fault = this.faults.shift();
    if (fault?.kind === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end();
      return;
    }
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
    if (request.headers['content-type'] === 'application/json') this.json.push(JSON.parse(body.toString()));
    else if (path.endsWith('/v1/metrics')) this.metrics.push(...decodeMetrics(body));
    else if (path.endsWith('/v1/traces')) this.spans.push(...decodeTraces(body));
    // partial_success { rejected = field 1 }, in field 1 of the answer.
    const answer = fault?.kind === 'partial' ? Buffer.from([0x0a, 2, 0x08, fault.rejected]) : Buffer.alloc(0);
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(answer);
  }
}
