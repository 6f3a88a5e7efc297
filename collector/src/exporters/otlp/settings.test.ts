import { describe, expect, it } from '@jest/globals';
import { otlpConfig } from './config.ts';
import { intervalMs, parsePairs, serviceResource, signalSettings } from './settings.ts';

const config = (settings: object = {}) => otlpConfig.parse(settings);

describe('where OTLP goes', () => {
  it('is localhost with compression when nothing is said', () => {
    expect(signalSettings(config(), 'traces', {})).toEqual({
      url: 'http://localhost:4318/v1/traces',
      headers: {},
      isCompressed: true,
      timeoutMs: 10_000,
    });
  });

  it('comes from the variables of OpenTelemetry, those of the signal first', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://all:4318/base/',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces:1/exactly',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b, x=1',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'api-key=m',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_TIMEOUT: '2500',
    };
    const traces = signalSettings(config(), 'traces', env);
    expect(traces).toEqual({
      url: 'http://traces:1/exactly',
      headers: { 'api-key': 'a b', x: '1' },
      isCompressed: false,
      timeoutMs: 2500,
    });
    const metrics = signalSettings(config(), 'metrics', env);
    expect(metrics).toMatchObject({ url: 'http://all:4318/base/v1/metrics', headers: { 'api-key': 'm' } });
  });

  it('comes from the configuration before all variables', () => {
    const env = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://env:1', OTEL_EXPORTER_OTLP_HEADERS: 'a=1' };
    const own = config({
      endpoint: 'http://own:4318',
      headers: { b: '2' },
      timeout_seconds: 3,
      compression: 'none',
    });
    expect(signalSettings(own, 'metrics', env)).toEqual({
      url: 'http://own:4318/v1/metrics',
      headers: { b: '2' },
      isCompressed: false,
      timeoutMs: 3000,
    });
  });

  it('pushes every 60 s unless told otherwise', () => {
    expect(intervalMs(config(), {})).toBe(60_000);
    expect(intervalMs(config(), { OTEL_METRIC_EXPORT_INTERVAL: '5000' })).toBe(5000);
    expect(intervalMs(config({ interval_seconds: 15 }), { OTEL_METRIC_EXPORT_INTERVAL: '5000' })).toBe(
      15_000,
    );
  });

  it('refuses headers and URLs that are none', () => {
    expect(otlpConfig.safeParse({ headers: { 'a b': 'x' } }).success).toBe(false);
    expect(otlpConfig.safeParse({ endpoint: 'ftp://x' }).success).toBe(false);
  });
});

describe('the resource', () => {
  it('has the name that OTEL_SERVICE_NAME gives', () => {
    const env = {
      OTEL_SERVICE_NAME: 'chargers',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=x,deployment.environment.name=test',
    };
    expect(serviceResource('i-1', '0.1.0', env).attributes).toEqual({
      'service.name': 'chargers',
      'service.version': '0.1.0',
      'service.instance.id': 'i-1',
      'deployment.environment.name': 'test',
    });
  });

  it('reads pairs that are broken as far as they can be read', () => {
    expect(parsePairs('a=1,,=2,b,c=%zz')).toEqual({ a: '1', c: '%zz' });
    expect(parsePairs(undefined)).toEqual({});
  });
});
