import type { FlowFacts } from './flow.ts';
import { judge } from './verdict.ts';
import { possibleKeys, QUIET_MS, VisitGrouper, visitKey } from './visits.ts';
import type { TruthVisit } from './visits.ts';

/** The flows of one visit key that can no longer get company, in order of start, and the visits that they make. */
export interface Stay {
  readonly flows: readonly FlowFacts[];
  readonly visits: readonly TruthVisit[];
}

/**
 * Keeps ended flows until everything about them and about those beside them is known: whether a charge closed a visit
 * can hang on a message that a station queued for days. Flows that nobody ever heard of are in no visit.
 */
export class VisitBook {
  private ended: FlowFacts[] = [];
  private readonly grouper = new VisitGrouper();
  private readonly settleMs: number;

  /** A flow is looked at again until it is `settleMs` old and all of its messages are through. */
  constructor(settleMs: number) {
    this.settleMs = settleMs;
  }

  add(flow: FlowFacts): void {
    this.ended.push(flow);
  }

  /** Takes out what nothing can join any more. */
  over(now: number, running: ReadonlySet<FlowFacts>): Stay[] {
    const quiet = (flow: FlowFacts): boolean =>
      flow.final && now - (flow.end ?? now) > Math.max(QUIET_MS, this.settleMs);
    const unsettled = this.ended.filter((flow) => !quiet(flow));
    const busy = new Set([...running, ...unsettled].flatMap(possibleKeys));
    const isOver = (flow: FlowFacts): boolean => !busy.has(visitKey(flow));
    const over = Map.groupBy(this.ended.filter(isOver), visitKey);
    this.ended = this.ended.filter((flow) => !isOver(flow));
    return [...over.values()].map((flows) => this.stay(flows));
  }

  /** Takes out all that is left, with what still goes on. */
  rest(running: ReadonlySet<FlowFacts>): Stay[] {
    for (const flow of running) if (flow.start !== null) this.add(flow);
    const stays = [...Map.groupBy(this.ended, visitKey).values()].map((flows) => this.stay(flows));
    this.ended = [];
    return stays;
  }

  private stay(ended: readonly FlowFacts[]): Stay {
    const flows = [...ended].sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
    const visits = new Set<TruthVisit>();
    for (const flow of flows) {
      if (flow.heard === 0) continue;
      visits.add(this.grouper.add(flow, judge(flow).outcome === 'success'));
    }
    for (const visit of visits) this.grouper.close(visit);
    return { flows, visits: [...visits] };
  }
}
