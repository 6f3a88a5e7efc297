/** How a metric behaves: `counter` only grows, `seconds` is a counter that runs by itself while something lasts. */
export type MetricKind = 'counter' | 'seconds' | 'gauge' | 'histogram';

/** Labels that say where a series belongs; every metric has exactly one such scope. */
export const SCOPES = {
  fleet: [],
  component: ['component'],
  site: ['site'],
  cohort: ['site', 'model', 'firmware'],
  station: ['site', 'station'],
  connector: ['site', 'station', 'evse', 'connector'],
  charge: ['site', 'station', 'evse', 'connector', 'vendor', 'model', 'firmware'],
  link: ['site', 'station', 'link', 'kind'],
  terminal: ['site', 'station', 'terminal'],
  info: ['site', 'station', 'vendor', 'model', 'firmware', 'ocpp_version', 'serial_hash'],
} as const satisfies Record<string, readonly string[]>;
export type Scope = keyof typeof SCOPES;

/** One metric: its two names, and everything that the documentation and the wire formats need to know of it. */
export interface MetricSpec {
  /** OpenTelemetry name; unit words are left to `unit`. */
  readonly otel: string;
  /** What users query: the published OTel → Prometheus translation of `otel`, `unit` and `kind`. */
  readonly prometheus: string;
  readonly kind: MetricKind;
  /** UCUM; `{thing}` for counts. A gauge never has `1`, which Prometheus would write as `_ratio`. */
  readonly unit: string;
  readonly help: string;
  readonly scope: Scope;
  /** Further labels, in order, each with its values where the list is closed. */
  readonly labels: Readonly<Record<string, readonly string[] | 'bounded'>>;
  /** Upper bounds of a histogram's buckets, ascending, without +Inf. */
  readonly buckets?: readonly number[];
  /** Remembers the trace of the last flow that moved it. */
  readonly exemplars?: boolean;
}

/** The Prometheus name of the unit, as it ends the metric's name; '' when the unit has no word. */
export const unitWord = (spec: MetricSpec): string => {
  const words: Readonly<Record<string, string>> = { s: 'seconds', J: 'joules', By: 'bytes' };
  const word = words[spec.unit] ?? '';
  return spec.prometheus.replace(/_total$/, '').endsWith(`_${word}`) ? word : '';
};

/** Whether a fall of the series would be read as a reset. */
export const isCumulative = (kind: MetricKind): boolean => kind !== 'gauge';
