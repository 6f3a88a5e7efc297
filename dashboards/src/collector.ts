import type { DashboardSpec } from './dashboard.ts';
import { figure, trend } from './panel.ts';
import { choice } from './variables.ts';

const OWN = 'instance=~"$instance"';
const rate = (metric: string, by = 'component'): string =>
  `sum by (${by}) (rate(${metric}{${OWN}}[$__rate_interval]))`;

/** The collector about itself: can its figures be trusted right now? */
export const COLLECTOR: DashboardSpec = {
  name: 'collector',
  title: 'Collector',
  description:
    'The collector about itself: what comes in, what is lost, how far behind it is, what it costs.',
  from: 'now-6h',
  variables: [choice('instance', 'Instance', 'label_values(firstcharge_series, instance)', true)],
  sections: [
    {
      title: 'Can the figures be trusted?',
      panels: [
        figure(
          {
            title: 'Dropped',
            description: 'Items lost over the time shown: nobody will send them again.',
            unit: 'short',
            decimals: 0,
          },
          { expr: `sum(increase(firstcharge_dropped_total{${OWN}}[$__range])) or vector(0)` },
          6,
        ),
        figure(
          { title: 'Lag', description: 'How far the slowest component is behind its input.', unit: 's' },
          { expr: `max(firstcharge_lag_seconds{${OWN}})` },
          6,
        ),
        figure(
          { title: 'Series', description: 'Prometheus series about chargers.', unit: 'short', decimals: 0 },
          { expr: `sum(firstcharge_series{${OWN}})` },
          6,
        ),
        figure(
          {
            title: 'Sockets',
            description: 'Chargers connected through the gateways.',
            unit: 'short',
            decimals: 0,
          },
          { expr: `sum(firstcharge_connections{${OWN}})` },
          6,
        ),
      ],
    },
    {
      title: 'Flow of signals',
      panels: [
        trend({ title: 'Taken in', description: 'Items a second, by component.', unit: 'cps' }, [
          { expr: rate('firstcharge_accepted_total'), legend: '{{component}}' },
        ]),
        trend({ title: 'Refused and dropped', description: 'Items a second.', unit: 'cps' }, [
          { expr: rate('firstcharge_refused_total'), legend: 'refused: {{component}}' },
          { expr: rate('firstcharge_dropped_total'), legend: 'dropped: {{component}}' },
        ]),
        trend({ title: 'Lag', description: 'By component.', unit: 's' }, [
          { expr: `firstcharge_lag_seconds{${OWN}}`, legend: '{{component}}' },
        ]),
        trend({ title: 'Queues', description: 'How full they are.', unit: 'percentunit' }, [
          {
            expr: `firstcharge_queue_size{${OWN}} / (firstcharge_queue_capacity{${OWN}} > 0)`,
            legend: '{{component}}',
          },
        ]),
        trend({ title: 'Exports', description: 'Items a second.', unit: 'cps' }, [
          { expr: rate('firstcharge_export_sent_total'), legend: 'sent: {{component}}' },
          { expr: rate('firstcharge_export_failed_total'), legend: 'failed: {{component}}' },
          { expr: rate('firstcharge_export_retries_total'), legend: 'tried again: {{component}}' },
        ]),
        trend({ title: 'OCPP messages', description: 'A second, by result.', unit: 'cps' }, [
          { expr: 'sum by (result) (rate(ev_ocpp_messages_total[$__rate_interval]))', legend: '{{result}}' },
        ]),
        trend(
          { title: 'OCPP calls, 95 %', description: 'From a call to its answer, by who asked.', unit: 's' },
          [
            {
              expr: 'histogram_quantile(0.95, sum by (le, direction) (rate(ev_ocpp_call_duration_seconds_bucket[$__rate_interval])))',
              legend: '{{direction}}',
            },
          ],
        ),
      ],
    },
    {
      title: 'Cost',
      panels: [
        trend({ title: 'CPU', description: 'Cores.', unit: 'short' }, [
          { expr: rate('firstcharge_process_cpu_seconds_total'), legend: '{{component}}' },
        ]),
        trend({ title: 'Memory', description: 'Resident.', unit: 'bytes' }, [
          { expr: `firstcharge_process_resident_memory_bytes{${OWN}}`, legend: '{{component}}' },
        ]),
      ],
    },
  ],
};
