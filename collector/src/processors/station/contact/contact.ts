import type { DisconnectReason } from '../../../model/outcome.ts';
import type { ConnectedSignal, DisconnectedSignal } from '../../../model/signal.ts';
import type { ContactConfig } from './config.ts';

/** Whether a station can be reached, by received time. Plain data. */
export interface Contact {
  /** In contact, a short gap included. */
  inContact: boolean;
  /** A socket is open, as far as is known. */
  open: boolean;
  /** The newest socket; an older one that closes changes nothing. */
  connection: string | null;
  connectedAt: number | null;
  disconnectedAt: number | null;
  lastSeenAt: number;
}

/** What changed, in the words of the outcomes. */
export type ContactChange =
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect'; readonly reason: DisconnectReason }
  | { readonly kind: 'contact'; readonly connected: boolean };

/** Never heard of. */
export const newContact = (): Contact => ({
  inContact: false,
  open: false,
  connection: null,
  connectedAt: null,
  disconnectedAt: null,
  lastSeenAt: 0,
});

/** The station opened a socket; a second one replaces the first. */
export function onConnected(contact: Contact, signal: ConnectedSignal, now: number): ContactChange[] {
  const changes: ContactChange[] = [];
  if (contact.open && contact.connection !== null) changes.push({ kind: 'disconnect', reason: 'replaced' });
  contact.connection = signal.connection;
  contact.open = true;
  contact.connectedAt = now;
  changes.push({ kind: 'connect' }, ...seen(contact, now));
  return changes;
}

/** A socket closed. */
export function onDisconnected(contact: Contact, signal: DisconnectedSignal, now: number): ContactChange[] {
  const old =
    signal.connection !== null && contact.connection !== null && signal.connection !== contact.connection;
  if (old || !contact.open) return [];
  contact.open = false;
  contact.disconnectedAt = now;
  return [{ kind: 'disconnect', reason: signal.reason }];
}

/** The station said anything at all: whoever speaks is there, even if its connect was never seen. */
export function onMessage(contact: Contact, now: number): ContactChange[] {
  const changes: ContactChange[] = [];
  if (!contact.open) {
    contact.open = true;
    contact.connectedAt = now;
    changes.push({ kind: 'connect' });
  }
  changes.push(...seen(contact, now));
  return changes;
}

function seen(contact: Contact, now: number): ContactChange[] {
  contact.lastSeenAt = now;
  contact.disconnectedAt = null;
  if (contact.inContact) return [];
  contact.inContact = true;
  return [{ kind: 'contact', connected: true }];
}

/** Stream time at which contact is lost if nothing more is heard. */
export function contactDeadline(contact: Contact, config: ContactConfig): number {
  if (!contact.inContact) return Infinity;
  if (!contact.open && contact.disconnectedAt !== null)
    return contact.disconnectedAt + config.grace_seconds * 1_000;
  return contact.lastSeenAt + config.silence_seconds * 1_000;
}

/** The deadline passed. */
export function expireContact(contact: Contact, config: ContactConfig, now: number): ContactChange[] {
  if (contactDeadline(contact, config) > now) return [];
  contact.inContact = false;
  const wasOpen = contact.open;
  contact.open = false;
  contact.connection = null;
  const silent: ContactChange[] = wasOpen ? [{ kind: 'disconnect', reason: 'silent' }] : [];
  return [...silent, { kind: 'contact', connected: false }];
}

/** After a stretch in which nobody watched, silence is counted from its end. */
export function renewContact(contact: Contact, now: number): void {
  if (!contact.inContact) return;
  contact.lastSeenAt = now;
  if (contact.disconnectedAt !== null) contact.disconnectedAt = now;
}
