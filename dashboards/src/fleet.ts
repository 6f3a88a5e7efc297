import type { DashboardSpec } from './dashboard.ts';
import { bars, figure, list, trend } from './panel.ts';
import {
  CHARGE_END,
  CHARGE_START,
  COHORT,
  counted,
  daily,
  FIRST_CHARGE,
  OCPP_UPTIME,
  PORT_UPTIME,
  share,
  type Kpi,
} from './promql.ts';
import { firmware, model, site } from './variables.ts';

const ratio = ({ above, below }: Kpi, by = ''): string => share(counted(above, by), counted(below, by));
const overTime = ({ above, below }: Kpi, by = ''): string => share(daily(above, by), daily(below, by));
const kpi = (of: Kpi): ReturnType<typeof figure> =>
  figure(
    { title: of.title, description: of.description, unit: 'percentunit', decimals: 1 },
    { expr: ratio(of) },
  );

/** How well the fleet charges drivers, and where it does not. */
export const FLEET: DashboardSpec = {
  name: 'fleet',
  title: 'Fleet',
  description:
    'How well the fleet charges drivers, and where it fails them. Needs the Firstcharge recording rules.',
  from: 'now-7d',
  variables: [site(true), model(), firmware()],
  sections: [
    {
      title: 'Do drivers get their charge?',
      panels: [
        kpi(FIRST_CHARGE),
        kpi(CHARGE_START),
        kpi(CHARGE_END),
        kpi(PORT_UPTIME),
        kpi(OCPP_UPTIME),
        figure(
          {
            title: 'Visits',
            description: 'Sample size: visits that count. Below a few dozen, shares say little.',
            unit: 'short',
            decimals: 0,
          },
          { expr: counted(FIRST_CHARGE.below) },
        ),
        figure(
          {
            title: 'Reliability Index, 28 days',
            description:
              '0 to 100, from port uptime, first charge success, charge end success and quality; over the last 28 whole days, the whole fleet.',
            unit: 'none',
            decimals: 1,
          },
          { expr: 'fleet:ev_reliability_index:score28d' },
        ),
        figure(
          {
            title: 'Abandoned',
            description:
              'Flows that drivers gave up without a failure being seen: a dead reader or screen hides here.',
            unit: 'percentunit',
            decimals: 1,
          },
          { expr: share(counted('ev_charge_flows_abandoned'), counted('ev_charge_flows')) },
        ),
        figure(
          {
            title: 'Unknown',
            description: 'Flows of which too little is known to judge them. They are in no KPI.',
            unit: 'percentunit',
            decimals: 1,
          },
          { expr: share(counted('ev_charge_flows_unknown'), counted('ev_charge_flows')) },
        ),
        figure(
          {
            title: 'Charges lost',
            description: 'Starts that should have reached energy and did not.',
            unit: 'short',
            decimals: 0,
          },
          { expr: `${counted(CHARGE_START.below)} - ${counted(CHARGE_START.above)}` },
        ),
        figure(
          {
            title: 'Stations out of contact',
            description: 'Right now.',
            unit: 'short',
            decimals: 0,
          },
          { expr: 'count(ev_station_connected{site=~"$site"} == 0) or vector(0)' },
        ),
        figure(
          {
            title: 'Alerts firing',
            description: 'Of severity page or ticket, right now.',
            unit: 'short',
            decimals: 0,
          },
          {
            expr: 'count(ALERTS{alertstate="firing", severity=~"page|ticket", site=~"$site|"}) or vector(0)',
          },
        ),
      ],
    },
    {
      title: 'Over time (each point: the day before it)',
      panels: [
        trend(
          {
            title: 'First charge success by site',
            description: FIRST_CHARGE.description,
            unit: 'percentunit',
          },
          [{ expr: overTime(FIRST_CHARGE, 'by (site) '), legend: '{{site}}' }],
        ),
        trend(
          {
            title: 'Uptime beside success',
            description:
              'What the network reports beside what drivers get: the gap is what this product is about.',
            unit: 'percentunit',
          },
          [
            { expr: overTime(OCPP_UPTIME), legend: 'OCPP uptime' },
            { expr: overTime(PORT_UPTIME), legend: 'port uptime' },
            { expr: overTime(FIRST_CHARGE), legend: 'first charge success' },
          ],
        ),
      ],
    },
    {
      title: 'Where and why',
      panels: [
        bars(
          {
            title: 'Charges lost by site',
            description: 'Starts that did not reach energy.',
            unit: 'short',
            decimals: 0,
          },
          {
            expr: `sort_desc(${counted(CHARGE_START.below, 'by (site) ')} - ${counted(CHARGE_START.above, 'by (site) ')})`,
            legend: '{{site}}',
          },
        ),
        bars(
          {
            title: 'Commonest reasons',
            description:
              'Failed, interrupted and refused flows by reason, with the stage at which they broke.',
            unit: 'short',
            decimals: 0,
          },
          {
            expr: `topk(10, sum by (failed_stage, reason) (increase(ev_charge_flow_failures_total{${COHORT}}[$__range])) > 0.5)`,
            legend: '{{failed_stage}}: {{reason}}',
          },
        ),
        list(
          {
            title: 'Models and firmwares',
            description:
              'Compare within a model: sites and drivers differ. Look at the sample before the share.',
            unit: 'short',
          },
          [
            { expr: counted(FIRST_CHARGE.below, 'by (model, firmware) '), legend: 'visits' },
            { expr: ratio(FIRST_CHARGE, 'by (model, firmware) '), legend: 'first charge' },
            { expr: ratio(CHARGE_START, 'by (model, firmware) '), legend: 'start' },
            { expr: ratio(CHARGE_END, 'by (model, firmware) '), legend: 'end' },
            { expr: ratio(PORT_UPTIME, 'by (model, firmware) '), legend: 'port uptime' },
          ],
          {
            'first charge': 'percentunit',
            start: 'percentunit',
            end: 'percentunit',
            'port uptime': 'percentunit',
          },
        ),
        list(
          { title: 'Alerts firing', description: 'What is wrong right now, gravest first.', unit: 'short' },
          [
            {
              expr: 'sort(sum by (severity, alertname, layer, site, station, evse) (ALERTS{alertstate="firing", severity=~"page|ticket", site=~"$site|"}))',
              legend: 'firing',
            },
          ],
          {},
        ),
      ],
    },
  ],
};
