import { MAPPING_REASONS } from '../receivers/mapping/problem.ts';
import type { ExtraLabels, FamilyView } from './collection.ts';
import { LabelSet } from './label-set.ts';
import { labelText } from './label-text.ts';
import type { MetricSpec } from './metric-spec.ts';

const own = (
  otel: string,
  prometheus: string,
  kind: MetricSpec['kind'],
  unit: string,
  help: string,
  labels: MetricSpec['labels'] = {},
): MetricSpec => ({
  otel,
  prometheus,
  kind,
  unit,
  help,
  scope: 'component',
  labels,
});

/** Why something that a receiver got did not become a signal. */
export const RECEIVER_REASONS: readonly string[] = [...Object.keys(MAPPING_REASONS), 'retained'];

/** The collector about itself, one series a component. Counters live as long as the process. */
export const SELF_METRICS = {
  accepted: own('firstcharge.accepted', 'firstcharge_accepted_total', 'counter', '{item}', 'Items taken in.'),
  refused: own(
    'firstcharge.refused',
    'firstcharge_refused_total',
    'counter',
    '{item}',
    'Items sent back: the sender knows.',
  ),
  dropped: own(
    'firstcharge.dropped',
    'firstcharge_dropped_total',
    'counter',
    '{item}',
    'Items lost here: nobody will send them again.',
  ),
  queueSize: own('firstcharge.queue.size', 'firstcharge_queue_size', 'gauge', '{item}', 'Items waiting.'),
  queueCapacity: own(
    'firstcharge.queue.capacity',
    'firstcharge_queue_capacity',
    'gauge',
    '{item}',
    'Items that can wait.',
  ),
  connections: own(
    'firstcharge.connections',
    'firstcharge_connections',
    'gauge',
    '{connection}',
    'Sockets that are open: of chargers, or to a broker.',
  ),
  lag: own(
    'firstcharge.lag',
    'firstcharge_lag_seconds',
    'gauge',
    's',
    'How far behind its input the component is.',
  ),
  receiverMessages: own(
    'firstcharge.receiver.messages',
    'firstcharge_receiver_messages_total',
    'counter',
    '{message}',
    'Messages that a receiver of telemetry got; a page of a pull is one.',
  ),
  receiverProblems: own(
    'firstcharge.receiver.problems',
    'firstcharge_receiver_problems_total',
    'counter',
    '{problem}',
    'Things in messages that were not understood, by reason.',
    { reason: RECEIVER_REASONS },
  ),
  receiverDuplicates: own(
    'firstcharge.receiver.duplicates',
    'firstcharge_receiver_duplicates_total',
    'counter',
    '{message}',
    'Messages that came again and were not taken twice.',
  ),
  receiverFailures: own(
    'firstcharge.receiver.failures',
    'firstcharge_receiver_failures_total',
    'counter',
    '{failure}',
    'Connections to a broker that were lost or refused, and pulls that failed.',
  ),
  exportSent: own(
    'firstcharge.export.sent',
    'firstcharge_export_sent_total',
    'counter',
    '{item}',
    'Items that the other side accepted.',
  ),
  exportFailed: own(
    'firstcharge.export.failed',
    'firstcharge_export_failed_total',
    'counter',
    '{item}',
    'Items that the other side refused for good.',
  ),
  exportRetries: own(
    'firstcharge.export.retries',
    'firstcharge_export_retries_total',
    'counter',
    '{attempt}',
    'Attempts repeated because the other side was away or busy.',
  ),
  series: own(
    'firstcharge.series',
    'firstcharge_series',
    'gauge',
    '{series}',
    'Prometheus series about chargers held.',
  ),
  seriesRefused: own(
    'firstcharge.series.refused',
    'firstcharge_series_refused_total',
    'counter',
    '{update}',
    'Updates of series that the limit did not admit.',
  ),
  cpu: own(
    'firstcharge.process.cpu',
    'firstcharge_process_cpu_seconds_total',
    'counter',
    's',
    'CPU time of the process, user and system.',
  ),
  memory: own(
    'firstcharge.process.resident_memory',
    'firstcharge_process_resident_memory_bytes',
    'gauge',
    'By',
    'Resident memory of the process.',
  ),
} as const satisfies Record<string, MetricSpec>;
export type SelfMetricName = keyof typeof SELF_METRICS;

interface Reader {
  readonly place: LabelSet;
  readonly extra: ExtraLabels;
  readonly read: () => number;
}

/** Components say how to read a figure; it is read at each collection. */
export class SelfMetrics {
  readonly #start: number;
  readonly #read = new Map<string, Map<string, Reader>>();

  /** @param start when the process began to count, ms since the epoch */
  constructor(start: number) {
    this.#start = start;
  }

  /**
   * Adds a figure, or replaces the one that the component registered before.
   * @param values of the metric's further labels, in their order
   */
  register(
    metric: SelfMetricName,
    component: string,
    read: () => number,
    values: readonly string[] = [],
  ): void {
    const readers = this.#read.get(metric) ?? new Map<string, Reader>();
    this.#read.set(metric, readers);
    const text = labelText(Object.keys(SELF_METRICS[metric].labels), values);
    readers.set(`${component} ${text}`, {
      place: new LabelSet('component', [component], labelText(['component'], [component]), 0),
      extra: { index: readers.size, values, text },
      read,
    });
  }

  /** Registers what the operating system says of this process. */
  registerProcess(component: string, process: Pick<NodeJS.Process, 'cpuUsage' | 'memoryUsage'>): void {
    this.register('cpu', component, () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
    this.register('memory', component, () => process.memoryUsage.rss());
  }

  /** @param now ms since the epoch */
  collect(now: number): FamilyView[] {
    return Object.entries(SELF_METRICS).flatMap(([name, spec]) => {
      const readers = [...(this.#read.get(name)?.values() ?? [])];
      if (readers.length === 0) return [];
      return [
        {
          spec,
          start: this.#start,
          time: now,
          count: readers.length,
          sets: readers.map(({ place }) => place),
          extras: readers.map(({ extra }) => extra),
          values: Float64Array.from(readers, ({ read }) => read()),
          bucketCounts: null,
          exemplars: null,
        },
      ];
    });
  }
}
