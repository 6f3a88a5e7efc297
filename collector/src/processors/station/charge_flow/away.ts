import { note } from './evidence.ts';
import type { FlowBook } from './flow-book.ts';

/** Contact with the station is lost: nothing is over because nothing is heard. Stream time, ms. */
export function onAway(book: FlowBook, streamAt: number): void {
  for (const flow of book.flows.values()) {
    flow.awaySince ??= streamAt;
    flow.contactLost = true;
    note(flow, streamAt, 'contact with the station lost');
  }
}

/** Back again: timers go on from now, and what was queued may still come. */
export function onBack(book: FlowBook, streamAt: number): void {
  book.connectedAt = streamAt;
  for (const flow of book.flows.values()) {
    if (flow.awaySince === null) continue;
    flow.awaySince = null;
    flow.activeAt = streamAt;
  }
}

/** Nobody watched until now: what could have been heard in the meantime is given its time anew. */
export function onUnwatched(book: FlowBook, streamAt: number): void {
  for (const flow of book.flows.values()) {
    flow.activeAt = streamAt;
    flow.movedAt = streamAt;
    flow.unwatched = true;
    if (flow.awaySince !== null) flow.awaySince = streamAt;
    if (flow.releasedAt !== null) flow.releasedAt = streamAt;
    if (flow.boot) flow.boot.streamAt = streamAt;
    note(flow, streamAt, 'nobody watched until now');
  }
}
