import { CONNECTOR_STATES, type ConnectorState } from '@firstcharge/collector/model/availability.ts';
import type { DashboardSpec } from './dashboard.ts';
import { figure, list, ribbon, trend } from './panel.ts';
import { share } from './promql.ts';
import { site, station } from './variables.ts';

const HERE = 'site=~"$site", station="$station"';
const total = (metric: string, more = ''): string => `sum(increase(${metric}{${HERE}${more}}[$__range]))`;
const mean = (what: string): string =>
  `sum by (evse, connector) (increase(ev_charge_${what === 'start' ? 'start_sum_seconds' : 'power_ratio_sum'}_total{${HERE}}[1d])) / (sum by (evse, connector) (increase(ev_charge_${what === 'start' ? 'start' : 'power_ratio'}_measured_total{${HERE}}[1d])) > 0)`;

const COLOURS: Readonly<Record<ConnectorState, string>> = {
  available: 'green',
  occupied: 'light-blue',
  charging: 'blue',
  suspended_ev: 'semi-dark-blue',
  suspended_evse: 'light-purple',
  finishing: 'super-light-blue',
  reserved: 'yellow',
  unavailable: 'orange',
  faulted: 'red',
  unknown: 'dark-red',
  unobserved: 'text',
};
const STATES = Object.fromEntries(
  CONNECTOR_STATES.map((state, code) => [
    String(code),
    { text: state.replaceAll('_', ' '), color: COLOURS[state] },
  ]),
);
const place = '{{evse}}.{{connector}}';

/** One station, everything known of it on one time axis. */
export const STATION: DashboardSpec = {
  name: 'station',
  title: 'Station',
  description: 'One station: states, charges, faults, contact and telemetry on one time axis.',
  from: 'now-24h',
  variables: [site(true), station(false)],
  sections: [
    {
      title: 'Now, and over the time shown',
      panels: [
        figure(
          {
            title: 'First charge success',
            description: 'Visits that began here and whose first try was a charge.',
            unit: 'percentunit',
            decimals: 1,
          },
          {
            expr: share(
              total('ev_charge_visits_total', ', result="first_ok"'),
              total('ev_charge_visits_total', ', result!="not_counted"'),
            ),
          },
        ),
        figure(
          {
            title: 'Charge start success',
            description: 'Flows that reached energy, of those that should have.',
            unit: 'percentunit',
            decimals: 1,
          },
          { expr: share(total('ev_charge_start_successes_total'), total('ev_charge_start_attempts_total')) },
        ),
        figure(
          { title: 'Starts', description: 'Sample size.', unit: 'short', decimals: 0 },
          { expr: total('ev_charge_start_attempts_total') },
        ),
        figure(
          { title: 'Energy', description: 'Delivered by settled flows.', unit: 'joule' },
          { expr: total('ev_charge_energy_joules_total', ', direction="import"') },
        ),
        figure(
          {
            title: 'Last heard of',
            description: 'Seconds since the station said anything.',
            unit: 's',
            decimals: 0,
          },
          { expr: `time() - max(ev_station_last_seen_timestamp_seconds{${HERE}})` },
        ),
        figure(
          { title: 'Faults present', description: 'Right now.', unit: 'short', decimals: 0 },
          { expr: `sum(ev_fault_active{${HERE}}) or vector(0)` },
        ),
        ribbon(
          {
            title: 'Connectors',
            description:
              'State of each connector, as the charger says it; unknown is out of contact, unobserved is our own absence.',
          },
          { expr: `ev_connector_state_code{${HERE}}`, legend: place },
          STATES,
        ),
        ribbon(
          { title: 'Contact', description: 'Whether the station is in contact.' },
          { expr: `ev_station_connected{${HERE}}`, legend: 'in contact' },
          { '0': { text: 'away', color: 'red' }, '1': { text: 'in contact', color: 'green' } },
        ),
      ],
    },
    {
      title: 'Charges',
      panels: [
        trend({ title: 'Flows by outcome', description: 'An hour.', unit: 'short' }, [
          { expr: `sum by (outcome) (increase(ev_charge_flows_total{${HERE}}[1h]))`, legend: '{{outcome}}' },
        ]),
        trend(
          {
            title: 'Mean start time',
            description: 'From plug and authorisation to power, over the day before.',
            unit: 's',
          },
          [{ expr: mean('start'), legend: place }],
        ),
        trend(
          {
            title: 'Delivered of possible power',
            description: 'Mean over the day before.',
            unit: 'percentunit',
          },
          [{ expr: mean('power'), legend: place }],
        ),
        list(
          { title: 'Faults', description: 'Raised in the time shown, by connector.', unit: 'short' },
          [
            {
              expr: `sort_desc(sum by (evse, connector, fault, source) (increase(ev_faults_total{${HERE}}[$__range])) > 0.5)`,
              legend: 'raised',
            },
          ],
          {},
          12,
        ),
      ],
    },
    {
      title: 'Equipment',
      panels: [
        trend({ title: 'Temperature', description: 'By place in the equipment.', unit: 'celsius' }, [
          { expr: `ev_evse_temperature_celsius{${HERE}}`, legend: `${place} {{location}}` },
        ]),
        trend({ title: 'Voltage', description: 'As the station or its meter measures it.', unit: 'volt' }, [
          { expr: `ev_evse_voltage_volts{${HERE}}`, legend: `${place} {{location}} {{phase}}` },
        ]),
        trend({ title: 'Power', description: 'As the station or its meter measures it.', unit: 'watt' }, [
          { expr: `ev_evse_power_watts{${HERE}}`, legend: `${place} {{location}} {{phase}}` },
        ]),
        trend({ title: 'Fans', description: 'Revolutions a minute.', unit: 'rotrpm' }, [
          { expr: `ev_evse_fan_rpm{${HERE}}`, legend: `${place} {{location}}` },
        ]),
        trend({ title: 'Isolation', description: 'Resistance to earth of the DC side.', unit: 'ohm' }, [
          { expr: `ev_evse_isolation_ohms{${HERE}}`, legend: place },
        ]),
      ],
    },
    {
      title: 'Contact',
      panels: [
        trend({ title: 'Ping', description: 'Last round trip of a WebSocket ping.', unit: 's' }, [
          { expr: `ev_station_ping_last_seconds{${HERE}}`, legend: 'round trip' },
        ]),
        trend({ title: 'Disconnects and boots', description: 'An hour.', unit: 'short' }, [
          {
            expr: `sum by (reason) (increase(ev_station_disconnects_total{${HERE}}[1h]))`,
            legend: 'disconnect: {{reason}}',
          },
          {
            expr: `sum by (reason) (increase(ev_station_boots_total{${HERE}}[1h]))`,
            legend: 'boot: {{reason}}',
          },
        ]),
        trend({ title: 'Clock', description: 'Clock of the station minus ours.', unit: 's' }, [
          { expr: `ev_station_clock_offset_seconds{${HERE}}`, legend: 'offset' },
        ]),
        trend(
          {
            title: 'Messages',
            description: 'OCPP messages an hour, and those that could not be read.',
            unit: 'short',
          },
          [
            { expr: `sum(increase(ev_station_messages_total{${HERE}}[1h]))`, legend: 'all' },
            { expr: `sum(increase(ev_station_invalid_messages_total{${HERE}}[1h]))`, legend: 'unreadable' },
          ],
        ),
      ],
    },
  ],
};
