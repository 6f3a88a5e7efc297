import type { Cause, StopReason } from '../truth/facts.ts';

/** How a station words a fault: OCPP 1.6 error code, ChargeX MREC code, and whether it goes out of service. */
export interface FaultCode {
  readonly errorCode: string;
  readonly mrec: string | null;
  /** Component of OCPP 2.0.1 that has the problem. */
  readonly component: string;
  readonly faulted: boolean;
}

/** A fault that will strike in this attempt. */
export interface PlannedFault {
  readonly cause: Cause;
  /** After the beginning of its stage. */
  readonly afterMs: number;
  readonly stop: StopReason;
  /** Null: the station does not say. */
  readonly code: FaultCode | null;
  readonly clearsAfterMs: number;
  /** The station does not notice: it waits until the driver gives up. */
  readonly silent: boolean;
}

/** What lies ahead of one transaction. Behaviours change it before it begins. */
export interface AttemptPlan {
  handshakeMs: number;
  fault: PlannedFault | null;
  /** The credential is accepted and no transaction ever begins. */
  neverStarts: Cause | null;
  /** StopTransaction is never sent. */
  neverStops: boolean;
  /** Behaviours that touched this attempt without being the cause of anything. */
  readonly notes: string[];
}
