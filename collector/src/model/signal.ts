import type { Direction } from './arrival.ts';
import type { BootReason, DisconnectReason, MessageResult } from './outcome.ts';
import type { PaymentMethod } from './payment.ts';
import type { PowerType } from './place.ts';
import type { SignalBase } from './signal-base.ts';
import type {
  CommandSignal,
  FirmwareSignal,
  LimitSignal,
  PaymentSignal,
  ProblemSignal,
  ReadingSignal,
  ReservationSignal,
  SettingSignal,
} from './station-signal.ts';

export type * from './station-signal.ts';

/**
 * The one vocabulary to which OCPP 1.6, 2.0.1 and 2.1 are mapped. Every signal has two clocks: `receivedAt`, what the
 * collector saw, and `eventAt`, what the charger says (null when the message carries no time); both ms since the epoch.
 * `evse` is null when the wire does not say; 0 is the station itself. In OCPP 1.6 connector n is EVSE n, connector 1.
 */
export type Signal =
  | ConnectedSignal
  | DisconnectedSignal
  | PingSignal
  | MessageSignal
  | CallCompletedSignal
  | BootSignal
  | StatusSignal
  | AuthorizationSignal
  | RemoteStartSignal
  | RemoteStopSignal
  | TransactionStartedSignal
  | TransactionAcceptedSignal
  | TransactionUpdatedSignal
  | TransactionEndedSignal
  | MeterSignal
  | CommandSignal
  | LimitSignal
  | ReservationSignal
  | FirmwareSignal
  | PaymentSignal
  | SettingSignal
  | ProblemSignal
  | ReadingSignal;

export interface ConnectedSignal extends SignalBase {
  readonly kind: 'connected';
  readonly protocol: string | null;
  readonly connection: string | null;
}
export interface DisconnectedSignal extends SignalBase {
  readonly kind: 'disconnected';
  readonly connection: string | null;
  readonly reason: DisconnectReason;
}
export interface PingSignal extends SignalBase {
  readonly kind: 'ping';
  readonly seconds: number;
}

/** One frame was seen; every frame gives exactly one. */
export interface MessageSignal extends SignalBase {
  readonly kind: 'message';
  /** OCPP action, `unknown` when an answer matched no call or the frame was unreadable. */
  readonly action: string;
  readonly direction: Direction;
  readonly result: MessageResult;
}

/** An answer met its call. */
export interface CallCompletedSignal extends SignalBase {
  readonly kind: 'call_completed';
  readonly action: string;
  /** Direction of the call. */
  readonly direction: Direction;
  readonly seconds: number;
}

export interface BootSignal extends SignalBase {
  readonly kind: 'boot';
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  /** Hashed serial number, '' when none. */
  readonly serialHash: string;
  readonly reason: BootReason;
}

/** The connector statuses of OCPP 1.6 and 2.x in lower snake case. */
export const CONNECTOR_STATUSES = [
  'available',
  'preparing',
  'charging',
  'suspended_evse',
  'suspended_ev',
  'finishing',
  'reserved',
  'unavailable',
  'faulted',
  'occupied',
] as const;
export type ConnectorStatus = (typeof CONNECTOR_STATUSES)[number];

/** StatusNotification, or a 2.x NotifyEvent of AvailabilityState; connector 0 of an EVSE is the EVSE as a whole. */
export interface StatusSignal extends SignalBase {
  readonly kind: 'status';
  readonly evse: number;
  readonly connector: number;
  readonly status: ConnectorStatus;
  /** Error codes of any vocabulary as written on the wire, `NoError` left out: `GroundFailure`, `CX002`. */
  readonly codes: readonly string[];
}

/** Normalised AuthorizationStatus: lower snake case of OCPP's enumerations. */
export const AUTHORIZATION_STATUSES = [
  'accepted',
  'blocked',
  'expired',
  'invalid',
  'unknown',
  'concurrent_tx',
  'no_credit',
  'not_allowed_type_evse',
  'not_at_this_location',
  'not_at_this_time',
] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

