import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MetricStore } from '../../telemetry/metric-store.ts';
import {
  everything,
  failedFlow,
  flowSettled,
  settledFlow,
  stationSeen,
  T0,
  connectorState,
} from '../../telemetry/testdata/outcomes.ts';
import { samplesOf } from '../../telemetry/testdata/samples.ts';
import { testContext } from '../testdata/context.ts';
import { prometheusConfig } from './config.ts';
import { PrometheusExporter } from './prometheus.ts';
import { eventually, RealPrometheus } from './testdata/real-prometheus.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

const serving = async (store: MetricStore, settings: object = {}) => {
  const parts = testContext('prometheus', store);
  const exporter = new PrometheusExporter(
    prometheusConfig.parse({ endpoint: '127.0.0.1:0', ...settings }),
    parts.context,
  );
  const started = await exporter.start();
  expect(started.ok).toBe(true);
  stops.push(() => exporter.stop(1000));
  return { ...parts, exporter, url: `http://127.0.0.1:${String(exporter.port)}/metrics` };
};

/** Exemplars older than an hour are of no use to Prometheus, so these tests live now. */
const now = (): number => Date.now() - 60_000;

describe('a scrape endpoint', () => {
  it('serves both formats, compressed or not, with the same samples', async () => {
    const store = new MetricStore();
    for (const outcome of everything(T0)) store.apply(outcome);
    const { url } = await serving(store);
    await (await fetch(url)).text();
    const text = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    expect(text.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.headers.get('content-encoding')).toBeNull();
    const open = await fetch(url, { headers: { accept: 'application/openmetrics-text; version=1.0.0' } });
    expect(open.headers.get('content-type')).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
    expect(open.headers.get('content-encoding')).toBe('gzip');
    const openText = await open.text();
    expect(openText.endsWith('# EOF\n')).toBe(true);
    const samples = (body: string): string[] =>
      body
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('firstcharge_'))
        .map((line) => line.replace(/ # .*/, ''));
    expect(samples(openText)).toEqual(samples(await text.text()));
  });

  it('announces each collection before it shows it, and shows nothing that could not be announced', async () => {
    const store = new MetricStore();
    const { url, collections, context, warnings } = await serving(store);
    await fetch(url);
    await fetch(url, { method: 'HEAD' });
    expect(collections).toEqual([0]);
    const broken = new PrometheusExporter(prometheusConfig.parse({ endpoint: '127.0.0.1:0' }), {
      ...context,
      metrics: { ...context.metrics, collect: () => Promise.reject(new Error('journal is full')) },
    });
    await broken.start();
    stops.push(() => broken.stop(1000));
    expect((await fetch(`http://127.0.0.1:${String(broken.port)}/metrics`)).status).toBe(503);
    expect(warnings).toEqual(['scrape failed: journal is full']);
  });

  it('answers other paths and methods as an HTTP server should', async () => {
    const { url } = await serving(new MetricStore());
    expect((await fetch(url.replace('/metrics', '/other'))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}?x=1`)).status).toBe(200);
  });

  it('survives readers that go away in the middle, and stops in spite of one that stays', async () => {
    const store = new MetricStore();
    for (let id = 0; id < 300; id += 1) {
      store.apply(stationSeen(T0, {}, `CS-${String(id)}`));
      store.apply(connectorState(T0, 'available', 1, `CS-${String(id)}`));
    }
    const { exporter, url } = await serving(store);
    for (let time = 0; time < 3; time += 1) {
      const socket = connect(exporter.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
      await once(socket, 'data');
      socket.destroy();
    }
    expect((await fetch(url)).status).toBe(200);
    const lingering = connect(exporter.port, '127.0.0.1');
    lingering.on('error', () => undefined);
    await once(lingering, 'connect');
    lingering.write('GET /metrics HTTP/1.1\r\n');
    await exporter.stop(100);
    lingering.destroy();
  });

  it('shows a series at 0 again after a reader that hung up before the end', async () => {
    const store = new MetricStore();
    // More than the buffers between two sockets hold.
    for (let id = 0; id < 2_000; id += 1) {
      store.apply(stationSeen(T0, {}, `CS-${String(id)}`));
      store.apply(connectorState(T0, 'available', 1, `CS-${String(id)}`));
    }
    store.apply(flowSettled(T0, failedFlow()));
    const { exporter, url } = await serving(store);
    const failures = async (): Promise<string | undefined> =>
      /^ev_charge_flow_failures_total\{.*\} (\S+)$/m.exec(await (await fetch(url)).text())?.[1];
    const socket = connect(exporter.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'readable');
    socket.destroy();
    expect(await failures()).toBe('0');
    expect(await failures()).toBe('1');
  });

  it('says in a sentence when it cannot listen', async () => {
    const { exporter } = await serving(new MetricStore());
    const second = new PrometheusExporter(
      prometheusConfig.parse({ endpoint: `127.0.0.1:${String(exporter.port)}` }),
      testContext('prometheus/second').context,
    );
    const started = await second.start();
    expect(started).toMatchObject({
      ok: false,
      error: { kind: 'permanent', message: expect.stringContaining('cannot listen on') },
    });
    await second.stop(100);
  });
});

describe('a real Prometheus', () => {
  it('has the names, labels and values of the store', async () => {
    const store = new MetricStore();
    for (const outcome of everything(now() - 700_000)) store.apply(outcome);
    const { exporter } = await serving(store);
    const prometheus = await RealPrometheus.scraping(`127.0.0.1:${String(exporter.port)}`);
    stops.push(() => prometheus.stop());
    store.collect(5);
    const expected = samplesOf(store, 5);
    const scraped = await eventually(async () => {
      const samples = await prometheus.query('{__name__=~"ev_.*"}');
      const total = samples.find(
        ({ labels }) => labels['__name__'] === 'ev_charge_start_attempts_total' && labels['evse'] === '2',
      );
      return total?.value === 2 ? samples : undefined;
    });
    const key = (labels: Readonly<Record<string, string>>): string =>
      Object.entries(labels)
        .filter(([name]) => !['job', 'instance', '__name__'].includes(name))
        .map(([name, value]) => `${name}="${value}"`)
        .sort()
        .join(',');
    const canonical = (name: string): string => {
      const [metric = '', labels = ''] = name.replace(/\}$/, '').split('{');
      return `${metric}{${(labels.match(/[a-z_]+="(?:[^"\\]|\\.)*"/g) ?? []).sort().join(',')}}`;
    };
    const found = new Map(
      scraped.map(({ labels, value }) => [`${labels['__name__'] ?? ''}{${key(labels)}}`, value]),
    );
    expect([...found].sort()).toEqual(
      [...expected].map(([name, value]): [string, number] => [canonical(name), value]).sort(),
    );
  });

  it('sees the first failure of a quiet charger with increase(), and its trace as an exemplar', async () => {
    const store = new MetricStore();
    store.apply(stationSeen(now()));
    store.apply(connectorState(now(), 'available'));
    const { exporter } = await serving(store);
    const prometheus = await RealPrometheus.scraping(`127.0.0.1:${String(exporter.port)}`);
    stops.push(() => prometheus.stop());
    const first = async (query: string): Promise<number | undefined> =>
      (await prometheus.query(query))[0]?.value;
    await eventually(() => first('ev_charge_flows_total{outcome="failed"} == 0'));
    store.apply(flowSettled(Date.now(), failedFlow()));
    store.apply(flowSettled(Date.now(), settledFlow()));
    expect(
      await eventually(() => first('increase(ev_charge_flows_total{outcome="failed"}[1m]) > 0')),
    ).toBeGreaterThan(0);
    // This series did not exist before the failure.
    const born = 'increase(ev_charge_flow_failures_total{reason="no_energy"}[1m]) > 0';
    expect(await eventually(() => first(born))).toBeGreaterThan(0);
    const traces = await eventually(async () => {
      const found = await prometheus.exemplars('ev_charge_flows_total');
      return found.length >= 2 ? found : undefined;
    });
    expect(new Map(traces.map(({ labels, traceId }) => [labels['outcome'], traceId]))).toEqual(
      new Map([
        ['failed', failedFlow().traceId],
        ['success', settledFlow().traceId],
      ]),
    );
    expect(await prometheus.exemplars('ev_charge_start_seconds_bucket')).not.toEqual([]);
  });
});
