import type { Message } from './message.ts';
import { V16 } from './v16/index.ts';
import { V201 } from './v201/index.ts';
import { V21 } from './v21/index.ts';

/** The messages of each OCPP version, by action. */
const MESSAGES = { v16: V16, v201: V201, v21: V21 } as const satisfies Record<
  string,
  ReadonlyMap<string, Message>
>;
export type Version = keyof typeof MESSAGES;

/** Where to look for a message: the negotiated version first, another one because stations mix them up. */
const ORDER: ReadonlyMap<string, readonly Version[]> = new Map([
  ['ocpp1.6', ['v16', 'v21']],
  ['ocpp2.0', ['v201', 'v16']],
  ['ocpp2.0.1', ['v201', 'v16']],
  ['ocpp2.1', ['v21', 'v16']],
]);
const GUESS: readonly Version[] = ['v16', 'v21'];

/** Which message a call is. */
export interface Resolved {
  readonly message: Message;
  readonly version: Version;
  /** The payload fits the message's schema. */
  readonly fits: boolean;
  /** The message is of the negotiated version, or no known one was negotiated. */
  readonly native: boolean;
}

/**
 * Finds the message of a call: in the negotiated version, or in another one whose schema it fits when it does not fit
 * there. null when no version maps the action.
 */
export function resolve(protocol: string | null, action: string, payload: unknown): Resolved | null {
  const order = protocol === null ? undefined : ORDER.get(protocol);
  let nearest: Resolved | null = null;
  let native = true;
  for (const version of order ?? GUESS) {
    const message = MESSAGES[version].get(action);
    if (message !== undefined) {
      if (message.fits(payload)) return { message, version, fits: true, native };
      nearest ??= { message, version, fits: false, native };
    }
    native = order === undefined;
  }
  return nearest;
}

/** The message that a pending call was, null when it was not mapped. */
export const messageOf = (version: Version | null, action: string): Message | null =>
  version === null ? null : (MESSAGES[version].get(action) ?? null);
