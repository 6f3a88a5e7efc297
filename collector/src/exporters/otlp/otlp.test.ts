import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { flowSpans } from '../../telemetry/flow-spans.ts';
import { StoreMetricProducer } from '../../telemetry/metric-producer.ts';
import { everything, failedFlow, settledFlow, T0 } from '../../telemetry/testdata/outcomes.ts';
import { HandTimer } from '../delivery/testdata/hand-timer.ts';
import { eventually } from '../prometheus/testdata/real-prometheus.ts';
import { testContext } from '../testdata/context.ts';
import { otlpConfig } from './config.ts';
import { OtlpExporter } from './otlp.ts';
import { OtlpSink } from './testdata/otlp-sink.ts';

const resource = resourceFromAttributes({ 'service.name': 'firstcharge' });
const spans = flowSpans(failedFlow(), resource, [{ id: settledFlow().id, traceId: settledFlow().traceId }]);

let sink: OtlpSink;
beforeEach(async () => {
  sink = new OtlpSink();
  await sink.start();
});
afterEach(() => sink.stop());

const pushing = (settings: object = {}) => {
  const timer = new HandTimer();
  const parts = testContext('otlp');
  const exporter = new OtlpExporter(otlpConfig.parse({ endpoint: sink.url, ...settings }), parts.context, {
    resource,
    timer,
    random: () => 0,
    env: {},
  });
  const figure = (name: string, component: string): number | undefined => {
    const view = parts.self.collect(0).find(({ spec }) => spec.prometheus === `firstcharge_${name}`);
    const row = view?.sets.findIndex(({ values }) => values[0] === component) ?? -1;
    return view?.values[row];
  };
  return { ...parts, exporter, timer, figure };
};

/** Waits for real I/O, turning the timer as soon as somebody waits for it. */
const until = (condition: () => boolean): Promise<true> =>
  eventually(() => Promise.resolve(condition() ? true : undefined));

describe('traces over OTLP', () => {
  it('arrive as they were made: ids, times, attributes, events, links, status', async () => {
    const { exporter, timer } = pushing({ headers: { 'api-key': 'k' } });
    exporter.consume([], spans);
    await timer.turn(1000);
    await until(() => sink.spans.length === 3);
    const [root, , handshake] = sink.spans;
    expect(root).toMatchObject({
      name: 'charge flow',
      traceId: failedFlow().traceId,
      parentSpanId: '',
      startMs: T0,
      endMs: failedFlow().end,
      status: 2,
      resource: { 'service.name': 'firstcharge' },
      events: [{ name: 'status preparing', timeMs: T0 }],
      links: [{ traceId: settledFlow().traceId }],
    });
    expect(root?.attributes).toMatchObject({
      'ev.evse': 2,
      'ev.flow.recovered': false,
      'ev.flow.reason': 'no_energy',
    });
    expect(handshake?.parentSpanId).toBe(root?.spanId);
    const [request] = sink.requests;
    expect(request?.path).toBe('/v1/traces');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
      'api-key': 'k',
    });
  });

  it('are sent again after 429, 502, 503, 504 and a broken connection, and not after 400', async () => {
    for (const status of [429, 502, 503, 504]) sink.faults.push({ kind: 'status', status });
    sink.faults.push({ kind: 'reset' }, { kind: 'status', status: 400 });
    const { exporter, timer, figure, warnings } = pushing();
    exporter.consume([], spans);
    await timer.turn(1000);
    for (let answered = 1; answered <= 5; answered += 1) {
      await until(() => sink.requests.length === answered && timer.next !== null && timer.next < 9000);
      // To the end of the wait and no further: the next attempt has a timeout of its own.
      await timer.turn(timer.next ?? 0);
    }
    await until(() => figure('export_failed_total', 'otlp/traces') === 3);
    expect(sink.spans).toEqual([]);
    expect(figure('export_retries_total', 'otlp/traces')).toBe(5);
    expect(warnings).toEqual(['traces: refused for good: status 400']);
  });

  it('wait as long as Retry-After says', async () => {
    sink.faults.push({ kind: 'status', status: 503, retryAfter: '30' });
    const { exporter, timer } = pushing();
    exporter.consume([], spans);
    await timer.turn(1000);
    await until(() => timer.next === 30_000);
    await timer.turn(29_000);
    expect(sink.requests).toHaveLength(1);
    await timer.turn(1000);
    await until(() => sink.spans.length === 3);
  });

  it('are sent again when no answer comes in time', async () => {
    sink.faults.push({ kind: 'hang' });
    const { exporter, timer } = pushing();
    exporter.consume([], spans);
    await timer.turn(1000);
    await until(() => sink.requests.length === 1);
    await timer.turn(10_000);
    await timer.turn(1000);
    await until(() => sink.spans.length === 3);
  });

  it('count what a partial success left out, and do not send it again', async () => {
    sink.faults.push({ kind: 'partial', rejected: 2 });
    const { exporter, timer, figure } = pushing();
    exporter.consume([], spans);
    await timer.turn(1000);
    await until(() => figure('refused_total', 'otlp') === 2);
    expect(sink.requests).toHaveLength(1);
  });

  it('are handed on when the exporter stops', async () => {
    const { exporter } = pushing();
    exporter.consume([], spans);
    const stopped = exporter.stop(5000);
    await stopped;
    expect(sink.spans).toHaveLength(3);
  });
});

