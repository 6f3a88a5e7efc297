import type { FamilyView } from './collection.ts';
import { LabelSet } from './label-set.ts';
import { labelText } from './label-text.ts';
import type { MetricSpec } from './metric-spec.ts';

const own = (
  otel: string,
  prometheus: string,
  kind: MetricSpec['kind'],
  unit: string,
  help: string,
): MetricSpec => ({
  otel,
  prometheus,
  kind,
  unit,
  help,
  scope: 'component',
  labels: {},
});

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
    'Charger sockets that are open.',
  ),
  lag: own(
    'firstcharge.lag',
    'firstcharge_lag_seconds',
    'gauge',
    's',
    'How far behind its input the component is.',
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

/** Components say how to read a figure; it is read at each collection. */
export class SelfMetrics {
  readonly #start: number;
  readonly #read = new Map<string, Map<string, { readonly place: LabelSet; readonly read: () => number }>>();

  /** @param start when the process began to count, ms since the epoch */
  constructor(start: number) {
    this.#start = start;
  }

  /** Adds a figure, or replaces the one that the component registered before. */
  register(metric: SelfMetricName, component: string, read: () => number): void {
    const readers = this.#read.get(metric) ?? new Map<string, { place: LabelSet; read: () => number }>();
    this.#read.set(metric, readers);
    readers.set(component, {
      place: new LabelSet('component', [component], labelText(['component'], [component]), 0),
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
          extras: readers.map(() => ({ index: 0, values: [], text: '' })),
          values: Float64Array.from(readers, ({ read }) => read()),
          bucketCounts: null,
          exemplars: null,
        },
      ];
    });
  }
}
