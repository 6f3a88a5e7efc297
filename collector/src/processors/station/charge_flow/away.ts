import { setCharging } from './energy.ts';
import { note } from './evidence.ts';
import type { Context, FlowBook } from './flow-book.ts';
import type { OpenFlow } from './open-flow.ts';

/** Contact with the station is lost: nothing is over because nothing is heard. Stream time, ms. */
export function onAway(book: FlowBook, streamAt: number): void {
  book.away = true;
  for (const flow of book.flows.values()) {
    onUnreachable(flow, streamAt);
    note(flow, streamAt, 'contact with the station lost');
  }
}

/** The station cannot tell what becomes of this flow. */
export function onUnreachable(flow: OpenFlow, streamAt: number): void {
  flow.awaySince ??= streamAt;
  flow.contactLost = true;
  flow.unheard ??= { from: streamAt, until: null };
}

/**
 * Back again: timers go on from now, and what was queued may still come. `restarted`: the station was gone because it
 * restarted, and does not say so.
 */
export function onBack(book: FlowBook, streamAt: number, restarted: boolean): void {
  book.connectedAt = streamAt;
  book.away = false;
  for (const flow of book.flows.values()) {
    if (flow.unheard) flow.unheard.until = streamAt;
    if (flow.awaySince === null) continue;
    if (restarted) onRestart(flow, streamAt, streamAt, 'unknown');
    flow.awaySince = null;
    flow.activeAt = streamAt;
  }
}

/** The station could not tell this when it happened: it was without contact, until it came or comes back. */
export function onQueued({ book, at }: Context, flow: OpenFlow): void {
  flow.offline = true;
  flow.unheard ??= { from: at, until: book.connectedAt > at ? book.connectedAt : null };
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

/** The station restarted, once more of many times in a `loop`: what went on is over unless it is seen to go on. */
export function onRestart(flow: OpenFlow, at: number, streamAt: number, cause: string, loop = false): void {
  setCharging(flow, false, at);
  flow.boot = { at, streamAt, cause, resumed: false, loop };
  note(flow, at, `station restarted: ${cause}`);
}
