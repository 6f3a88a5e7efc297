import type { ConnectorState, StateInterval } from './availability.ts';
import type { IncapableStretch } from './capability.ts';
import type { Equipment, Place } from './place.ts';
import type { Flow, SettledFlow } from './flow.ts';
import type { TelemetryOutcome } from './telemetry-outcome.ts';
import type { Visit, VisitResult } from './visit.ts';

/** What a station tracker tells the fleet tracker. `at` is the stream's time, ms, at which it was known. */
export type FlowEvent =
  | ({ readonly kind: 'flow_identified'; readonly identity: string } & FlowProgress)
  /** The station says that it charges; whether energy flows is not proven yet. */
  | { readonly kind: 'charge_begun'; readonly at: number; readonly flow: string; readonly start: number }
  | ({
      readonly kind: 'energy_reached';
      readonly traceId: string;
      readonly recovered: boolean;
    } & FlowProgress)
  | { readonly kind: 'flow_ended'; readonly at: number; readonly flow: Flow }
  /** More is known of a flow that had ended. */
  | { readonly kind: 'flow_learned'; readonly at: number; readonly flow: Flow; readonly why: string };

/** A flow that is still open; `start` is event time, ms. */
interface FlowProgress extends Place, Equipment {
  readonly at: number;
  readonly flow: string;
  readonly start: number;
}

/** What is known about the fleet once a piece of the stream has been tracked: feeds metrics, traces and ledger. */
export type Outcome =
  /** The start verdict: counted once, numerator and denominator together. */
  | ({
      readonly kind: 'start_settled';
      readonly at: number;
      readonly flow: string;
      readonly traceId: string;
      readonly success: boolean;
    } & Place &
      Equipment)
  | {
      readonly kind: 'flow_settled';
      readonly at: number;
      readonly flow: SettledFlow;
      /** A `start_settled` of this flow has gone before. */
      readonly startCounted: boolean;
    }
  | {
      readonly kind: 'flow_amended';
      readonly at: number;
      readonly flow: string;
      readonly from: string;
      readonly to: string;
      readonly why: string;
      readonly amended: SettledFlow;
    }
  | { readonly kind: 'visit_ended'; readonly at: number; readonly visit: Visit }
  /** More is known of a visit that had ended; counted once, it stays counted as it was. */
  | {
      readonly kind: 'visit_amended';
      readonly at: number;
      readonly visit: Visit;
      /** What it was told to be before. */
      readonly from: VisitResult;
      readonly why: string;
    }
  | { readonly kind: 'interval_ended'; readonly at: number; readonly interval: StateInterval }
  /** A connector turned out not to be capable, or was proven to be again; `stretch.end` tells which. */
  | { readonly kind: 'capability'; readonly at: number; readonly stretch: IncapableStretch }
  | {
      readonly kind: 'connector_state';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly evse: number;
      readonly connector: number;
      readonly state: ConnectorState;
    }
  | StationOutcome
  | TelemetryOutcome;

/** What is known about one station as a whole. */
export type StationOutcome =
  | ({
      readonly kind: 'station_seen';
      readonly at: number;
      readonly station: string;
      readonly ocppVersion: string;
      readonly serialHash: string;
    } & Equipment)
  | {
      readonly kind: 'station_contact';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly connected: boolean;
      readonly inService: boolean;
    }
  | { readonly kind: 'station_connect'; readonly at: number; readonly site: string; readonly station: string }
  | {
      readonly kind: 'station_disconnect';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly reason: DisconnectReason;
    }
  | {
      readonly kind: 'station_boot';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly reason: BootReason;
    }
  | {
      readonly kind: 'clock_offset';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly seconds: number;
    }
  | {
      readonly kind: 'ping';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly seconds: number;
    }
  | {
      readonly kind: 'fault_raised' | 'fault_cleared';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly evse: number;
      readonly connector: number;
      readonly fault: string;
      readonly source: string;
    }
  | {
      readonly kind: 'message';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly action: string;
      readonly direction: 'from_station' | 'to_station';
      readonly result: MessageResult;
    }
  /** A station named more connectors, or caused more to remember, than it is allowed: the surplus was let go. */
  | {
      readonly kind: 'station_overflow';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly what: 'connector' | 'memory';
    }
  /** OCPP 2.x numbers the events of a transaction: how many were left out just now, and how many of those came after all. */
  | {
      readonly kind: 'transaction_events';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly skipped: number;
      readonly late: number;
    }
  | {
      readonly kind: 'call_completed';
      readonly at: number;
      readonly action: string;
      readonly direction: 'from_station' | 'to_station';
      readonly seconds: number;
    };

/** `call`: a request; `result`, `error`: its answer; `send`: OCPP 2.1 unconfirmed; `invalid`: unreadable or against its schema. */
export const MESSAGE_RESULTS = ['call', 'result', 'error', 'send', 'invalid', 'unmatched'] as const;
export type MessageResult = (typeof MESSAGE_RESULTS)[number];

/** Why a socket closed: closed in good order, dropped without a close frame, replaced by a newer socket, or silent beyond the grace. */
export const DISCONNECT_REASONS = ['closed', 'dropped', 'replaced', 'silent'] as const;
export type DisconnectReason = (typeof DISCONNECT_REASONS)[number];

/** BootReason of OCPP 2.0.1 in lower snake case; OCPP 1.6 gives none: `unknown`. */
export const BOOT_REASONS = [
  'application_reset',
  'firmware_update',
  'local_reset',
  'power_up',
  'remote_reset',
  'scheduled_reset',
  'triggered',
  'unknown',
  'watchdog',
] as const;
export type BootReason = (typeof BOOT_REASONS)[number];
