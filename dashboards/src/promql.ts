/** Labels that the choices at the top of a dashboard set. */
export const COHORT = 'site=~"$site", model=~"$model", firmware=~"$firmware"';
export const PLACE = 'site=~"$site", station=~"$station"';

/**
 * Increments of a count over the whole time shown, from the hourly ones that the recording rules keep: the raw counters of
 * ten thousand stations over 30 days would be too much to read at once.
 */
export const counted = (count: string, by = '', filter = COHORT): string =>
  `sum ${by}(sum_over_time(cohort:${count}:increase1h{${filter}}[$__range:1h]))`;

/** The same over the day before each moment. */
export const daily = (count: string, by = '', filter = COHORT): string =>
  `sum ${by}(sum_over_time(cohort:${count}:increase1h{${filter}}[1d:1h]))`;

/** Σ / Σ; nothing where there was nothing to divide by. */
export const share = (above: string, below: string): string => `${above} / (${below} > 0)`;

/** A KPI by the counts that it is made of. */
export interface Kpi {
  readonly title: string;
  readonly description: string;
  readonly above: string;
  readonly below: string;
  readonly sample: string;
}

export const FIRST_CHARGE: Kpi = {
  title: 'First charge success',
  description: 'Visits whose first try was a charge, of all visits that count. The figure that drivers feel.',
  above: 'ev_charge_visits_first_ok',
  below: 'ev_charge_visits',
  sample: 'visits',
};
export const CHARGE_START: Kpi = {
  title: 'Charge start success',
  description: 'Flows that reached energy, of those that should have.',
  above: 'ev_charge_start_successes',
  below: 'ev_charge_start_attempts',
  sample: 'starts',
};
export const CHARGE_END: Kpi = {
  title: 'Charge end success',
  description: 'Of the flows that reached energy, those that ended as they should.',
  above: 'ev_charge_end_successes',
  below: 'ev_charge_end_attempts',
  sample: 'charges',
};
export const PORT_UPTIME: Kpi = {
  title: 'Port uptime',
  description:
    'Time in which connectors were available or in use, and capable, of the time they were watched. No programme exclusions.',
  above: 'ev_port_up_seconds',
  below: 'ev_port_observed_seconds',
  sample: 'port seconds',
};
export const OCPP_UPTIME: Kpi = {
  title: 'OCPP uptime',
  description: 'Time in contact within service hours: what a network usually calls its uptime.',
  above: 'ev_station_connected_seconds',
  below: 'ev_station_service_seconds',
  sample: 'station seconds',
};
