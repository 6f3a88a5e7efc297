import { createHash } from 'node:crypto';
import type { Attribution } from '@firstcharge/collector/model/reason.ts';
import { FLOW_OUTCOMES } from '@firstcharge/collector/model/flow.ts';
import { VISIT_RESULTS } from '@firstcharge/collector/model/visit.ts';
import type { Scheduler } from '../clock/scheduler.ts';
import type { Evse } from '../station/evse.ts';
import { FlowFacts } from './flow.ts';
import { Tally } from './summary.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { VisitBook } from './visit-book.ts';
import type { Stay } from './visit-book.ts';
import { visitResult } from './visits.ts';
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
  /** What the station says of it. */
  readonly code: 'right' | 'none' | 'general' | 'wrong';
  readonly decoy: boolean;
  /** Flows that fail by this attribution fail by it, though nothing names it. */
  readonly strikes: Attribution | null;
  /** One of the everyday faults of any fleet. */
  readonly everyday: boolean;
  /** Days from its first trace to the point where nothing works; null: it is sudden. */
  readonly ramp_days: number | null;
  /** When the first flow ended that it made fail, or a driver walked away for it. */
  first_failed_flow: number | null;
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
  private readonly book = new VisitBook(SETTLE_MS);
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
    for (const mark of evse.station.marks) flow.behaviours.add(mark);
    this.running.add(flow);
    return flow;
  }

  /** The driver has left, or the connector was released. */
  ended(flow: FlowFacts, behaviour: string | null): void {
    this.running.delete(flow);
    if (flow.start === null) {
      const { site, station, evse } = flow;
      if (behaviour !== null) this.hit(flow, new Set([behaviour]), null);
      this.line({ type: 'walk_away', site, station, evse, at: iso(this.scheduler.now), behaviour });
      return;
    }
    flow.end = this.scheduler.now;
    this.hit(flow, flow.behaviours, judge(flow));
    this.book.add(flow);
  }

  faultBegan(record: Omit<FaultRecord, 'id' | 'end' | 'first_failed_flow'>): FaultRecord {
    this.faultCount += 1;
    const id = `X-${String(this.faultCount).padStart(6, '0')}`;
    const fault: FaultRecord = { id, ...record, end: null, first_failed_flow: null };
    this.faults.add(fault);
    const { behaviour, where, persistent, everyday, decoy, start } = fault;
    this.line({ type: 'fault_begun', id, behaviour, where, persistent, everyday, decoy, start: iso(start) });
    return fault;
  }

  faultEnded(record: FaultRecord, end: number): void {
    record.end = end;
    if (this.faults.delete(record)) this.writeFault(record);
  }

  /** Writes what has become final. Call now and then. */
  sweep(): void {
    for (const stay of this.book.over(this.scheduler.now, this.running)) this.writeStay(stay);
  }

  /** The end of the run: what still goes on is written as open, then the counts. */
  finish(): void {
    this.sweep();
    for (const stay of this.book.rest(this.running)) this.writeStay(stay);
    for (const fault of this.faults) this.writeFault(fault);
    this.line({ type: 'summary', kpis: this.tally.summary() });
  }

  /** Everything that one key came to: its flows, and the visits of which every flow is over. */
  private writeStay({ flows, visits }: Stay): void {
    for (const flow of flows) {
      const visit = visits.find((candidate) => candidate.flows.includes(flow));
      this.writeFlow(flow, visit?.id ?? null, !flow.final);
    }
    for (const visit of visits) if (visit.flows.every((flow) => flow.final)) this.writeVisit(visit);
  }

  private writeFlow(flow: FlowFacts, visit: string | null, open: boolean): void {
    const verdict = judge(flow);
    if (open) this.tally.open += 1;
    else this.tally.flow(flow, verdict);
    const { outcome, failedStage, reason, attribution } = verdict;
    this.line({
      type: 'flow',
      id: flow.id,
      station: flow.station,
      evse: flow.pluggedAt === null ? null : flow.evse,
      connector: flow.pluggedAt === null ? null : flow.connector,
      start: iso(flow.start),
      end: iso(flow.end),
      outcome,
      failed_stage: failedStage,
      reason,
      attribution,
      visit,
      identity: hashed(flow.knownIdentity),
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
    const verdicts = visit.flows.map(judge);
    const result = visitResult(verdicts);
    this.tally.visit(result, verdicts);
    this.line({
      type: 'visit',
      id: visit.id,
      site: visit.site,
      flows: visit.flows.map((flow) => flow.id),
      result,
    });
  }

  /** A driver got nothing: what reigned there by these names has failed its first. */
  private hit(flow: FlowFacts, behaviours: ReadonlySet<string>, verdict: Verdict | null): void {
    if (verdict?.outcome === 'success') return;
    for (const fault of this.faults) {
      const { where } = fault;
      const struck = fault.strikes !== null && fault.strikes === verdict?.attribution;
      if (!behaviours.has(fault.behaviour) && !struck) continue;
      if (where.site !== undefined && where.site !== flow.site) continue;
      if (where.station !== undefined && where.station !== flow.station) continue;
      if (where.evse !== undefined && where.evse !== flow.evse) continue;
      fault.first_failed_flow ??= this.scheduler.now;
    }
  }

  private writeFault(fault: FaultRecord): void {
    this.tally.faults += 1;
    this.line({
      type: 'fault',
      ...fault,
      start: iso(fault.start),
      end: iso(fault.end),
      first_failed_flow: iso(fault.first_failed_flow),
    });
  }

  private line(record: object): void {
    this.write(JSON.stringify(record));
  }
}
