import type { Mailbox } from '../clock/process.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** What became of a call. `offline`: the socket was not there, or went before the answer came. */
export type Answer =
  | { readonly kind: 'result'; readonly payload: Payload }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'offline' };

/** The station's side of a connection, as the mouth calls it. */
export interface StationEar {
  readonly id: string;
  readonly protocol: 'ocpp1.6' | 'ocpp2.0.1';
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
}

/** Where stations speak: a log with virtual time, or real sockets. */
export interface Mouth {
  socket(ear: StationEar): Socket;
}

/** The application of the operator, by which drivers start and stop, and the faults that the CPMS may have. */
export interface Backend {
  remoteStart(station: string, evse: number, idTag: string): Mailbox<RemoteResult>;
  remoteStop(station: string, evse: number): void;
  limit(station: string, evse: number, watts: number | null): void;
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
}

export const HEALTHY: CpmsCondition = { slowMs: 0, refuse: null, error: [], stall: [] };
