import type { Message } from '../message.ts';

/** The messages of OCPP 2.0.1 that are read, by action. */
export const V201: ReadonlyMap<string, Message> = new Map<string, Message>();
