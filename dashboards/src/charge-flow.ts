import type { DashboardSpec } from './dashboard.ts';
import { bars, list, trend } from './panel.ts';
import { COHORT } from './promql.ts';
import { firmware, model, site } from './variables.ts';

const increase = (metric: string, by: string, more = ''): string =>
  `sum by (${by}) (increase(${metric}{${COHORT}${more}}[$__range]))`;
const quantile = (q: number, metric: string, by: string, more = ''): string =>
  `histogram_quantile(${q}, sum by (${by}) (rate(${metric}_bucket{${COHORT}${more}}[$__rate_interval])))`;

/** Where the charge flow breaks, stage by stage. */
export const CHARGE_FLOW: DashboardSpec = {
  name: 'charge-flow',
  title: 'Charge flow',
  description:
    'The way of a charge from plug-in to unplug: where flows break, why, and how long each stage takes.',
  from: 'now-7d',
  variables: [site(true), model(), firmware()],
  sections: [
    {
      title: 'Where drivers are lost',
      panels: [
        bars(
          {
            title: 'Flows that came to a stage',
            description:
              'The funnel. Any of the first four stages may come first, so the bars need not fall in order.',
            unit: 'short',
            decimals: 0,
          },
          { expr: `sort_desc(${increase('ev_charge_stage_entered_total', 'stage')})`, legend: '{{stage}}' },
        ),
        bars(
          {
            title: 'Flows that broke at a stage',
            description: 'Flows of which this stage failed.',
            unit: 'short',
            decimals: 0,
          },
          {
            expr: `sort_desc(${increase('ev_charge_stage_failed_total', 'stage')} > 0.5)`,
            legend: '{{stage}}',
          },
        ),
        list(
          {
            title: 'Reasons',
            description: 'Why flows failed, were interrupted or refused, and to whom it is attributed.',
            unit: 'short',
          },
          [
            {
              expr: `sort_desc(${increase('ev_charge_flow_failures_total', 'failed_stage, reason, attribution')} > 0.5)`,
              legend: 'flows',
            },
          ],
          {},
        ),
      ],
    },
    {
      title: 'Over time',
      panels: [
        trend(
          {
            title: 'Share of flows that break, by stage',
            description: 'Failed / entered.',
            unit: 'percentunit',
          },
          [
            {
              expr: `sum by (stage) (increase(ev_charge_stage_failed_total{${COHORT}}[6h])) / (sum by (stage) (increase(ev_charge_stage_entered_total{${COHORT}}[6h])) > 0)`,
              legend: '{{stage}}',
            },
          ],
        ),
        trend({ title: 'Failures by attribution', description: 'Flows an hour.', unit: 'short' }, [
          {
            expr: `sum by (attribution) (increase(ev_charge_flow_failures_total{${COHORT}}[1h]))`,
            legend: '{{attribution}}',
          },
        ]),
      ],
    },
    {
      title: 'How long it takes',
      panels: [
        trend(
          {
            title: 'Charge start time',
            description:
              'Until power flows. Machine: since plug and authorisation. Driver: since the first touch.',
            unit: 's',
          },
          [
            { expr: quantile(0.5, 'ev_charge_start_seconds', 'le, kind'), legend: '{{kind}} median' },
            { expr: quantile(0.9, 'ev_charge_start_seconds', 'le, kind'), legend: '{{kind}} 90 %' },
          ],
        ),
        trend({ title: 'Stages, 90 %', description: 'Nine in ten flows were quicker.', unit: 's' }, [
          {
            expr: quantile(
              0.9,
              'ev_charge_stage_duration_seconds',
              'le, stage',
              ', stage=~"authorize|payment|start|handshake"',
            ),
            legend: '{{stage}}',
          },
        ]),
        trend(
          {
            title: 'Delivered of possible power',
            description:
              'Possible is the least of rating, limits and what vehicles take at that state of charge.',
            unit: 'percentunit',
          },
          [
            { expr: quantile(0.5, 'ev_charge_power_ratio', 'le'), legend: 'median' },
            { expr: quantile(0.1, 'ev_charge_power_ratio', 'le'), legend: 'lowest tenth' },
          ],
        ),
        trend(
          {
            title: 'Verdicts changed after they were counted',
            description:
              'What was learned later than a flow was counted. Counters are never taken back; reports are exact.',
            unit: 'short',
          },
          [
            {
              expr: 'sum by (from, to) (increase(ev_charge_corrections_total[1h]))',
              legend: '{{from}} → {{to}}',
            },
          ],
        ),
      ],
    },
  ],
};
