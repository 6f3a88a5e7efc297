import type { StoredPrometheus } from '../prometheus/stored-prometheus.ts';
import type { AlertingRule } from '../rules/rule-files.ts';
import { firingsOf } from './alert-history.ts';
import type { FiredAlert } from './fired-alert.ts';

/** From when to when, and the least interval; seconds. */
export interface Evaluation {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Every firing of an alerting rule, as Prometheus would have had it. */
export async function firedAlerts(
  prometheus: StoredPrometheus,
  rule: AlertingRule,
  { start, end, step }: Evaluation,
): Promise<FiredAlert[]> {
  const interval = Math.ceil(Math.max(rule.interval, step) / step) * step;
  const first = Math.ceil(start / interval) * interval;
  const at: number[] = [];
  for (let time = first; time <= end; time += interval) at.push(time * 1000);
  const series = await prometheus.range(rule.expr, { start: first, end, step: interval });
  return series.flatMap(({ metric, values }) => {
    const there = new Set(values.map(([time]) => Math.round(time * 1000)));
    const labels: Record<string, string> = { ...metric, ...rule.labels, alertname: rule.name };
    delete labels['__name__'];
    const present = at.map((time) => there.has(time));
    return firingsOf(at, present, rule).map((firing) => ({ ...firing, name: rule.name, labels }));
  });
}
