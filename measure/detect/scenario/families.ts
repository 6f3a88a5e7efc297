/** Kinds of places: hub and plaza are DC, quay and yard AC; hub and quay have a router, the others a modem a station. */
export type Place = 'hub' | 'plaza' | 'quay' | 'yard';

/** How a family of faults is put into a run, and what an alert on it may say. */
export interface Family {
  readonly behaviour: string;
  readonly unit: 'station' | 'evse' | 'site' | 'fleet';
  readonly places: readonly Place[];
  /** Days that it lasts, from and to; of what is gradual, the days of its ramp. */
  readonly days: readonly [number, number];
  readonly gradual?: boolean;
  /** Chance for each attempt, or how badly. */
  readonly strength?: number;
  /** Symptoms (labels of alerts) that fit it. */
  readonly symptoms: readonly string[];
  /** Why it may go unseen. */
  readonly blind?: string;
}

const ALL: readonly Place[] = ['hub', 'plaza', 'quay', 'yard'];
const BUSY: readonly Place[] = ['hub', 'plaza', 'quay'];
const DC: readonly Place[] = ['hub', 'plaza'];
const ROUTERS: readonly Place[] = ['hub', 'quay'];
const MODEMS: readonly Place[] = ['plaza', 'yard'];
const FAILING = ['charges_failing', 'hop_away', 'silent', 'handshake_failing', 'charge_start_failing'];
/** Where tries fail at random, drivers try again without unplugging: charges that begin all the same begin late. */
const RETRIED = [...FAILING, 'slow_start'];
const REPORTED = ['fault_reported', 'fault_recurring', 'faulted_state', 'safety_fault'];
const AWAY = [
  'offline',
  'flapping',
  'link_down',
  'no_data_session',
  'gateway_hung',
  'link_degraded',
  'link_flapping',
];
const SUPPLY = ['grid_loss', 'breaker_open', 'phase_loss', 'under_voltage', 'phase_imbalance', 'offline'];

