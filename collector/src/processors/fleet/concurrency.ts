import type { Flow } from '../../model/flow.ts';

/** A charge of one identity; `to` null while energy flows. Event time, ms. */
interface Charge {
  readonly from: number;
  to: number | null;
}

/** Who charges where: tells a real concurrent charge from one that a backend only believes in (ruling 4). Plain data. */
export interface Concurrency {
  /** Open flow → identity. */
  readonly identities: Map<string, string>;
  /** Identity → flow → charge. */
  readonly charges: Map<string, Map<string, Charge>>;
  /** Charges that are over, in the order in which they may be forgotten; `at` is stream time. */
  readonly over: { readonly identity: string; readonly flow: string; readonly at: number }[];
}

/** How long a charge that is over is remembered, ms: refusals during it are settled by then. */
const REMEMBERED_MS = 3_600_000;

/** Nobody charges. */
export const newConcurrency = (): Concurrency => ({ identities: new Map(), charges: new Map(), over: [] });

/** The driver of an open flow is known, or turns out to be another. */
export function identify(state: Concurrency, flow: string, identity: string): void {
  const before = state.identities.get(flow);
  state.identities.set(flow, identity);
  const charge = before === undefined ? undefined : state.charges.get(before)?.get(flow);
  if (before === undefined || before === identity || !charge) return;
  drop(state, before, flow);
  add(state, identity, flow, charge);
}

/** Energy flows in a flow. */
export function beginCharge(state: Concurrency, flow: string, from: number): void {
  const identity = state.identities.get(flow);
  if (identity !== undefined) add(state, identity, flow, { from, to: null });
}

/** A flow is settled; its charge is remembered for a while. */
export function endCharge(state: Concurrency, flow: Flow, now: number): void {
  const identity = state.identities.get(flow.id);
  state.identities.delete(flow.id);
  const charge = identity === undefined ? undefined : state.charges.get(identity)?.get(flow.id);
  if (identity !== undefined && charge) {
    charge.to = flow.end;
    state.over.push({ identity, flow: flow.id, at: now });
  }
  let oldest = state.over[0];
  while (oldest && oldest.at + REMEMBERED_MS < now) {
    drop(state, oldest.identity, oldest.flow);
    state.over.shift();
    oldest = state.over[0];
  }
}

/** The identity charged elsewhere during this flow. */
export function chargedElsewhere(state: Concurrency, flow: Flow): boolean {
  for (const [other, { from, to }] of state.charges.get(flow.identity ?? '') ?? []) {
    if (other !== flow.id && from <= flow.end && (to === null || to >= flow.start)) return true;
  }
  return false;
}

function add(state: Concurrency, identity: string, flow: string, charge: Charge): void {
  const charges = state.charges.get(identity) ?? new Map<string, Charge>();
  state.charges.set(identity, charges.set(flow, charge));
}

function drop(state: Concurrency, identity: string, flow: string): void {
  const charges = state.charges.get(identity);
  charges?.delete(flow);
  if (charges?.size === 0) state.charges.delete(identity);
}
