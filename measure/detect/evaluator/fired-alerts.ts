import type { Range, StoredPrometheus } from '../prometheus/stored-prometheus.ts';
import type { AlertingRule } from '../rules/rule-files.ts';
import { firingsOf } from './alert-history.ts';
import type { Span } from '../history/fine-steps.ts';
import type { FiredAlert } from './fired-alert.ts';

/** From when to when, and the least interval; seconds. */
export interface Evaluation {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** Spans (ms) in which rules are evaluated as often as `step` (seconds), when their interval is that short. */
  readonly fine: { readonly spans: readonly Span[]; readonly step: number };
}

/** Every firing of an alerting rule, as Prometheus would have had it. */
export async function firedAlerts(
  prometheus: StoredPrometheus,
  rule: AlertingRule,
  evaluation: Evaluation,
): Promise<FiredAlert[]> {
  const times = new Set<number>();
  const found = new Map<string, { readonly metric: Record<string, string>; readonly there: Set<number> }>();
  for (const range of rangesOf(rule, evaluation)) {
    for (let time = range.start; time <= range.end; time += range.step) times.add(time * 1000);
    for (const { metric, values } of await prometheus.range(rule.expr, range)) {
      const key = JSON.stringify(Object.entries(metric).sort());
      const there = found.get(key)?.there ?? new Set();
      for (const [time] of values) there.add(Math.round(time * 1000));
      found.set(key, { metric, there });
    }
  }
  const at = [...times].sort((one, other) => one - other);
  return [...found.values()].flatMap(({ metric, there }) => {
    const labels: Record<string, string> = { ...metric, ...rule.labels, alertname: rule.name };
    delete labels['__name__'];
    const present = at.map((time) => there.has(time));
    return firingsOf(at, present, rule).map((firing) => ({ ...firing, name: rule.name, labels }));
  });
}

/** The whole time by the coarse step, and each span by the fine one. */
function rangesOf(rule: AlertingRule, { start, end, step, fine }: Evaluation): Range[] {
  const by = (least: number, from: number, to: number): Range => {
    const interval = Math.ceil(Math.max(rule.interval, least) / least) * least;
    return { start: Math.ceil(from / interval) * interval, end: to, step: interval };
  };
  const whole = by(step, start, end);
  const spans = fine.spans
    .map((span) => by(fine.step, Math.max(start, span.start / 1000), Math.min(end, span.end / 1000)))
    .filter((range) => range.step < whole.step && range.start <= range.end);
  return [whole, ...spans];
}
