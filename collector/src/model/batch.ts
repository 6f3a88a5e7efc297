import type { Arrival } from './arrival.ts';

/** How far a sender's numbered records are contained in the signal log, so that a resend after a crash is recognised. */
export interface Position {
  /** One run of one sender: a gateway's run id, a file's path. */
  readonly source: string;
  /** Highest sequence number (records) or byte offset (files) that the batch completes. */
  readonly sequence: number;
}

/** What a receiver hands on in one go; becomes durable as a whole or not at all. */
export interface Batch {
  readonly arrivals: readonly Arrival[];
  readonly position?: Position;
}
