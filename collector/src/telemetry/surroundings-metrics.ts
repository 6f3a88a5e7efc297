import { PHASES } from '../model/telemetry.ts';
import { OBSERVATION_RESULTS } from '../model/telemetry-outcome.ts';
import type { MetricSpec } from './metric-spec.ts';

/** Ways of the bytes of a link, as its router sees them. */
const BYTE_DIRECTIONS = ['received', 'sent'] as const;

const ofLink = (otel: string, prometheus: string, unit: string, help: string): MetricSpec => ({
  otel,
  prometheus,
  kind: 'gauge',
  unit,
  help,
  scope: 'link',
  labels: {},
});

const ofSite = (
  otel: string,
  prometheus: string,
  unit: string,
  help: string,
  labels: MetricSpec['labels'] = { feeder: 'bounded' },
): MetricSpec => ({ otel, prometheus, kind: 'gauge', unit, help, scope: 'site', labels });

const PHASED: MetricSpec['labels'] = { feeder: 'bounded', phase: PHASES };

/** Links and the power of sites. Gauges vanish when their reading is stale. */
export const SURROUNDINGS_METRICS = {
  linkUp: ofLink('ev.link.up', 'ev_link_up', '', '1 while a router, gateway or SIM is reachable.'),
  linkLatency: ofLink('ev.link.latency', 'ev_link_latency_seconds', 's', 'Round trip over the link.'),
  linkRssi: ofLink('ev.link.rssi.dbm', 'ev_link_rssi_dbm', '', 'Received signal strength.'),
  linkRsrp: ofLink('ev.link.rsrp.dbm', 'ev_link_rsrp_dbm', '', 'Reference signal received power.'),
  linkRsrq: ofLink('ev.link.rsrq.db', 'ev_link_rsrq_db', '', 'Reference signal received quality.'),
  linkSinr: ofLink('ev.link.sinr.db', 'ev_link_sinr_db', '', 'Signal to interference and noise.'),
  linkSession: ofLink(
    'ev.link.data_session.up',
    'ev_link_data_session_up',
    '',
    '1 while the link has a packet data session.',
  ),
  linkDrops: {
    ...ofLink(
      'ev.link.drops',
      'ev_link_drops_total',
      '{drop}',
      'Times that the link went down, or turned out to have been started anew.',
    ),
    kind: 'counter',
  },
  linkBytes: {
    ...ofLink('ev.link', 'ev_link_bytes_total', 'By', 'Bytes over the link, as it counts them.'),
    kind: 'counter',
    labels: { direction: BYTE_DIRECTIONS },
  },
  siteVoltage: ofSite('ev.site.voltage', 'ev_site_voltage_volts', 'V', 'Voltage of a feeder.', PHASED),
  siteCurrent: ofSite('ev.site.current', 'ev_site_current_amperes', 'A', 'Current of a feeder.', PHASED),
  sitePower: ofSite('ev.site.power', 'ev_site_power_watts', 'W', 'Power of a feeder.', PHASED),
  siteFrequency: ofSite('ev.site.frequency', 'ev_site_frequency_hertz', 'Hz', 'Frequency of the grid.'),
  siteBreaker: ofSite('ev.site.breaker.closed', 'ev_site_breaker_closed', '', '1 while a breaker is closed.'),
  siteGrid: ofSite('ev.site.grid.present', 'ev_site_grid_present', '', '1 while the grid is there.'),
  observations: {
    otel: 'ev.telemetry.observations',
    prometheus: 'ev_telemetry_observations_total',
    kind: 'counter',
    unit: '{observation}',
    help: 'Observations that receivers took in beside OCPP, and readings of OCPP that could not be used, by what became of them.',
    scope: 'fleet',
    labels: { source: 'bounded', result: OBSERVATION_RESULTS },
  },
} as const satisfies Record<string, MetricSpec>;
