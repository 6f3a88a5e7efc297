import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { OtlpConfig } from './config.ts';

export type OtlpSignal = 'metrics' | 'traces';

/** Where and how one signal is sent. */
export interface SignalSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isCompressed: boolean;
  readonly timeoutMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ENDPOINT = 'http://localhost:4318';

/** `key=value,key2=value2`, percent-encoded, of OTEL_EXPORTER_OTLP_HEADERS and OTEL_RESOURCE_ATTRIBUTES. */
export const parsePairs = (text: string | undefined): Record<string, string> => {
  const pairs: Record<string, string> = {};
  for (const part of (text ?? '').split(',')) {
    const at = part.indexOf('=');
    if (at > 0) pairs[decode(part.slice(0, at).trim())] = decode(part.slice(at + 1).trim());
  }
  return pairs;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Configuration first, then the signal's own variable, then the common one, then the default of the specification. */
export const signalSettings = (config: OtlpConfig, signal: OtlpSignal, env: Environment): SignalSettings => {
  const variable = (name: string): string | undefined =>
    env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`] ?? env[`OTEL_EXPORTER_OTLP_${name}`];
  const own = signal === 'metrics' ? config.metrics_endpoint : config.traces_endpoint;
  const ownVariable = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`];
  const base = config.endpoint ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? DEFAULT_ENDPOINT;
  const joined = `${base.replace(/\/+$/, '')}/v1/${signal}`;
  const timeout = Number(variable('TIMEOUT'));
  const defaultMs = timeout > 0 ? timeout : 10_000;
  return {
    url: own ?? (config.endpoint === undefined ? ownVariable : undefined) ?? joined,
    headers: config.headers ?? parsePairs(variable('HEADERS')),
    isCompressed: (config.compression ?? variable('COMPRESSION') ?? 'gzip') === 'gzip',
    timeoutMs: config.timeout_seconds === undefined ? defaultMs : config.timeout_seconds * 1000,
  };
};

/** How often metrics are pushed, ms (OTEL_METRIC_EXPORT_INTERVAL; 60 s by the specification). */
export const intervalMs = (config: OtlpConfig, env: Environment): number => {
  const variable = Number(env['OTEL_METRIC_EXPORT_INTERVAL']);
  return config.interval_seconds === undefined
    ? variable >= 1000
      ? variable
      : 60_000
    : config.interval_seconds * 1000;
};

/** The collector as an OpenTelemetry resource; OTEL_SERVICE_NAME wins over OTEL_RESOURCE_ATTRIBUTES. */
export const serviceResource = (instanceId: string, version: string, env: Environment): Resource => {
  const given = parsePairs(env['OTEL_RESOURCE_ATTRIBUTES']);
  return resourceFromAttributes({
    'service.instance.id': instanceId,
    'service.version': version,
    ...given,
    'service.name': env['OTEL_SERVICE_NAME'] ?? given['service.name'] ?? 'firstcharge',
  });
};
