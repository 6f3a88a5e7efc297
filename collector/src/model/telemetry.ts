import type { ConnectorStatus } from './signal.ts';
import type { PaymentPhase } from './payment.ts';

/**
 * What is known of chargers, links and sites from anywhere but OCPP: EVSE telemetry, routers and SIMs, site meters, payment
 * terminals. Receivers map it to these words by mapping files and the inventory before it becomes durable, so that no
 * address of a SIM or a vehicle is ever journalled.
 */
export interface TelemetryArrival {
  readonly kind: 'telemetry';
  readonly receivedAt: number;
  /** When the source says that it was so, ms since the epoch; null when it does not say. */
  readonly observedAt: number | null;
  /** Id of the receiver that took it in, such as `mqtt/depot`. */
  readonly source: string;
  readonly subject: Subject;
  readonly observation: Observation;
  /** Names an event at its source, so that the same one delivered twice counts once; null for readings. */
  readonly event: string | null;
}

/** Who it is about, by the ids of the inventory. */
export type Subject =
  | {
      readonly of: 'station';
      readonly station: string;
      readonly evse: number | null;
      readonly connector: number | null;
    }
  | { readonly of: 'link'; readonly link: string }
  | { readonly of: 'terminal'; readonly terminal: string }
  | { readonly of: 'site'; readonly site: string; readonly feeder: string | null };

/** What was observed. */
export type Observation =
  ReadingObservation | ConditionObservation | ProblemObservation | PaymentObservation | StatusObservation;

/** A measured value in the base unit of its quantity. */
export interface ReadingObservation {
  readonly kind: 'reading';
  readonly quantity: Quantity;
  readonly value: number;
  /** Where in the equipment: a bounded word such as `connector`, `cabinet`, `inlet`; '' when there is only one place. */
  readonly location: string;
  readonly phase: Phase;
}

/** Something that is or is not so. */
export interface ConditionObservation {
  readonly kind: 'condition';
  readonly condition: Condition;
  readonly holds: boolean;
}

/** Something is wrong, in the words of any vocabulary of the error catalogue, or is right again. */
export interface ProblemObservation {
  readonly kind: 'problem';
  readonly code: string;
  readonly active: boolean;
}

/** What became of a payment at a terminal or a payment service. */
export interface PaymentObservation {
  readonly kind: 'payment';
  readonly phase: PaymentPhase;
}

/** State of a connector as equipment without OCPP, or beside it, tells it. */
export interface StatusObservation {
  readonly kind: 'status';
  readonly status: ConnectorStatus;
}

/** Quantities and their units: the last word of each name says which. */
export const QUANTITIES = [
  'temperature_celsius',
  'voltage_volts',
  'current_amperes',
  /** As the residual current device sees it; a fault current. */
  'residual_current_amperes',
  'power_watts',
  'fan_rpm',
  'isolation_ohms',
  'energy_joules',
  'frequency_hertz',
  'latency_seconds',
  'rssi_dbm',
  'rsrp_dbm',
  'rsrq_db',
  'sinr_db',
  /** Lifetime registers of a link: they may start anew at a restart of the router. */
  'received_bytes',
  'sent_bytes',
  'uptime_seconds',
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Phase of an AC value; `dc` for a DC one, `total` for all phases together, '' when the source does not say. */
export const PHASES = ['', 'L1', 'L2', 'L3', 'N', 'L1-L2', 'L2-L3', 'L3-L1', 'total', 'dc'] as const;
export type Phase = (typeof PHASES)[number];

export const CONDITIONS = [
  /** Router or gateway answers; of a SIM: it is registered in a network. */
  'link_up',
  /** A packet data session exists (PDP context, IP address). */
  'data_session',
  'breaker_closed',
  'grid_present',
  /** Heartbeat of a payment terminal. */
  'terminal_up',
  /** Backend connection, as the station's own software tells it. */
  'backend_connected',
] as const;
export type Condition = (typeof CONDITIONS)[number];
