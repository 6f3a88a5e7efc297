import { PHASES } from '../model/telemetry.ts';
import { CONNECTOR_ANSWERS, TERMINAL_RESULTS } from '../model/telemetry-outcome.ts';
import type { MetricSpec } from './metric-spec.ts';

/** A gauge of an EVSE that vanishes when its reading is stale. OCPP 2.x counts connectors within an EVSE; 0 is all of it. */
const ofEvse = (otel: string, prometheus: string, unit: string, help: string): MetricSpec => ({
  otel,
  prometheus,
  kind: 'gauge',
  unit,
  help,
  scope: 'connector',
  labels: { location: 'bounded', phase: PHASES },
});

/** What equipment measures of itself, what connectors contradict, and payment terminals. */
export const EQUIPMENT_METRICS = {
  evseTemperature: ofEvse(
    'ev.evse.temperature',
    'ev_evse_temperature_celsius',
    'Cel',
    'Temperature in the equipment.',
  ),
  evseVoltage: ofEvse('ev.evse.voltage', 'ev_evse_voltage_volts', 'V', 'Voltage.'),
  evseCurrent: ofEvse('ev.evse.current', 'ev_evse_current_amperes', 'A', 'Current.'),
  evseResidualCurrent: ofEvse(
    'ev.evse.residual_current',
    'ev_evse_residual_current_amperes',
    'A',
    'Residual current, as the protective device sees it.',
  ),
  evsePower: ofEvse('ev.evse.power', 'ev_evse_power_watts', 'W', 'Power.'),
  evseFan: ofEvse('ev.evse.fan.rpm', 'ev_evse_fan_rpm', '', 'Speed of a fan, turns a minute.'),
  evseIsolation: ofEvse(
    'ev.evse.isolation.ohms',
    'ev_evse_isolation_ohms',
    '',
    'Resistance of the isolation to earth.',
  ),
  connectorAnswers: {
    otel: 'ev.connector.answers',
    prometheus: 'ev_connector_answers_total',
    kind: 'counter',
    unit: '{answer}',
    help: 'Answers by which a connector contradicts itself: it cannot unlock, or its cable comes and goes within seconds.',
    scope: 'connector',
    labels: { answer: CONNECTOR_ANSWERS },
  },
  terminalUp: {
    otel: 'ev.payment.terminal.up',
    prometheus: 'ev_payment_terminal_up',
    kind: 'gauge',
    unit: '',
    help: '1 while a payment terminal is heard of, 0 once it has been silent for too long, or it or its reader is said not to work.',
    scope: 'terminal',
    labels: {},
  },
  paymentEvents: {
    otel: 'ev.payment.events',
    prometheus: 'ev_payment_events_total',
    kind: 'counter',
    unit: '{payment}',
    help: 'Payments at a terminal, by what became of them before the charge.',
    scope: 'terminal',
    labels: { result: TERMINAL_RESULTS },
  },
} as const satisfies Record<string, MetricSpec>;
