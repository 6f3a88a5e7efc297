import type { VisitResult } from '@firstcharge/collector/model/visit.ts';
import type { FlowFacts } from './flow.ts';
import type { Verdict } from './verdict.ts';

const JOIN_MS = { known: 600_000, anonymous: 300_000 } as const;
const CLOSING_WH = 2000;
/** After this much quiet a visit is over. */
export const QUIET_MS = 900_000;

/** One driver's stay at a site: the flows that the grouping rule joins. */
export interface TruthVisit {
  readonly id: string;
  readonly site: string;
  readonly key: string;
  readonly flows: FlowFacts[];
  lastEnd: number;
  /** When a charge satisfied the driver: what starts later is another visit. */
  satisfiedAt: number;
  open: boolean;
}

const keyOf = (flow: FlowFacts, identity: string | null): string =>
  identity === null ? `${flow.station}|${flow.evse}` : `${flow.site}|${identity}`;

/**
 * Whose flows may belong together: those of an identity at a site, or of an EVSE where nobody was identified. A driver
 * whose credential never got as far as the backend is nobody there.
 */
export const visitKey = (flow: FlowFacts): string => keyOf(flow, flow.knownIdentity);

/** The keys that a flow may come to have, once all of its messages are through. */
export const possibleKeys = (flow: FlowFacts): readonly string[] =>
  flow.named ? [visitKey(flow)] : [visitKey(flow), keyOf(flow, flow.identity)];

/** Groups flows by site and identity, or by EVSE where nobody was identified, in the order in which they start. */
export class VisitGrouper {
  private readonly current = new Map<string, TruthVisit>();
  private count = 0;

  /** The visit that this ended flow belongs to. `charged`: it was a success. */
  add(flow: FlowFacts, charged: boolean): TruthVisit {
    const key = visitKey(flow);
    const start = flow.start ?? 0;
    const known = this.current.get(key);
    const gap = flow.knownIdentity === null ? JOIN_MS.anonymous : JOIN_MS.known;
    const joins =
      known !== undefined && known.open && start < known.satisfiedAt && start - known.lastEnd <= gap;
    const visit = joins ? known : this.open(key, flow.site);
    visit.flows.push(flow);
    visit.lastEnd = Math.max(visit.lastEnd, flow.end ?? Infinity);
    if (charged && flow.energyWh >= CLOSING_WH)
      visit.satisfiedAt = Math.min(visit.satisfiedAt, flow.end ?? Infinity);
    return visit;
  }

  /** Nothing more may join it. */
  close(visit: TruthVisit): void {
    visit.open = false;
    if (this.current.get(visit.key) === visit) this.current.delete(visit.key);
  }

  private open(key: string, site: string): TruthVisit {
    this.count += 1;
    const visit: TruthVisit = {
      id: `V-${String(this.count).padStart(6, '0')}`,
      site,
      key,
      flows: [],
      lastEnd: 0,
      satisfiedAt: Infinity,
      open: true,
    };
    this.current.set(key, visit);
    return visit;
  }
}

/** How a visit counts, from its flows' verdicts in order of start. */
export function visitResult(verdicts: readonly Verdict[]): VisitResult {
  const outcomes = verdicts.map((verdict) => verdict.outcome);
  if (outcomes[0] === undefined || outcomes[0] === 'unknown') return 'not_counted';
  if (outcomes[0] === 'success') return 'first_ok';
  if (outcomes.includes('success')) return 'later_ok';
  return outcomes.some((outcome) => outcome === 'failed' || outcome === 'interrupted')
    ? 'failed'
    : 'not_counted';
}
