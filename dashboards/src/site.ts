import type { DashboardSpec } from './dashboard.ts';
import { figure, list, trend } from './panel.ts';
import {
  CHARGE_END,
  CHARGE_START,
  counted,
  daily,
  FIRST_CHARGE,
  OCPP_UPTIME,
  PORT_UPTIME,
  share,
  type Kpi,
} from './promql.ts';
import { site } from './variables.ts';

const HERE = 'site="$site"';
const kpi = (of: Kpi): ReturnType<typeof figure> =>
  figure(
    { title: of.title, description: of.description, unit: 'percentunit', decimals: 1 },
    { expr: share(counted(of.above, '', HERE), counted(of.below, '', HERE)) },
  );
const perStation = (metric: string, more = ''): string =>
  `sum by (station, model) (increase(${metric}{${HERE}${more}}[$__range]))`;

/** One site: its drivers, its stations, its supply. */
export const SITE: DashboardSpec = {
  name: 'site',
  title: 'Site',
  description: 'One site: how its drivers fare, which of its stations fail them, its supply and its links.',
  from: 'now-7d',
  variables: [site(false)],
  sections: [
    {
      title: 'Drivers',
      panels: [
        kpi(FIRST_CHARGE),
        kpi(CHARGE_START),
        kpi(CHARGE_END),
        kpi(PORT_UPTIME),
        kpi(OCPP_UPTIME),
        figure(
          { title: 'Visits', description: 'Sample size: visits that count.', unit: 'short', decimals: 0 },
          { expr: counted(FIRST_CHARGE.below, '', HERE) },
        ),
        trend(
          {
            title: 'First charge success and uptime',
            description: 'Each point: the day before it.',
            unit: 'percentunit',
          },
          [
            {
              expr: share(daily(FIRST_CHARGE.above, '', HERE), daily(FIRST_CHARGE.below, '', HERE)),
              legend: 'first charge',
            },
            {
              expr: share(daily(PORT_UPTIME.above, '', HERE), daily(PORT_UPTIME.below, '', HERE)),
              legend: 'port uptime',
            },
          ],
        ),
        trend(
          { title: 'Starts an hour', description: 'Demand, and how much of it was met.', unit: 'short' },
          [
            { expr: `sum(increase(ev_charge_start_attempts_total{${HERE}}[1h]))`, legend: 'tried' },
            { expr: `sum(increase(ev_charge_start_successes_total{${HERE}}[1h]))`, legend: 'reached energy' },
          ],
        ),
      ],
    },
    {
      title: 'Stations',
      panels: [
        list(
          {
            title: 'Stations',
            description: 'Starts that should have reached energy, and did, over the time shown.',
            unit: 'short',
          },
          [
            { expr: perStation('ev_charge_start_attempts_total'), legend: 'starts' },
            {
              expr: share(
                perStation('ev_charge_start_successes_total'),
                perStation('ev_charge_start_attempts_total'),
              ),
              legend: 'start success',
            },
            {
              expr: share(
                perStation('ev_charge_visits_total', ', result="first_ok"'),
                perStation('ev_charge_visits_total', ', result!="not_counted"'),
              ),
              legend: 'first charge',
            },
          ],
          { 'start success': 'percentunit', 'first charge': 'percentunit' },
        ),
        list(
          { title: 'Alerts firing here', description: 'What is wrong right now.', unit: 'short' },
          [
            {
              expr: `sum by (severity, alertname, layer, station, evse) (ALERTS{alertstate="firing", ${HERE}})`,
              legend: 'firing',
            },
          ],
          {},
        ),
      ],
    },
    {
      title: 'Supply',
      panels: [
        trend({ title: 'Voltage', description: 'At the site meter, by feeder and phase.', unit: 'volt' }, [
          { expr: `ev_site_voltage_volts{${HERE}}`, legend: '{{feeder}} {{phase}}' },
        ]),
        trend({ title: 'Power', description: 'At the site meter, by feeder and phase.', unit: 'watt' }, [
          { expr: `ev_site_power_watts{${HERE}}`, legend: '{{feeder}} {{phase}}' },
        ]),
        trend({ title: 'Current', description: 'At the site meter, by feeder and phase.', unit: 'amp' }, [
          { expr: `ev_site_current_amperes{${HERE}}`, legend: '{{feeder}} {{phase}}' },
        ]),
        trend({ title: 'Frequency', description: 'At the site meter.', unit: 'hertz' }, [
          { expr: `ev_site_frequency_hertz{${HERE}}`, legend: '{{feeder}}' },
        ]),
      ],
    },
    {
      title: 'Links',
      panels: [
        trend({ title: 'Links up', description: '1 while a router or SIM is reachable.', unit: 'none' }, [
          { expr: `ev_link_up{${HERE}}`, legend: '{{link}} ({{kind}})' },
        ]),
        trend(
          {
            title: 'Stations in contact',
            description: 'Share of the stations of the site.',
            unit: 'percentunit',
          },
          [{ expr: `avg(ev_station_connected{${HERE}})`, legend: 'in contact' }],
        ),
      ],
    },
  ],
};
