import type { Payload } from '../mouth/mouth.ts';
import type { FlowFacts } from '../truth/flow.ts';

/** A message that the station wants to say. */
export interface Outgoing {
  readonly action: string;
  /** Made when it is sent: a queued StopTransaction learns its transaction id late. */
  readonly payload: () => Payload;
  /** Kept while offline and said again when unanswered: the messages of transactions. */
  readonly transactional: boolean;
  readonly flow: FlowFacts | null;
  /** Goes before everything that waits: BootNotification. */
  readonly first?: boolean;
  /** The message has reached the CPMS; no answer yet. */
  readonly heard?: () => void;
}

/** The message with another payload. */
export const changed = (message: Outgoing, change: (payload: Payload) => Payload): Outgoing => ({
  ...message,
  payload: () => change(message.payload()),
});
