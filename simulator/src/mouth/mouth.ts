import type { Observation, Subject } from '@firstcharge/collector/model/telemetry.ts';
import type { Mailbox } from '../clock/process.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** What became of a call. `offline`: the socket was not there, or went before the answer came. */
export type Answer =
  | { readonly kind: 'result'; readonly payload: Payload }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'offline' };

export type Protocol = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1';

/** The station's side of a connection, as the mouth calls it. */
export interface StationEar {
  readonly id: string;
  readonly protocol: Protocol;
  /** A call from the CPMS; null: the station never answers it. */
  called(action: string, payload: Payload): Answer | null;
  /** The socket went away without the station wanting it. */
  dropped(code: number): void;
}

/** One station's connection to its CPMS. */
export interface Socket {
  /** Posts true when connected, false when that failed. */
  open(): Mailbox<boolean>;
  close(code: number): void;
  /** `heard` is called when the CPMS side has got the message, whatever it answers. */
  call(action: string, payload: Payload, heard: () => void): Mailbox<Answer>;
  /** A SEND of OCPP 2.1, which nobody answers. */
  tell(action: string, payload: Payload): void;
  /** The station loses the socket and the CPMS does not notice, until what is returned is called. */
  abandon(): () => void;
}

/** Where stations speak: a log with virtual time, or real sockets. */
export interface Mouth {
  socket(ear: StationEar): Socket;
  /** What sensors, routers, meters and terminals say; absent where there is no way for it. `event` names an event. */
  observe?(subject: Subject, observation: Observation, event: string | null): void;
}

/** The application of the operator, by which drivers start and stop, and the faults that the CPMS may have. */
export interface Backend {
  remoteStart(station: string, evse: number, idTag: string): Mailbox<RemoteResult>;
  remoteStop(station: string, evse: number): void;
  /** Limits an EVSE; null lifts the limit. `amperes` words it as a current of three phases at 230 V. */
  limit(station: string, evse: number, watts: number | null, amperes?: boolean): void;
  /** Keeps an EVSE for a credential until then. */
  reserve(station: string, evse: number, idTag: string, until: number): void;
  /** From now on this credential may charge at one place at a time. */
  exclusive(idTag: string): void;
  setCondition(condition: CpmsCondition): void;
}

export type RemoteResult = 'accepted' | 'rejected' | 'unanswered';

/** How the CPMS misbehaves just now. */
export interface CpmsCondition {
  /** Added to every answer. */
  readonly slowMs: number;
  /** Authorisations are answered with this status instead of the credential's own. */
  readonly refuse: string | null;
  /** Calls of these actions get a CALLERROR, or no answer at all. `*` stands for every action. */
  readonly error: readonly string[];
  readonly stall: readonly string[];
  /** How OCPP 1.6 transactions are numbered: all 0, or from the beginning once more. */
  readonly transactionIds?: 'zero' | 'restart';
}

export const HEALTHY: CpmsCondition = { slowMs: 0, refuse: null, error: [], stall: [] };