/** A credential was presented (`requested`) or judged (`answered`, `error` when the answer was a CALLERROR). */
export interface AuthorizationSignal extends SignalBase {
  readonly kind: 'authorization';
  readonly phase: 'requested' | 'answered' | 'error';
  /** Message id of the call: joins request and answer. */
  readonly call: string;
  readonly identity: string | null;
  /** Only when answered. */
  readonly status: AuthorizationStatus | null;
  /** Set where the wire binds the credential to a transaction (2.x TransactionEvent answers, 1.6 StartTransaction answers). */
  readonly transaction: string | null;
  readonly evse: number | null;
  /** What kind of credential it is; null when the wire does not say. */
  readonly method: PaymentMethod | null;
}

/** RemoteStartTransaction, RequestStartTransaction. */
export interface RemoteStartSignal extends SignalBase {
  readonly kind: 'remote_start';
  readonly phase: 'requested' | 'accepted' | 'rejected' | 'error';
  readonly call: string;
  readonly evse: number | null;
  readonly identity: string | null;
  readonly remoteStartId: number | null;
  readonly transaction: string | null;
  readonly method: PaymentMethod | null;
}

/** RemoteStopTransaction, RequestStopTransaction. */
export interface RemoteStopSignal extends SignalBase {
  readonly kind: 'remote_stop';
  readonly phase: 'requested' | 'accepted' | 'rejected' | 'error';
  readonly call: string;
  readonly transaction: string | null;
}

/** 2.x chargingState in lower snake case. */
export const CHARGING_STATES = [
  'charging',
  'ev_connected',
  'suspended_ev',
  'suspended_evse',
  'idle',
] as const;
export type ChargingState = (typeof CHARGING_STATES)[number];

interface TransactionEvidence {
  /** 1.6: the decimal id; 2.x: the string. null when not known yet (1.6 request) or unusable (0, −1). */
  readonly transaction: string | null;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly identity: string | null;
  /** 2.x triggerReason as on the wire, null in 1.6. */
  readonly trigger: string | null;
  readonly chargingState: ChargingState | null;
  readonly seqNo: number | null;
  /** The station says that it queued this while offline. */
  readonly offline: boolean;
  readonly remoteStartId: number | null;
  readonly call: string;
}

/** StartTransaction, or TransactionEvent Started. */
export interface TransactionStartedSignal extends SignalBase, TransactionEvidence {
  readonly kind: 'transaction_started';
  /** 1.6 meterStart, Wh. */
  readonly registerWh: number | null;
}

/** The 1.6 answer that gives the transaction its id; `error` when it was a CALLERROR. */
export interface TransactionAcceptedSignal extends SignalBase {
  readonly kind: 'transaction_accepted';
  readonly call: string;
  readonly transaction: string | null;
  readonly status: AuthorizationStatus | null;
  readonly error: boolean;
}

/** TransactionEvent Updated. */
export interface TransactionUpdatedSignal extends SignalBase, TransactionEvidence {
  readonly kind: 'transaction_updated';
}

/** StopTransaction, or TransactionEvent Ended. */
export interface TransactionEndedSignal extends SignalBase, TransactionEvidence {
  readonly kind: 'transaction_ended';
  /** stoppedReason / reason as on the wire; an absent one is `Local` (OCPP 1.6 §6.47 default, 2.0.1 TransactionType). */
  readonly reason: string;
  /** 1.6 meterStop, Wh. */
  readonly registerWh: number | null;
}

/** One moment of meter values, from MeterValues, TransactionEvent or StopTransaction. null = not in the message. */
export interface MeterSignal extends SignalBase {
  readonly kind: 'meter';
  readonly evse: number | null;
  readonly connector: number | null;
  readonly transaction: string | null;
  /** Energy.Active.Import.Register, Wh. */
  readonly registerWh: number | null;
  /** Energy.Active.Import.Interval, Wh. */
  readonly intervalWh: number | null;
  /** Power.Active.Import, W, phases summed. */
  readonly powerW: number | null;
  /** Power.Offered, W. */
  readonly offeredW: number | null;
  /** Current.Import, A, the greatest phase. */
  readonly currentA: number | null;
  readonly voltageV: number | null;
  /** State of charge, percent. */
  readonly soc: number | null;
  readonly temperatureC: number | null;
  /** Transaction.Begin, Sample.Periodic … as on the wire. */
  readonly context: string | null;
  /** Values that could not be read. */
  readonly unreadable: number;
}

/** What the inventory knows of a connector, as far as trackers need it. */
export interface RatedConnector {
  readonly evse: number;
  readonly connector: number;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
}
