import type { Outcome } from '../../../model/outcome.ts';
import type { FlowBook } from '../charge_flow/flow-book.ts';
import type { OpenFlow } from '../charge_flow/open-flow.ts';
import { keepSensors } from '../circumstances.ts';
import type { StationState } from '../station-state.ts';
import { weightOf } from './weight.ts';

/** What may be remembered of a station, and of each of its connectors, bytes. */
const STATION_BYTES = 2_048;
const CONNECTOR_BYTES = 1_024;
/** More than this is not added by one message, nor by one step that the flow book is told, bytes: what fits is not weighed again before. */
const GROWTH = { message: 200, step: 1_500 } as const;
/** Share of the allowance that is free after something had to be let go. */
const ROOM = 0.1;
/** What is left of each thing when there is too much. */
const EVIDENCE_FIRST = 4;
const EVIDENCE_LAST = 2;
const FEW = 2;
const OVER = 6;

/** Bytes that may be remembered of a station: what is on its way (the last minute, open calls) has bounds of its own. */
export const allowanceOf = (state: StationState): number =>
  STATION_BYTES + CONNECTOR_BYTES * Math.max(1, connectorsOf(state));

/** Connectors that were heard of, by their state or by their cable; at most 32. */
export const connectorsOf = ({ availability, flows }: StationState): number =>
  Math.max(availability.connectors.size, flows.cables.size);

/** What is remembered of a station, bytes, without what is on its way, which has bounds of its own. */
export function rememberedBytes({ interpreter, reorder, recent: _recent, ...rest }: StationState): number {
  const { pending: _pending, ...connection } = interpreter;
  const { steps: _steps, asked: _asked, ...progress } = reorder;
  return weightOf(rest) + weightOf(connection) + weightOf(progress);
}

/** Something was let go, or not taken in, because there was too much of it. */
export const overflowOutcome = (state: StationState, what: 'connector' | 'memory', at: number): Outcome => ({
  kind: 'station_overflow',
  at,
  site: state.equipment.site,
  station: state.id,
  what,
});

/**
 * Lets go of what can be missed until the station is within its allowance, least first: what was measured, lines of evidence, indexes of what
 * is over, flows that ended without a stop, at last the oldest open flow, which `close` ends. Tells whether more had to go
 * than an honest station leaves behind. `told` is how many steps the flow book was told since the last time.
 */
export function keepWithin(state: StationState, told: number, close: () => boolean): boolean {
  state.slack -= GROWTH.message + told * GROWTH.step;
  if (state.slack >= 0) return false;
  const allowance = allowanceOf(state);
  const fits = (): boolean => {
    state.slack = allowance - rememberedBytes(state);
    return state.slack >= 0;
  };
  if (fits()) return false;
  for (const tidy of TIDYING) {
    tidy(state);
    if (fits()) return false;
  }
  const { lost } = state.flows;
  while (lost.size > 0) {
    keepNewest(lost, lost.size - 1);
    if (fits()) return false;
  }
  shed(state);
  // Some room is made, so that not every further message is one too many.
  while ((!fits() || state.slack < allowance * ROOM) && close());
  return true;
}

const TIDYING: readonly ((state: StationState) => void)[] = [
  (state) => keepSensors(state, OVER),
  (state) => keepSensors(state, 0),
  ({ flows: { lost } }) => lost.forEach(shortenEvidence),
  ({ flows: { flows } }) => flows.forEach(shortenEvidence),
  (state) => {
    const { flows, sequence, places } = state;
    for (const index of [flows.calls, flows.transactions, flows.repeats]) keepOpen(flows, index);
    const running = Math.max(FEW, connectorsOf(state));
    sequence.transactions = sequence.transactions.slice(-running);
    keepNewest(places, running);
  },
];

function shed(state: StationState): void {
  const { flows } = state;
  const most = connectorsOf(state) + FEW;
  for (const byEvse of [flows.reservations, flows.limits, flows.limited]) keepNewest(byEvse, most);
  for (const { troubles } of flows.flows.values()) troubles.splice(0, troubles.length - FEW);
}

/** How it began, and what was last. */
function shortenEvidence({ evidence }: OpenFlow): void {
  const surplus = evidence.length - EVIDENCE_FIRST - EVIDENCE_LAST;
  if (surplus > 0) evidence.splice(EVIDENCE_FIRST, surplus);
}

function keepNewest(entries: Map<unknown, unknown> | Set<unknown>, most: number): void {
  let surplus = entries.size - most;
  for (const key of entries.keys()) {
    if (surplus <= 0) return;
    entries.delete(key);
    surplus -= 1;
  }
}

/** Of flows that are over the newest entries, and of each open flow its newest ones. */
function keepOpen({ flows }: FlowBook, index: Map<string, string>): void {
  const kept = new Map<string, number>();
  for (const [key, flow] of [...index].reverse()) {
    const owner = flows.has(flow) ? flow : '';
    const count = (kept.get(owner) ?? 0) + 1;
    kept.set(owner, count);
    if (count > (owner === '' ? OVER : FEW)) index.delete(key);
  }
}