/** Every family of faults that is measured. */
export const FAMILIES: readonly Family[] = [
  {
    behaviour: 'slowing-starts',
    unit: 'station',
    places: DC,
    days: [2, 14],
    gradual: true,
    symptoms: ['slow_start', ...FAILING],
  },
  {
    behaviour: 'connector-heating',
    unit: 'evse',
    places: BUSY,
    days: [2, 14],
    gradual: true,
    symptoms: ['heating', 'hot', 'energy_failing', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'voltage-drift',
    unit: 'evse',
    places: ALL,
    days: [2, 14],
    gradual: true,
    symptoms: ['voltage_drift', 'energy_failing', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'isolation-decline',
    unit: 'evse',
    places: DC,
    days: [2, 14],
    gradual: true,
    symptoms: ['isolation_falling', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'power-fading',
    unit: 'station',
    places: DC,
    days: [2, 14],
    gradual: true,
    symptoms: ['low_power', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'radio-fading',
    unit: 'station',
    places: MODEMS,
    days: [2, 14],
    gradual: true,
    symptoms: ['slow_link', ...AWAY],
  },
  {
    behaviour: 'router-fading',
    unit: 'site',
    places: ROUTERS,
    days: [2, 8],
    gradual: true,
    symptoms: ['slow_link', ...AWAY],
  },
  { behaviour: 'silent-no-charge', unit: 'evse', places: ALL, days: [3, 5], symptoms: FAILING },
  {
    behaviour: 'handshake-timeout',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    strength: 0.6,
    symptoms: RETRIED,
  },
  {
    behaviour: 'slac-failure',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    strength: 0.6,
    symptoms: [...RETRIED, ...REPORTED],
  },
  {
    behaviour: 'connector-lock-failure',
    unit: 'evse',
    places: BUSY,
    days: [3, 5],
    strength: 0.7,
    symptoms: ['unlock_failing', ...RETRIED, ...REPORTED],
  },
  {
    behaviour: 'cable-check-failure',
    unit: 'evse',
    places: DC,
    days: [3, 5],
    strength: 0.7,
    symptoms: ['safety_fault', ...RETRIED, ...REPORTED],
  },
  {
    behaviour: 'ground-fault',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    strength: 0.5,
    symptoms: ['energy_failing', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'start-swallowed',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    strength: 0.7,
    symptoms: ['start_failing', ...RETRIED],
  },
  {
    behaviour: 'remote-start-lost',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    symptoms: ['start_failing', ...FAILING],
    blind: 'one driver in five starts by app',
  },
  {
    behaviour: 'reader-dead',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    symptoms: ['abandonment', ...FAILING],
    blind: 'who taps and leaves is never seen',
  },
  {
    behaviour: 'screen-dead',
    unit: 'station',
    places: BUSY,
    days: [3, 5],
    symptoms: ['abandonment', ...FAILING],
  },
  {
    behaviour: 'latch-worn',
    unit: 'evse',
    places: BUSY,
    days: [3, 5],
    strength: 0.6,
    symptoms: ['plug_unsettled', 'state_chatter', 'abandonment', ...FAILING, ...REPORTED],
  },
  {
    behaviour: 'terminal-silent',
    unit: 'station',
    places: DC,
    days: [2, 4],
    symptoms: ['terminal_down', 'terminal_silent', 'abandonment'],
  },
  {
    behaviour: 'fan-stop',
    unit: 'evse',
    places: ['hub'],
    days: [3, 5],
    symptoms: ['fan_stopped', 'hot', 'heating', 'energy_failing', ...REPORTED],
  },
  {
    behaviour: 'meter-frozen',
    unit: 'evse',
    places: BUSY,
    days: [3, 5],
    symptoms: ['meter_frozen', 'low_power', ...FAILING],
  },
  { behaviour: 'clock-drift', unit: 'station', places: ALL, days: [3, 5], symptoms: ['clock_drift'] },
  {
    behaviour: 'boot-loop',
    unit: 'station',
    places: ALL,
    days: [0.3, 1],
    symptoms: ['boot_loop', 'flapping', 'offline', 'fault_reported'],
  },
  { behaviour: 'flapping-link', unit: 'station', places: ALL, days: [1, 3], symptoms: AWAY },
  { behaviour: 'station-offline', unit: 'station', places: ALL, days: [0.3, 2], symptoms: AWAY },
  { behaviour: 'modem-no-data', unit: 'station', places: MODEMS, days: [0.3, 2], symptoms: AWAY },
  { behaviour: 'router-outage', unit: 'site', places: ROUTERS, days: [0.1, 0.4], symptoms: AWAY },
  { behaviour: 'gateway-hung', unit: 'site', places: ROUTERS, days: [0.1, 0.4], symptoms: AWAY },
  { behaviour: 'sim-no-data', unit: 'site', places: ROUTERS, days: [0.1, 0.4], symptoms: AWAY },
  {
    behaviour: 'site-power-loss',
    unit: 'site',
    places: ALL,
    days: [0.06, 0.25],
    symptoms: [...SUPPLY, ...AWAY],
  },
  { behaviour: 'breaker-trip', unit: 'site', places: ALL, days: [0.1, 0.4], symptoms: [...SUPPLY, ...AWAY] },
  {
    behaviour: 'phase-loss',
    unit: 'site',
    places: ALL,
    days: [0.5, 1.5],
    symptoms: [...SUPPLY, 'low_power', ...FAILING],
  },
  {
    behaviour: 'site-limit-stuck',
    unit: 'site',
    places: BUSY,
    days: [2, 4],
    symptoms: ['low_power', 'load_limited'],
  },
  {
    behaviour: 'declines-spike',
    unit: 'site',
    places: DC,
    days: [0.5, 1.5],
    symptoms: ['payment_failing', 'payment_timeouts', 'abandonment'],
  },
  {
    behaviour: 'backend-slow',
    unit: 'fleet',
    places: ALL,
    days: [0.1, 0.3],
    symptoms: ['backend_slow', 'authorize_failing', 'fault_recurring'],
  },
  {
    behaviour: 'backend-auth-stalled',
    unit: 'fleet',
    places: ALL,
    days: [0.1, 0.3],
    symptoms: ['authorize_failing', 'charge_start_failing', 'backend_slow', 'fault_recurring'],
  },
  {
    behaviour: 'firmware-regression',
    unit: 'site',
    places: DC,
    days: [4, 6],
    symptoms: ['cohort_worse', ...FAILING, ...REPORTED],
  },
];

/** Everyday faults of any fleet that are not injected, by what alerts may say of them. */
const EVERYDAY: readonly Pick<Family, 'behaviour' | 'symptoms' | 'blind'>[] = [
  {
    behaviour: 'isolation-fault',
    symptoms: ['isolation_falling', 'energy_failing', ...FAILING, ...REPORTED],
  },
  { behaviour: 'over-temperature', symptoms: ['hot', 'heating', 'energy_failing', ...FAILING, ...REPORTED] },
  { behaviour: 'emergency-stop', symptoms: ['energy_failing', ...FAILING, ...REPORTED] },
  { behaviour: 'reboot', symptoms: ['boot_loop', 'energy_failing', ...FAILING, ...AWAY] },
  { behaviour: 'status-replay', symptoms: REPORTED },
];

const BY_NAME = new Map([...FAMILIES, ...EVERYDAY].map((family) => [family.behaviour, family]));
export const familyOf = (behaviour: string): Pick<Family, 'symptoms' | 'blind'> | undefined =>
  BY_NAME.get(behaviour);
