import { createHash } from 'node:crypto';
import { FLOW_OUTCOMES } from '@firstcharge/collector/model/flow.ts';
import { VISIT_RESULTS } from '@firstcharge/collector/model/visit.ts';
import type { Scheduler } from '../clock/scheduler.ts';
import type { Evse } from '../station/evse.ts';
import { FlowFacts } from './flow.ts';
import { Tally } from './summary.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { QUIET_MS, VisitGrouper, visitKey, visitResult } from './visits.ts';
import type { TruthVisit } from './visits.ts';

/** How long after its end a flow is looked at again until all of its messages are through. */
const SETTLE_MS = 120_000;

/** A fault of the world, from its beginning to its end. */
export interface FaultRecord {
  readonly id: string;
  readonly behaviour: string;
  readonly fault: string | null;
  readonly where: { readonly site?: string; readonly station?: string; readonly evse?: number };
  readonly start: number;
  end: number | null;
  readonly persistent: boolean;
}

const iso = (time: number | null): string | null =>
  time === null ? null : new Date(Math.floor(time)).toISOString();
const hashed = (identity: string | null): string | null =>
  identity === null ? null : createHash('sha256').update(identity).digest('hex').slice(0, 16);

/** Writes the ground truth: flows and visits once everything about them is known, faults when they end. */
export class TruthLedger {
  readonly tally = new Tally(FLOW_OUTCOMES, VISIT_RESULTS);
  private readonly scheduler: Scheduler;
  private readonly write: (line: string) => void;
  private readonly running = new Set<FlowFacts>();
  private waiting: FlowFacts[] = [];
  private readonly visits = new VisitGrouper();
  private openVisits: TruthVisit[] = [];
  private readonly visitOf = new Map<FlowFacts, TruthVisit>();
  private readonly verdicts = new Map<FlowFacts, Verdict>();
  private readonly faults = new Set<FaultRecord>();
  private flows = 0;
  private faultCount = 0;

  constructor(scheduler: Scheduler, write: (line: string) => void) {
    this.scheduler = scheduler;
    this.write = write;
  }

  /** A driver steps up to an EVSE. It is a flow once something is touched. */
  open(evse: Evse): FlowFacts {
    this.flows += 1;
    const { plan } = evse.station;
    const flow = new FlowFacts(
      `F-${String(this.flows).padStart(6, '0')}`,
      plan.site,
      plan.id,
      evse.id,
      plan.power,
    );
    this.running.add(flow);
    return flow;
  }

  /** The driver has left, or the connector was released. */
  ended(flow: FlowFacts, behaviour: string | null): void {
    this.running.delete(flow);
    if (flow.start === null) {
      const { site, station, evse } = flow;
      this.line({ type: 'walk_away', site, station, evse, at: iso(this.scheduler.now), behaviour });
      return;
    }
    flow.end = this.scheduler.now;
    const visit = this.visits.add(flow, judge(flow).outcome === 'success');
    if (visit.flows.length === 1) this.openVisits.push(visit);
    this.visitOf.set(flow, visit);
    this.waiting.push(flow);
  }

  faultBegan(record: Omit<FaultRecord, 'id' | 'end'>): FaultRecord {
    this.faultCount += 1;
    const fault: FaultRecord = { id: `X-${String(this.faultCount).padStart(6, '0')}`, ...record, end: null };
    this.faults.add(fault);
    return fault;
  }

  faultEnded(record: FaultRecord, end: number): void {
    record.end = end;
    if (this.faults.delete(record)) this.writeFault(record);
  }

  /** Writes what has become final. Call now and then. */
  sweep(): void {
    const { now } = this.scheduler;
    const [final, waiting] = partition(
      this.waiting,
      (flow) => flow.final && now - (flow.end ?? now) > SETTLE_MS,
    );
    this.waiting = waiting;
    for (const flow of final) this.writeFlow(flow, false);
    const busy = new Set([...this.running].map(visitKey));
    const over = (visit: TruthVisit): boolean =>
      !visit.open || (now - visit.lastEnd > QUIET_MS && !busy.has(visit.key));
    const [closed, open] = partition(
      this.openVisits,
      (visit) => over(visit) && visit.flows.every((flow) => this.verdicts.has(flow)),
    );
    this.openVisits = open;
    for (const visit of closed) this.writeVisit(visit);
  }

  /** The end of the run: what still goes on is written as open, then the counts. */
  finish(): void {
    this.sweep();
    for (const flow of [...this.waiting, ...this.running])
      if (flow.start !== null) this.writeFlow(flow, !flow.final);
    for (const visit of this.openVisits)
      if (visit.flows.every((flow) => this.verdicts.has(flow))) this.writeVisit(visit);
    for (const fault of this.faults) this.writeFault(fault);
    this.line({ type: 'summary', kpis: this.tally.summary() });
  }

  private writeFlow(flow: FlowFacts, open: boolean): void {
    const verdict = judge(flow);
    if (open) this.tally.open += 1;
    else {
      this.verdicts.set(flow, verdict);
      this.tally.flow(flow, verdict);
    }
    const { outcome, failedStage, reason, attribution } = verdict;
    this.line({
      type: 'flow',
      id: flow.id,
      station: flow.station,
      evse: flow.pluggedAt === null ? null : flow.evse,
      connector: flow.pluggedAt === null ? null : 1,
      start: iso(flow.start),
      end: iso(flow.end),
      outcome,
      failed_stage: failedStage,
      reason,
      attribution,
      visit: this.visitOf.get(flow)?.id ?? null,
      identity: hashed(flow.identity),
      energy_wh: Math.round(flow.energyWh),
      reached_energy: flow.transactions.some((transaction) => transaction.energyAt !== null),
      retries: flow.retries,
      stages: flow
        .stages(failedStage, reason)
        .map((stage) => ({ ...stage, start: iso(stage.start), end: iso(stage.end) })),
      behaviours: [...flow.behaviours],
      ...(flow.heard === 0 ? { unobserved: true } : {}),
      ...(open ? { open: true } : {}),
    });
  }

  private writeVisit(visit: TruthVisit): void {
    this.visits.close(visit);
    visit.flows.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
    const verdicts = visit.flows.flatMap((flow) => this.verdicts.get(flow) ?? []);
    const result = visitResult(verdicts);
    this.tally.visit(result, verdicts);
    this.line({
      type: 'visit',
      id: visit.id,
      site: visit.site,
      flows: visit.flows.map((flow) => flow.id),
      result,
    });
    for (const flow of visit.flows) {
      this.verdicts.delete(flow);
      this.visitOf.delete(flow);
    }
  }

  private writeFault(fault: FaultRecord): void {
    this.tally.faults += 1;
    this.line({ type: 'fault', ...fault, start: iso(fault.start), end: iso(fault.end) });
  }

  private line(record: object): void {
    this.write(JSON.stringify(record));
  }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
