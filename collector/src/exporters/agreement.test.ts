import { afterEach, describe, expect, it } from '@jest/globals';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MetricStore } from '../telemetry/metric-store.ts';
import { SelfMetrics } from '../telemetry/self-metrics.ts';
import { everything } from '../telemetry/testdata/outcomes.ts';
import { HandTimer } from './delivery/testdata/hand-timer.ts';
import { type ExporterContext, metricSource, unjournalled } from './exporter.ts';
import { otlpConfig } from './otlp/config.ts';
import { OtlpExporter } from './otlp/otlp.ts';
import { OtlpSink } from './otlp/testdata/otlp-sink.ts';
import { prometheusConfig } from './prometheus/config.ts';
import { PrometheusExporter } from './prometheus/prometheus.ts';
import { eventually, RealPrometheus } from './prometheus/testdata/real-prometheus.ts';
import { translated } from './testdata/translated.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

/** Two exporters over one store, each a reader of its own. */
const bothRoutes = async (store: MetricStore) => {
  const self = new SelfMetrics(Date.now());
  self.register('accepted', 'ocpp_ws', () => 42);
  self.register('lag', 'tracker', () => 0.25);
  const context = (id: string, reader: number): ExporterContext => ({
    id,
    // The figures of the exporters themselves differ between two readings: they stay out of the comparison.
    self: new SelfMetrics(0),
    metrics: metricSource({ store, self, reader, ...unjournalled(store), now: Date.now }),
    log: { warn: () => undefined, info: () => undefined },
  });
  const sink = new OtlpSink();
  await sink.start();
  stops.push(() => sink.stop());
  const otlp = new OtlpExporter(
    otlpConfig.parse({ endpoint: sink.url, batch_size: 20 }),
    context('otlp', 1),
    {
      resource: resourceFromAttributes({ 'service.name': 'firstcharge' }),
      timer: new HandTimer(),
      random: () => 0,
      env: {},
    },
  );
  const scrape = new PrometheusExporter(
    prometheusConfig.parse({ endpoint: '127.0.0.1:0' }),
    context('prometheus', 0),
  );
  await scrape.start();
  stops.push(() => scrape.stop(1000));
  return { sink, otlp, scrape };
};

describe('scrape into a real Prometheus, and OTLP translated by the published rules', () => {
  it('give the same names, labels and values', async () => {
    const store = new MetricStore();
    for (const outcome of everything(Date.now() - 700_000)) store.apply(outcome);
    const { sink, otlp, scrape } = await bothRoutes(store);
    await otlp.push();
    await otlp.push();
    const prometheus = await RealPrometheus.scraping(`127.0.0.1:${String(scrape.port)}`);
    stops.push(() => prometheus.stop());
    const scraped = await eventually(async () => {
      const samples = await prometheus.query('{__name__=~"ev_.*|firstcharge_.*"}');
      const isSecond = samples.some(
        ({ labels, value }) => labels['__name__'] === 'ev_station_messages_total' && value > 0,
      );
      return isSecond ? samples : undefined;
    });
    const byScrape = scraped.map(
      ({ labels: { __name__: name = '', job: _job, instance: _instance, ...labels }, value }) => {
        const text = Object.entries(labels).map(([label, content]) => `${label}="${content}"`);
        return [`${name}{${text.sort().join(',')}}`, value] as const;
      },
    );
    await eventually(() =>
      Promise.resolve(
        sink.requests.length >= 2 && translated(sink.metrics).size === byScrape.length ? true : undefined,
      ),
    );
    const byPush = translated(sink.metrics);
    expect(byScrape.length).toBeGreaterThan(150);
    expect([...byPush].sort()).toEqual(
      byScrape.map(([name, value]): [string, number] => [name, value]).sort(),
    );
  });
});
