import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import type { Next, Receiver } from '../receiver.ts';
import { CONTENT_TYPES, statusBody, successBody, type Encoding, type PartialSuccess } from './answer.ts';
import { readBody, type Refusal } from '../http/body.ts';
import type { OtlpReceiverConfig } from './config.ts';
import { MetricMapping } from './mapping/metric-mapping.ts';
import { jsonPoints } from './metrics/json-metrics.ts';
import type { MetricPoint } from './metrics/metric-point.ts';
import { TooManyPoints } from './metrics/point-list.ts';
import { protobufPoints } from './metrics/protobuf-metrics.ts';
import { mayEnter } from '../http/may-enter.ts';

const PATH = '/v1/metrics';
const MAX_REASONS = 5;
const RETRY_SECONDS = 1;
/** How long a stopping receiver lets requests come to their end. */
const STOP_MS = 3_000;

/** What the code passes in. */
export interface OtlpReceiverSettings {
  /** Id of the component: `otlp/pipeline`. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the receiver counts about itself. */
export interface OtlpCounts {
  /** Data points that became durable. */
  accepted: number;
  /** Data points that no row is about, or that hold no recording. */
  ignored: number;
  /** Data points that a row is about and that could not be used; the sender was told. */
  rejected: number;
  /** Requests that were answered with another status than 200. */
  refused: number;
}

/** Takes gauges and sums of an OpenTelemetry pipeline over OTLP/HTTP, and answers when what they say is durable. */
export class OtlpReceiver implements Receiver {
  readonly id: string;
  readonly finished: Promise<void> = new Promise(() => undefined);
  readonly counts: OtlpCounts = { accepted: 0, ignored: 0, rejected: 0, refused: 0 };
  readonly #settings: OtlpReceiverSettings;
  readonly #config: OtlpReceiverConfig;
  readonly #mapping: MetricMapping;
  #server: Server | null = null;
  #active = 0;

  constructor(settings: OtlpReceiverSettings, config: OtlpReceiverConfig) {
    this.id = settings.id;
    this.#settings = settings;
    this.#config = config;
    this.#mapping = new MetricMapping(config.metrics, config.subject);
  }

  /** The port in use, once started. */
  get port(): number {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async start(next: Next): Promise<Result<void>> {
    const { endpoint, tls } = this.#config;
    const colon = endpoint.lastIndexOf(':');
    const host = endpoint.slice(0, colon).replace(/^\[|\]$/g, '');
    const answer = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#answer(request, response, next).catch(() => response.destroy());
    const limits = { requestTimeout: 30_000, headersTimeout: 10_000 };
    try {
      const keys = tls && { cert: readFileSync(tls.cert_file), key: readFileSync(tls.key_file) };
      const server = keys ? createTlsServer({ ...limits, ...keys }, answer) : createServer(limits, answer);
      this.#server = server;
      server.listen(Number(endpoint.slice(colon + 1)), host);
      await once(server, 'listening');
      return ok(undefined);
    } catch (error) {
      this.#server = null;
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

  async #answer(request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    const encoding = encodingOf(request);
    const at = encoding ?? 'json';
    const taken = await this.#take(request, encoding, next);
    if (!taken.ok) this.counts.refused += 1;
    const status = taken.ok ? 200 : taken.error.status;
    const body = taken.ok ? successBody(at, taken.value) : statusBody(at, taken.error.message);
    const retryAfter = taken.ok ? undefined : taken.error.retryAfter;
    response.writeHead(status, {
      'content-type': CONTENT_TYPES[at],
      'content-length': body.length,
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 405 && { allow: 'POST' }),
      // What is left of a body that was not read must not be taken for the next request.
      ...(!request.complete && { connection: 'close' }),
    });
    response.end(body);
  }

  async #take(
    request: IncomingMessage,
    encoding: Encoding | null,
    next: Next,
  ): Promise<Result<PartialSuccess | null, Refusal>> {
    const refused = this.#refusalOf(request);
    if (refused !== null) return failed(refused);
    if (encoding === null)
      return failed({
        status: 415,
        message: `content-type must be ${Object.values(CONTENT_TYPES).join(' or ')}`,
      });
    if (this.#active >= this.#config.max_concurrent_requests)
      return failed({ status: 503, message: 'too many requests at once', retryAfter: RETRY_SECONDS });
    this.#active += 1;
    try {
      const body = await readBody(request, this.#config.max_body_bytes);
      if (!body.ok) return body;
      const points = pointsOf(encoding, body.value);
      return points.ok ? await this.#deliver(points.value, next) : points;
    } finally {
      this.#active -= 1;
    }
  }

  #refusalOf(request: IncomingMessage): Refusal | null {
    if ((request.url ?? '').split('?')[0] !== PATH) return { status: 404, message: `metrics go to ${PATH}` };
    if (request.method !== 'POST') return { status: 405, message: 'POST only' };
    const token = this.#config.bearer_token;
    if (token !== undefined && !mayEnter(request.headers.authorization, token))
      return { status: 401, message: 'the bearer token is missing or wrong' };
    return null;
  }

  async #deliver(
    points: readonly MetricPoint[],
    next: Next,
  ): Promise<Result<PartialSuccess | null, Refusal>> {
    const receivedAt = this.#settings.now();
    const arrivals: TelemetryArrival[] = [];
    const reasons = new Set<string>();
    let rejected = 0;
    for (const point of points) {
      const mapped = this.#mapping.map(point);
      if (!mapped.ok) {
        rejected += 1;
        if (reasons.size < MAX_REASONS) reasons.add(mapped.error);
      } else if (mapped.value !== null)
        arrivals.push({ kind: 'telemetry', receivedAt, source: this.id, event: null, ...mapped.value });
    }
    try {
      if (arrivals.length > 0) await next({ arrivals });
    } catch {
      return failed({ status: 503, message: 'not durable yet', retryAfter: RETRY_SECONDS });
    }
    this.counts.accepted += arrivals.length;
    this.counts.rejected += rejected;
    this.counts.ignored += points.length - arrivals.length - rejected;
    return ok(rejected === 0 ? null : { rejected, message: [...reasons].join('; ') });
  }
}

function encodingOf(request: IncomingMessage): Encoding | null {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === CONTENT_TYPES.protobuf) return 'protobuf';
  return type === CONTENT_TYPES.json ? 'json' : null;
}

/** The points of a body, or why they are not taken. */
function pointsOf(encoding: Encoding, body: Uint8Array): Result<MetricPoint[], Refusal> {
  try {
    return ok(
      encoding === 'protobuf' ? protobufPoints(body) : jsonPoints(Buffer.from(body).toString('utf8')),
    );
  } catch (error) {
    return failed(
      error instanceof TooManyPoints
        ? { status: 413, message: `${error.message}: send smaller batches` }
        : { status: 400, message: 'the body is no ExportMetricsServiceRequest' },
    );
  }
}
