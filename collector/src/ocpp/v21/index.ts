import type { Message } from '../message.ts';
import { V201 } from '../v201/index.ts';

/** The messages of OCPP 2.1 that are read, by action. */
export const V21: ReadonlyMap<string, Message> = new Map([...V201]);