describe('metrics over OTLP', () => {
  it('are pushed at the interval, cumulative and in bounded requests', async () => {
    const { exporter, timer, store, collections } = pushing({
      interval_seconds: 15,
      batch_size: 25,
      compression: 'none',
    });
    for (const outcome of everything(T0)) store.apply(outcome);
    await exporter.start();
    await timer.turn(14_000);
    expect(sink.requests).toHaveLength(0);
    await timer.turn(1000);
    await until(() => sink.metrics.some(({ name }) => name === 'ev.ocpp.call.duration'));
    expect(collections).toEqual([0]);
    expect(sink.requests.length).toBeGreaterThan(3);
    expect(sink.requests[0]?.headers['content-encoding']).toBeUndefined();
    for (const metric of sink.metrics) {
      if (metric.kind !== 'gauge') expect(metric.isCumulative).toBe(true);
      for (const point of metric.points) {
        if (metric.name.startsWith('ev.')) expect(point.timeMs).toBe(store.time);
        if (metric.name.startsWith('ev.')) expect(point.startMs).toBe(T0);
      }
    }
    await exporter.stop(5000);
  });

  it('do not stop, throw or pile up without bound when nobody is there', async () => {
    const { exporter, timer, store, figure } = pushing({ interval_seconds: 10, sending_queue: { size: 3 } });
    await sink.stop();
    for (const outcome of everything(T0)) store.apply(outcome);
    await exporter.start();
    for (let push = 0; push < 10; push += 1) {
      await timer.turn(10_000);
      await exporter.push();
    }
    expect(figure('queue_size', 'otlp/metrics')).toBeLessThanOrEqual(4);
    expect(figure('dropped_total', 'otlp/metrics')).toBeGreaterThan(0);
    const stopped = exporter.stop(1000);
    await until(() => timer.next !== null);
    await timer.turn(1000);
    await stopped;
    await sink.start();
  });

  it('are whole for any other metric reader of OpenTelemetry', async () => {
    const { store, context } = pushing();
    for (const outcome of everything(T0)) store.apply(outcome);
    const { resourceMetrics, errors } = await new StoreMetricProducer(
      () => context.metrics.collect(),
      resource,
    ).collect();
    expect(errors).toEqual([]);
    const names = resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ descriptor }) => descriptor.name),
    );
    expect(names).toContain('ev.charge.flows');
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the sink', () => {
  it('keeps OTLP as JSON too', async () => {
    const body = Buffer.from(JsonTraceSerializer.serializeRequest(spans) ?? []);
    await fetch(`${sink.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(sink.json).toMatchObject([
      { resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'charge flow' }, {}, {}] }] }] },
    ]);
  });
});
