import type { PaymentMethod, PaymentPhase } from './payment.ts';
import type { SignalBase } from './signal-base.ts';
import type { Phase, Quantity } from './telemetry.ts';
import type { StationSetting } from './station-setting.ts';

/** A command of the backend and its answer: Reset, UnlockConnector, ChangeAvailability, TriggerMessage and the like. */
export interface CommandSignal extends SignalBase {
  readonly kind: 'command';
  readonly action: string;
  readonly phase: 'requested' | 'answered' | 'error';
  readonly call: string;
  readonly evse: number | null;
  /** Status of the answer as on the wire. */
  readonly status: string | null;
  /** The asked type: Soft, Hard, Immediate, OnIdle, Inoperative, Operative… */
  readonly detail: string | null;
}

/** A limit set by SetChargingProfile: the least of its first period; null = cleared. `watts` from amperes where phases are known. */
export interface LimitSignal extends SignalBase {
  readonly kind: 'limit';
  readonly evse: number;
  readonly watts: number | null;
  readonly amperes: number | null;
}

export interface ReservationSignal extends SignalBase {
  readonly kind: 'reservation';
  readonly phase: 'accepted' | 'rejected' | 'cancelled';
  readonly evse: number | null;
  readonly identity: string | null;
  /** Its number; null when the wire does not say. */
  readonly reservation: number | null;
  /** ms since the epoch; null when it does not say. */
  readonly expiresAt: number | null;
}

export interface FirmwareSignal extends SignalBase {
  readonly kind: 'firmware';
  /** FirmwareStatusNotification status as on the wire. */
  readonly status: string;
}

/** A payment began, was decided or was settled: OCPP 2.1 NotifyWebPaymentStarted and NotifySettlement, or a vendor's DataTransfer. */
export interface PaymentSignal extends SignalBase {
  readonly kind: 'payment';
  readonly phase: PaymentPhase;
  readonly method: PaymentMethod | null;
  readonly evse: number | null;
  readonly transaction: string | null;
  /** The credential that the payment stands for. */
  readonly identity: string | null;
  /** How long it may take; null when nobody says. */
  readonly timeoutSeconds: number | null;
}

/** The station told, or was made, how it works. */
export interface SettingSignal extends SignalBase {
  readonly kind: 'setting';
  readonly setting: StationSetting;
}

/** A value of the equipment that is no meter value of a charge: a temperature, a fan, a voltage of a component. */
export interface ReadingSignal extends SignalBase {
  readonly kind: 'reading';
  readonly evse: number | null;
  readonly connector: number | null;
  readonly transaction: string | null;
  readonly quantity: Quantity;
  /** In the unit that the quantity's name ends with. */
  readonly value: number;
  /** Where in the equipment, a bounded word. */
  readonly location: string;
  readonly phase: Phase;
}

/** A 2.x NotifyEvent or SecurityEventNotification that says what is wrong. */
export interface ProblemSignal extends SignalBase {
  readonly kind: 'problem';
  readonly evse: number;
  readonly connector: number;
  /** The transaction that it happened in, where the station says. */
  readonly transaction: string | null;
  /** Code of any vocabulary as on the wire: techCode, security event type, `Component.Variable`. */
  readonly code: string;
  readonly active: boolean;
}
