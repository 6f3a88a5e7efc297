import type { AuthorizationStatus } from '../../../model/signal.ts';
import type { PaymentMethod, PaymentPhase } from '../../../model/payment.ts';
import type { Reason } from '../../../model/reason.ts';

/** The credentials of a flow; times are event times in ms. */
export interface CredentialFacts {
  requestedAt: number | null;
  answeredAt: number | null;
  firstAnsweredAt: number | null;
  /** First acceptance. */
  acceptedAt: number | null;
  /** Last refusal that no acceptance followed, and its status. */
  refusedAt: number | null;
  refusal: AuthorizationStatus | null;
  errorAt: number | null;
  attempts: number;
  /** What kind of credential the last one was; null when the wire does not say. */
  method: PaymentMethod | null;
}

/** The remote starts of a flow. */
export interface RemoteFacts {
  requestedAt: number | null;
  acceptedAt: number | null;
  rejectedAt: number | null;
  errorAt: number | null;
  attempts: number;
  /** OCPP 2.x: what the transaction will name it by. */
  remoteStartId: number | null;
  /** The EVSE was reserved for another driver when it was asked for. */
  reservedForOther: boolean;
  method: PaymentMethod | null;
}

/** A payment of which the wire told more than the kind of its credential. */
export interface PaymentFacts {
  method: PaymentMethod | null;
  startedAt: number | null;
  /** Stream time until which it may take. */
  until: number;
  authorizedAt: number | null;
  /** Last word that it went wrong before the charge. */
  failedAt: number | null;
  failure: PaymentFailure | null;
  /** What became of it after the charge. */
  settlement: PaymentPhase | null;
}

/** How a payment fails before a charge. */
export type PaymentFailure = Extract<PaymentPhase, 'declined' | 'timed_out' | 'terminal_offline'>;

/** The running or last transaction of a flow. */
export interface TransactionFacts {
  id: string | null;
  startedAt: number;
  /** The start itself was seen, not only what follows one. */
  seen: boolean;
  /** Somebody was authorised for it; a 2.x transaction may begin with the cable alone. */
  authorized: boolean;
  answered: boolean;
  errored: boolean;
  registerWh: number | null;
  /** Greatest seqNo whose state was applied, OCPP 2.x. */
  seqNo: number | null;
}

/** What was measured, or said, of energy in a flow. */
export interface EnergyFacts {
  /** First `charging` status or state. */
  chargingAt: number | null;
  /** The first of them in a transaction that had begun. */
  chargingInTransactionAt: number | null;
  /** First proof of power: a meter above zero or a rising register. */
  powerAt: number | null;
  /** When `charging` (state) last began, null when not charging now. */
  chargingSince: number | null;
  /** Milliseconds in `charging` before `chargingSince`. */
  chargingMs: number;
  lastPowerAt: number | null;
  /** Last sample without power before the first with. */
  idleSampleAt: number | null;
  lastRegisterWh: number | null;
  lastRegisterAt: number | null;
  lastIntervalAt: number | null;
  /** Sum of the rising parts of the register, or of the intervals. */
  energyWh: number;
  /** Energy by power over time, for stations that send no register. */
  integratedWh: number;
  lastSample: { at: number; powerW: number } | null;
  peakW: number | null;
  /** Readings that would have shown energy, had there been any. */
  meterValues: number;
  /** Where the register stood before it leapt, Wh; null when it did not. */
  leaptFrom: number | null;
  /** A register with something to compare it to, or an interval, was read. */
  measured: boolean;
  powerSumW: number;
  possibleSumW: number;
  soc: number | null;
  suspendedEvAt: number | null;
  suspendedEvseAt: number | null;
  /** The state at the end: what held the energy back. */
  suspended: 'ev' | 'evse' | null;
  /** A limit that leaves next to nothing came into force, and was lifted again. */
  limitedAt: number | null;
  limitLiftedAt: number | null;
  /** The lowest limit that was in force, W. */
  limitW: number | null;
}

/** How a transaction ended; `reason` and `trigger` as on the wire. */
export interface StopFacts {
  at: number;
  reason: string;
  trigger: string | null;
}

/** A charge that is over while its transaction goes on. */
export interface HaltFacts extends StopFacts {
  /** When the stream told of it. */
  readonly streamAt: number;
}

/** An error that hit a flow. */
export interface Trouble {
  readonly at: number;
  readonly code: string;
  readonly reason: Reason;
}

/** No credential presented. */
export const newCredentialFacts = (): CredentialFacts => ({
  requestedAt: null,
  answeredAt: null,
  firstAnsweredAt: null,
  acceptedAt: null,
  refusedAt: null,
  refusal: null,
  errorAt: null,
  attempts: 0,
  method: null,
});

/** No payment but for the kind of the credential. */
export const newPaymentFacts = (): PaymentFacts => ({
  method: null,
  startedAt: null,
  until: 0,
  authorizedAt: null,
  failedAt: null,
  failure: null,
  settlement: null,
});

/** No remote start asked for. */
export const newRemoteFacts = (): RemoteFacts => ({
  requestedAt: null,
  acceptedAt: null,
  rejectedAt: null,
  errorAt: null,
  attempts: 0,
  remoteStartId: null,
  reservedForOther: false,
  method: null,
});

/** Nothing measured, nothing said. */
export const newEnergyFacts = (): EnergyFacts => ({
  chargingAt: null,
  chargingInTransactionAt: null,
  powerAt: null,
  chargingSince: null,
  chargingMs: 0,
  lastPowerAt: null,
  idleSampleAt: null,
  lastRegisterWh: null,
  lastRegisterAt: null,
  lastIntervalAt: null,
  energyWh: 0,
  integratedWh: 0,
  lastSample: null,
  peakW: null,
  meterValues: 0,
  leaptFrom: null,
  measured: false,
  powerSumW: 0,
  possibleSumW: 0,
  soc: null,
  suspendedEvAt: null,
  suspendedEvseAt: null,
  suspended: null,
  limitedAt: null,
  limitLiftedAt: null,
  limitW: null,
});
