import { unplaced, type FlowBook } from './flow-book.ts';
import { isAuthorized, type OpenFlow } from './open-flow.ts';

/** Somebody who pays before any cable is in, at this EVSE if that is known: the credential that comes of it is theirs. Of several the latest. */
export function paying(book: FlowBook, evse: number | null): OpenFlow | undefined {
  let latest: OpenFlow | undefined;
  for (const flow of unplaced(book)) {
    if (flow.payment === null || flow.transaction !== null || isAuthorized(flow)) continue;
    if (evse === null || flow.evse === null || flow.evse === evse) latest = flow;
  }
  return latest;
}
