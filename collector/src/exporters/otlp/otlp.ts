import { setImmediate as otherWork } from 'node:timers/promises';
import {
  type ISerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Outcome } from '../../model/outcome.ts';
import { ok, type Result } from '../../model/result.ts';
import { metricBatches } from '../../telemetry/metric-producer.ts';
import { Delivery } from '../delivery/delivery.ts';
import { registerDelivery } from '../delivery/delivery-metrics.ts';
import type { Timer } from '../delivery/timer.ts';
import type { Exporter, ExporterContext } from '../exporter.ts';
import type { OtlpConfig } from './config.ts';
import { intervalMs, type OtlpSignal, type SignalSettings, signalSettings } from './settings.ts';
import { postProtobuf } from './transport.ts';

/** What the exporter needs of the machine around it. */
export interface OtlpParts {
  readonly resource: Resource;
  readonly timer: Timer;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface PartialAnswer {
  readonly partialSuccess?: {
    readonly rejectedDataPoints?: number;
    readonly rejectedSpans?: number;
    readonly errorMessage?: string;
  };
}

/** How long spans wait for company before they are sent. */
const SPAN_DELAY_MS = 1000;

/** Pushes metrics at an interval and the spans of settled flows, as OTLP over HTTP. */
export class OtlpExporter implements Exporter {
  readonly id: string;
  readonly #config: OtlpConfig;
  readonly #context: ExporterContext;
  readonly #parts: OtlpParts;
  readonly #metrics: Delivery<Uint8Array> | null;
  readonly #traces: Delivery<Uint8Array> | null;
  #spans: ReadableSpan[] = [];
  #cancelPush: () => void = () => undefined;
  #cancelSpans: (() => void) | null = null;
  #push: Promise<void> = Promise.resolve();
  #rejected = 0;

  constructor(config: OtlpConfig, context: ExporterContext, parts: OtlpParts) {
    this.id = context.id;
    this.#config = config;
    this.#context = context;
    this.#parts = parts;
    const has = (signal: OtlpSignal): boolean => config.signals.includes(signal);
    this.#metrics = has('metrics') ? this.#delivery('metrics', ProtobufMetricsSerializer) : null;
    this.#traces = has('traces') ? this.#delivery('traces', ProtobufTraceSerializer) : null;
    context.self.register('refused', this.id, () => this.#rejected);
  }

  async start(): Promise<Result<void>> {
    if (this.#metrics !== null) this.#schedule();
    return Promise.resolve(ok(undefined));
  }

  consume(_outcomes: readonly Outcome[], spans: readonly ReadableSpan[]): void {
    if (this.#traces === null) return;
    for (const span of spans) this.#spans.push(span);
    if (this.#spans.length >= this.#config.batch_size) this.#sendSpans();
    else if (this.#spans.length > 0)
      this.#cancelSpans ??= this.#parts.timer.after(SPAN_DELAY_MS, () => this.#sendSpans());
  }

  /** Collects and queues the metrics now. Never rejects. */
  async push(): Promise<void> {
    this.#push = this.#push.then(() => this.#pushOnce());
    return this.#push;
  }

  /** Resolves true when everything so far was handed on or refused for good, false when `deadlineMs` have passed before. */
  async drain(deadlineMs: number): Promise<boolean> {
    this.#sendSpans();
    await this.#push;
    const drained = await Promise.all([this.#metrics?.flush(deadlineMs), this.#traces?.flush(deadlineMs)]);
    return !drained.includes(false);
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#cancelPush();
    this.#sendSpans();
    if (this.#metrics !== null) await this.push();
    await Promise.all([this.#metrics?.stop(deadlineMs), this.#traces?.stop(deadlineMs)]);
  }

  #schedule(): void {
    this.#cancelPush = this.#parts.timer.after(intervalMs(this.#config, this.#parts.env), () => {
      this.#schedule();
      void this.push();
    });
  }

  async #pushOnce(): Promise<void> {
    const { metrics, log } = this.#context;
    try {
      const collection = await metrics.collect();
      for (const batch of metricBatches(collection, this.#parts.resource, this.#config.batch_size)) {
        const points = batch.scopeMetrics.flatMap((scope) =>
          scope.metrics.map((metric) => metric.dataPoints.length),
        );
        const payload = ProtobufMetricsSerializer.serializeRequest(batch);
        if (payload !== undefined)
          this.#metrics?.offer(
            payload,
            points.reduce((sum, count) => sum + count, 0),
          );
        await otherWork();
      }
      await metrics.collected();
    } catch (error) {
      log.warn(`metrics were not collected: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #sendSpans(): void {
    this.#cancelSpans?.();
    this.#cancelSpans = null;
    for (let from = 0; from < this.#spans.length; from += this.#config.batch_size) {
      const batch = this.#spans.slice(from, from + this.#config.batch_size);
      const payload = ProtobufTraceSerializer.serializeRequest(batch);
      if (payload !== undefined) this.#traces?.offer(payload, batch.length);
    }
    this.#spans = [];
  }

  #delivery<Request>(
    signal: OtlpSignal,
    serializer: ISerializer<Request, PartialAnswer>,
  ): Delivery<Uint8Array> {
    const { env, random, timer } = this.#parts;
    const settings = signalSettings(this.#config, signal, env);
    const config = { ...this.#config, timeout_seconds: settings.timeoutMs / 1000 };
    const warn = (message: string): void => {
      this.#context.log.warn(`${signal}: ${message}`);
    };
    const send = async (payload: Uint8Array, abort: AbortSignal): Promise<Result<void>> =>
      this.#post(settings, payload, abort, serializer, warn);
    const delivery = new Delivery({ config, timer, random, send, warn });
    registerDelivery(this.#context.self, `${this.id}/${signal}`, delivery, config.sending_queue.size);
    return delivery;
  }

  async #post<Request>(
    settings: SignalSettings,
    payload: Uint8Array,
    abort: AbortSignal,
    serializer: ISerializer<Request, PartialAnswer>,
    warn: (message: string) => void,
  ): Promise<Result<void>> {
    const result = await postProtobuf(settings, payload, abort);
    if (!result.ok) return result;
    const rejected = rejectedItems(serializer, result.value.body);
    if (rejected.count > 0) {
      this.#rejected += rejected.count;
      warn(`${String(rejected.count)} items were rejected: ${rejected.why}`);
    }
    return ok(undefined);
  }
}

/** A partial success: the request was taken, some of its items were not, and must not be sent again. */
const rejectedItems = <Request>(
  serializer: ISerializer<Request, PartialAnswer>,
  body: Uint8Array,
): { count: number; why: string } => {
  try {
    const partial = serializer.deserializeResponse(body).partialSuccess;
    const count = Number(partial?.rejectedDataPoints ?? partial?.rejectedSpans ?? 0);
    return { count, why: (partial?.errorMessage ?? '').slice(0, 200) };
  } catch {
    return { count: 0, why: '' };
  }
};
