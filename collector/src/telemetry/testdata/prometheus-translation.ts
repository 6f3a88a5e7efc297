/**
 * The published translation of OpenTelemetry metric names to Prometheus (OpenTelemetry specification, "Prometheus and
 * OpenMetrics Compatibility"), as far as names, units and kinds go: what an OTLP receiver of Prometheus does.
 */
const UNITS: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  m: 'meters',
  V: 'volts',
  A: 'amperes',
  J: 'joules',
  W: 'watts',
  g: 'grams',
  Cel: 'celsius',
  Hz: 'hertz',
  '1': '',
  '%': 'percent',
};
const PER: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** Name of the metric in Prometheus; for histograms the name before `_bucket`, `_sum`, `_count`. */
export const prometheusName = (otel: string, unit: string, kind: 'counter' | 'gauge' | 'histogram'): string => {
  let tokens = otel.split(/[^a-zA-Z0-9:]+/).filter((token) => token !== '');
  const [main = '', per = ''] = unit.replaceAll(/\{[^}]*\}/g, '').split('/');
  const mainWord = UNITS[main.trim()] ?? main.trim();
  const perWord = PER[per.trim()] ?? per.trim();
  if (mainWord !== '' && !tokens.includes(mainWord)) tokens.push(mainWord);
  if (perWord !== '' && !tokens.includes(perWord)) tokens.push('per', perWord);
  if (kind === 'counter') tokens = [...tokens.filter((token) => token !== 'total'), 'total'];
  if (kind === 'gauge' && unit === '1') tokens = [...tokens.filter((token) => token !== 'ratio'), 'ratio'];
  const name = tokens.join('_');
  return /^\d/.test(name) ? `_${name}` : name;
};
