import type { DashboardSpec } from './dashboard.ts';
import { bars, figure, list, trend } from './panel.ts';
import { site } from './variables.ts';

const HERE = 'site=~"$site"';

/** Stations, routers and SIMs: who is in reach, and how well. */
export const CONNECTIVITY: DashboardSpec = {
  name: 'connectivity',
  title: 'Connectivity',
  description: 'Whether stations can be reached, and the routers and SIMs between them and the backend.',
  from: 'now-24h',
  variables: [site(true)],
  sections: [
    {
      title: 'Stations',
      panels: [
        figure(
          {
            title: 'In contact',
            description: 'Share of stations, right now.',
            unit: 'percentunit',
            decimals: 1,
          },
          { expr: `avg(ev_station_connected{${HERE}})` },
          6,
        ),
        figure(
          { title: 'Out of contact', description: 'Stations, right now.', unit: 'short', decimals: 0 },
          { expr: `count(ev_station_connected{${HERE}} == 0) or vector(0)` },
          6,
        ),
        figure(
          { title: 'Links down', description: 'Routers and SIMs, right now.', unit: 'short', decimals: 0 },
          { expr: `count(ev_link_up{${HERE}} == 0) or vector(0)` },
          6,
        ),
        figure(
          { title: 'SIMs without a data session', description: 'Right now.', unit: 'short', decimals: 0 },
          { expr: `count(ev_link_data_session_up{${HERE}} == 0) or vector(0)` },
          6,
        ),
        trend(
          {
            title: 'In contact, by site',
            description: 'Share of the stations of a site.',
            unit: 'percentunit',
          },
          [{ expr: `avg by (site) (ev_station_connected{${HERE}})`, legend: '{{site}}' }],
        ),
        trend({ title: 'Disconnects', description: 'An hour, by reason.', unit: 'short' }, [
          {
            expr: `sum by (reason) (increase(ev_station_disconnects_total{${HERE}}[1h]))`,
            legend: '{{reason}}',
          },
        ]),
        bars(
          {
            title: 'Stations that connect most often',
            description: 'Connections over the time shown: flapping.',
            unit: 'short',
            decimals: 0,
          },
          {
            expr: `topk(10, sum by (station) (increase(ev_station_connects_total{${HERE}}[$__range])) > 0.5)`,
            legend: '{{station}}',
          },
        ),
        trend({ title: 'Ping, 95 %', description: 'Round trips of WebSocket pings, by site.', unit: 's' }, [
          {
            expr: `histogram_quantile(0.95, sum by (site, le) (rate(ev_station_ping_seconds_bucket{${HERE}}[$__rate_interval])))`,
            legend: '{{site}}',
          },
        ]),
      ],
    },
    {
      title: 'Routers and SIMs',
      panels: [
        list(
          { title: 'Links', description: 'As they are right now.', unit: 'short' },
          [
            { expr: `sum by (site, link, kind) (ev_link_up{${HERE}})`, legend: 'up' },
            { expr: `sum by (site, link, kind) (ev_link_data_session_up{${HERE}})`, legend: 'data session' },
            { expr: `sum by (site, link, kind) (ev_link_rsrp_dbm{${HERE}})`, legend: 'RSRP' },
            { expr: `sum by (site, link, kind) (ev_link_sinr_db{${HERE}})`, legend: 'SINR' },
            {
              expr: `sum by (site, link, kind) (increase(ev_link_drops_total{${HERE}}[$__range]))`,
              legend: 'drops',
            },
          ],
          { RSRP: 'dBm', SINR: 'dB' },
        ),
        trend({ title: 'Signal', description: 'RSRP; below −110 dBm is poor.', unit: 'dBm' }, [
          { expr: `ev_link_rsrp_dbm{${HERE}}`, legend: '{{link}}' },
        ]),
        trend({ title: 'Signal to noise', description: 'SINR; below 0 dB is poor.', unit: 'dB' }, [
          { expr: `ev_link_sinr_db{${HERE}}`, legend: '{{link}}' },
        ]),
        trend({ title: 'Latency', description: 'As the link measures it.', unit: 's' }, [
          { expr: `ev_link_latency_seconds{${HERE}}`, legend: '{{link}}' },
        ]),
        trend({ title: 'Traffic', description: 'Bytes a second.', unit: 'Bps' }, [
          {
            expr: `sum by (link, direction) (rate(ev_link_bytes_total{${HERE}}[$__rate_interval]))`,
            legend: '{{link}} {{direction}}',
          },
        ]),
      ],
    },
  ],
};
