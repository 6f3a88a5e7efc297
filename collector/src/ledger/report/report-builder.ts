import type { Inventory } from '../../inventory/inventory.ts';
import { EMPTY_INVENTORY } from '../../inventory/inventory.ts';
import { KPI_VERSION, type SettledFlow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { IndexWeights } from '../../model/reliability-index.ts';
import type { Visit } from '../../model/visit.ts';
import { AvailabilityBook } from './availability-book.ts';
import { findingsOf, type UnusableLines } from './findings.ts';
import { flowFigures, type FlowFigures } from './flow-figures.ts';
import { Funnel } from './funnel.ts';
import { Groups, worstStations } from './groups.ts';
import { inlFigures } from './inl.ts';
import { Origins, type Origin } from './origin.ts';
import { PaymentMethods } from './payment-methods.ts';
import { ReliabilityBook } from './reliability-book.ts';
import type { Report } from './report.ts';
import { startTimeFigures } from './start-times.ts';
import { TrafficBook } from './station-traffic.ts';
import { visitFigures } from './visit-figures.ts';

/** What is known when the input has come to its end. */
export interface ReportEnd {
  /** Flows still open; null when the source cannot tell. */
  readonly open: number | null;
  /** The stream's time, ms: connector states that have not ended count up to there. null leaves them out. */
  readonly until: number | null;
  readonly lines?: UnusableLines;
}

interface KnownVisit extends Pick<Visit, 'result' | 'charged' | 'flows'> {
  readonly origin: Origin;
}

const iso = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null);

/**
 * Makes a report from outcomes as they come, without a database: a few hundred bytes a flow, whatever the length of the
 * log. Later words on the same flow or visit replace earlier ones, so the figures are those of the amended state.
 */
export class ReportBuilder {
  readonly #inventory: Inventory;
  readonly #origins = new Origins();
  readonly #flows = new Map<string, FlowFigures>();
  readonly #visits = new Map<string, KnownVisit>();
  readonly #amended = new Map<string, string>();
  readonly #availability = new AvailabilityBook();
  readonly #traffic = new TrafficBook();
  #from = Infinity;
  #to = -Infinity;
  readonly #weights: IndexWeights | undefined;

  /** `weights`: those of the Reliability Index, its own by default. */
  constructor(inventory: Inventory = EMPTY_INVENTORY, weights?: IndexWeights) {
    this.#inventory = inventory;
    this.#weights = weights;
  }

  /** Takes one outcome; kinds that no report shows are ignored. */
  add(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'message':
        this.#traffic.add(outcome.station, outcome.action, outcome.result);
        return;
      case 'flow_settled':
        this.#flow(outcome.flow);
        return;
      case 'flow_amended':
        this.#flow(outcome.amended);
        this.addAmendment(outcome.flow, outcome.amended.station);
        return;
      case 'visit_ended':
      case 'visit_amended':
        this.#visit(outcome.visit);
        return;
      case 'interval_ended':
        this.#availability.end(outcome.interval);
        return;
      case 'connector_state':
        this.#availability.begin(outcome, outcome.state, outcome.at);
        return;
      case 'capability':
        this.#availability.addIncapable(outcome.stretch);
        return;
      case 'transaction_events':
        this.#traffic.addSequence(outcome.station, outcome.skipped, outcome.late);
        return;
      case 'station_seen':
      case 'station_connect':
        this.#traffic.see(outcome.station);
        return;
      default:
        return;
    }
  }

  /** Notes that a flow was amended, where its amended state comes by another way. */
  addAmendment(flow: string, station: string | null): void {
    const found = station ?? this.#flows.get(flow)?.origin.station;
    if (found !== undefined) this.#amended.set(flow, found);
  }

  /** The figures over everything added so far. */
  build({ open, until, lines = { lines: 0, problems: {} } }: ReportEnd): Report {
    const groups = new Groups();
    const funnel = new Funnel();
    const book = new ReliabilityBook(this.#weights);
    const methods = new PaymentMethods();
    for (const flow of this.#flows.values()) {
      groups.addFlow(flow);
      funnel.add(flow);
      book.addFlow(flow);
      methods.addFlow(flow);
    }
    const flowOf = (flow: string): FlowFigures | null => this.#flows.get(flow) ?? null;
    for (const known of this.#visits.values()) {
      const visit = visitFigures(known, known.origin, flowOf);
      groups.addVisit(visit);
      book.addVisit(visit);
      methods.addVisit(visit);
    }
    const availability = this.#availability.figures(until);
    const reliability = book.figures(availability);
    const stations = groups.stations(availability, reliability);
    return {
      kpi_version: KPI_VERSION,
      from: iso(this.#from),
      to: iso(this.#to),
      open,
      ...groups.all.figures(),
      reliability_index: reliability.all,
      inl: inlFigures([...this.#flows.values()].map((flow) => flow.inl)),
      start_time: this.#startTime(),
      funnel: funnel.stages(),
      failures: funnel.failures(),
      sites: groups.sites(reliability),
      models: groups.models(reliability),
      firmwares: groups.firmwares(reliability),
      payment_methods: methods.figures(),
      stations,
      worst_stations: worstStations(stations).map((station) => station.station),
      availability,
      findings: findingsOf({
        flows: this.#flows.values(),
        amended: this.#amended,
        traffic: this.#traffic.stations(),
        inventory: this.#inventory,
        lines,
      }),
    };
  }

  #flow(flow: SettledFlow): void {
    this.#flows.set(flow.id, flowFigures(flow, this.#origins.of(flow)));
    this.#from = Math.min(this.#from, flow.start);
    this.#to = Math.max(this.#to, flow.end);
  }

  #visit({ id, result, charged, flows, ...place }: Visit): void {
    this.#visits.set(id, { result, charged, flows, origin: this.#origins.of(place) });
  }

  #startTime(): Report['start_time'] {
    const flows = [...this.#flows.values()].filter((flow) => !flow.recovered && flow.reachedEnergy);
    const present = (seconds: readonly (number | null)[]): number[] =>
      seconds.filter((value) => value !== null);
    return {
      machine: startTimeFigures(present(flows.map((flow) => flow.machineStartSeconds))),
      driver: startTimeFigures(present(flows.map((flow) => flow.driverStartSeconds))),
    };
  }
}
