import { serialize } from 'node:v8';
import { EMPTY_INVENTORY, type Inventory } from '../inventory/inventory.ts';
import { minimumPowerOf } from '../inventory/programmes/programme.ts';
import type { Arrival } from '../model/arrival.ts';
import type { TelemetryArrival } from '../model/telemetry.ts';
import type { FlowEvent, Outcome } from '../model/outcome.ts';
import { shippedCatalogue, type Catalogue } from './catalogue.ts';
import { PROCESSORS_DEFAULTS, type ProcessorsConfig } from './config.ts';
import { judgeCapability, type CapabilitySettings } from './capability/capability.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { faultsNoticed } from './noticed-faults.ts';
import { advance, finish, identitiesUnderWay } from './fleet/fleet-tracker.ts';
import { learnQuirks } from './station/enrich/quirks.ts';
import { addRecent } from './station/circumstances.ts';
import { observedSignal } from './telemetry/observed-signal.ts';
import { identitiesOf } from './station/charge_flow/flow-book.ts';
import type { StationSettings } from './station/settings.ts';
import { newStationState, type StationState } from './station/station-state.ts';
import { entryOf } from './telemetry/telemetry-state.ts';
import { TelemetryTracker } from './telemetry/telemetry-tracker.ts';
import { newTrackerState, restoredState, type TrackerState } from './tracker-state.ts';
import type { StationReading } from './telemetry/station-reading.ts';
import { vendorTelemetry, type VendorMessages } from './vendor-messages.ts';
import { newToldProblems, problemOf } from './station/faults/told-problems.ts';
import {
  nextStepAt,
  onArrival,
  onDeadline,
  onEnd,
  onObserved,
  onToldProblem,
  onUnobserved,
} from './station/station-tracker.ts';

/** What a tracker is given. */
export interface TrackerSettings {
  readonly inventory?: Inventory;
  readonly config?: ProcessorsConfig;
  readonly catalogue?: Omit<Catalogue, 'paymentTags'>;
}

/**
 * Station trackers and the fleet tracker as one reducer over the stream: the same arrivals give the same outcomes,
 * however they are cut into batches and wherever a snapshot was taken in between. Reads no clock.
 */
export interface Tracker {
  /** The stream's time: the latest receipt so far, ms. */
  readonly streamAt: number;
  apply(arrival: Arrival): Outcome[];
  /** Settles what has ended; `open` counts the flows that have not. */
  finish(): { outcomes: Outcome[]; open: number };
  /** Open flows now. */
  openFlows(): number;
  /** Hashed identities of open flows, reservations and visits. */
  identities(): ReadonlySet<string>;
  stations(): Iterable<StationState>;
  useInventory(inventory: Inventory): void;
  snapshot(): Uint8Array;
}

/** A tracker that knows nothing, or goes on from a snapshot. */
export function createTracker(settings: TrackerSettings = {}, snapshot?: Uint8Array): Tracker {
  return new StreamTracker(settings, snapshot ? restoredState(snapshot) : newTrackerState());
}

class StreamTracker implements Tracker {
  readonly #state: TrackerState;
  readonly #settings: StationSettings;
  readonly #config: ProcessorsConfig;
  readonly #capability: CapabilitySettings;
  readonly #telemetry: TelemetryTracker;
  readonly #vendorMessages: VendorMessages;
  readonly #deadlines = new DeadlineQueue();
  /** Earliest entry of each station in the queue: one that moves later is put right when it comes up. */
  readonly #queued = new Map<string, number>();

  constructor(settings: TrackerSettings, state: TrackerState) {
    this.#state = state;
    this.#config = settings.config ?? PROCESSORS_DEFAULTS;
    const { errorCodes, quirks, paymentMessages, programmes, readingBounds, vendorMessages } =
      settings.catalogue ?? shippedCatalogue();
    this.#vendorMessages = vendorMessages;
    this.#settings = {
      inventory: settings.inventory ?? EMPTY_INVENTORY,
      codes: errorCodes,
      quirks,
      paymentMessages,
      chargeFlow: this.#config.charge_flow,
      contact: this.#config.contact,
      latenessMs: this.#config.visits.lateness_seconds * 1_000,
    };
    this.#capability = {
      config: this.#config.capability,
      minimumPower: (site, port) => {
        const programme = this.#settings.inventory.sites.get(site)?.programme;
        return minimumPowerOf(programmes.get(programme ?? ''), port);
      },
    };
    this.#telemetry = new TelemetryTracker(state.telemetry, () => ({
      inventory: this.#settings.inventory,
      config: this.#config.telemetry,
      bounds: readingBounds,
    }));
    for (const station of state.stations.values()) {
      learnQuirks(station, this.#settings);
      this.#schedule(station);
    }
  }

  get streamAt(): number {
    return this.#state.streamAt;
  }

  apply(arrival: Arrival): Outcome[] {
    const outcomes: Outcome[] = [];
    if (arrival.kind === 'watch') this.#unobserved(arrival.receivedAt, outcomes);
    this.#advance(Math.max(this.#state.streamAt, arrival.receivedAt), outcomes);
    const now = this.#state.streamAt;
    if (arrival.kind === 'frame' || arrival.kind === 'connection') {
      const events: FlowEvent[] = [];
      const station = this.#station(arrival.station);
      const readings: StationReading[] = [];
      onArrival(station, this.#settings, arrival, now, { events, outcomes, readings });
      for (const reading of readings) this.#telemetry.onStation(station.id, reading, now, outcomes);
      if (arrival.kind === 'frame')
        for (const told of vendorTelemetry(arrival, this.#vendorMessages, this.#settings.inventory))
          this.#observe(told, now, outcomes);
      this.#schedule(station);
      this.#enqueue(events);
    } else if (arrival.kind === 'telemetry') this.#observe(arrival, now, outcomes);
    return outcomes;
  }

  finish(): { outcomes: Outcome[]; open: number } {
    const outcomes: Outcome[] = [];
    this.#end();
    finish(this.#state.fleet, this.#config, this.#state.streamAt, outcomes);
    this.#judge(0, outcomes);
    return { outcomes, open: this.openFlows() };
  }

  openFlows(): number {
    let open = 0;
    for (const station of this.#state.stations.values()) open += station.flows.flows.size;
    return open;
  }

  identities(): ReadonlySet<string> {
    const books = [...this.#state.stations.values()].map(({ flows }) => flows);
    return new Set([...books.flatMap(identitiesOf), ...identitiesUnderWay(this.#state.fleet)]);
  }

  stations(): Iterable<StationState> {
    return this.#state.stations.values();
  }

  useInventory(inventory: Inventory): void {
    this.#settings.inventory = inventory;
  }

  snapshot(): Uint8Array {
    return serialize(this.#state);
  }

  /** What came from anywhere but OCPP: last values, and what it means for faults, states and flows of a station. */
  #observe(arrival: TelemetryArrival, now: number, outcomes: Outcome[]): void {
    const { subject, observation, observedAt } = arrival;
    const known = subject.of === 'station' ? this.#state.stations.get(subject.station) : undefined;
    if (known && this.#toldProblem(known, arrival, now, outcomes)) return;
    if (this.#telemetry.onArrival(arrival, now, known !== undefined, outcomes) !== 'taken') return;
    const at = Math.min(observedAt ?? now, now);
    if (known && subject.of === 'station' && observation.kind === 'reading') {
      const { evse, connector } = subject;
      addRecent((known.recent ??= []), { ...observation, evse, connector, at, told: observedAt !== null });
      return;
    }
    const signal = observedSignal(this.#settings.inventory, arrival);
    if (signal === null) return;
    const station = this.#station(signal.station);
    // Who speaks OCPP says there in which state it is.
    if (signal.kind === 'status' && station.announced) return;
    const events: FlowEvent[] = [];
    const id = arrival.event === null ? '' : `${arrival.source} ${arrival.event}`;
    onObserved(station, this.#settings, { signal, at, id }, now, { events, outcomes });
    this.#schedule(station);
    this.#enqueue(events);
  }

  /** Hands flow events to the fleet tracker, with what was around the flows that ended. */
  #enqueue(events: readonly FlowEvent[]): void {
    for (const event of events)
      this.#state.fleet.queue.push(
        event.kind === 'flow_ended' || event.kind === 'flow_learned'
          ? { ...event, flow: this.#telemetry.around(event.flow) }
          : event,
      );
  }

  /** A problem of a station: a fault, and evidence for its flows. False: it is something else. */
  #toldProblem(station: StationState, arrival: TelemetryArrival, now: number, outcomes: Outcome[]): boolean {
    const problem = problemOf(arrival, now);
    if (problem === null) return false;
    const { source } = arrival;
    const events: FlowEvent[] = [];
    const told = entryOf(this.#state.telemetry.problems, station.id, newToldProblems);
    const isNews = onToldProblem(station, this.#settings, { ...problem, source, told }, now, {
      events,
      outcomes,
    });
    outcomes.push({ kind: 'observation', at: now, source, result: isNews ? 'taken' : 'late' });
    this.#schedule(station);
    this.#enqueue(events);
    return true;
  }

  #station(id: string): StationState {
    const known = this.#state.stations.get(id);
    if (known) return known;
    const station = newStationState(id, this.#settings.inventory);
    this.#state.stations.set(id, station);
    return station;
  }

  /** Moves the stream's time on, firing on the way every timer of station and fleet, in the order of their times. */
  #advance(now: number, outcomes: Outcome[]): void {
    for (let due = this.#deadlines.peek(); due && due.at <= now; due = this.#deadlines.peek()) {
      this.#deadlines.pop();
      const station = this.#state.stations.get(due.id);
      if (!station || this.#queued.get(due.id) !== due.at) continue;
      this.#queued.delete(due.id);
      if (station.deadline > due.at) {
        this.#schedule(station);
        continue;
      }
      this.#fleet(due.at, outcomes);
      this.#state.streamAt = Math.max(this.#state.streamAt, due.at);
      const events: FlowEvent[] = [];
      onDeadline(station, this.#settings, this.#state.streamAt, { events, outcomes });
      this.#enqueue(events);
      this.#schedule(station);
    }
    this.#state.streamAt = now;
    this.#fleet(now, outcomes);
    this.#telemetry.advance(now, outcomes);
  }

  #fleet(now: number, outcomes: Outcome[]): void {
    const before = outcomes.length;
    advance(this.#state.fleet, this.#config, now, outcomes);
    this.#judge(before, outcomes);
  }

  /** Judges connectors by what was settled from `before` on, and notices the faults that it shows. */
  #judge(before: number, outcomes: Outcome[]): void {
    if (outcomes.length === before) return;
    const settled = outcomes.slice(before);
    const judged = judgeCapability(this.#state.capability, this.#capability, settled);
    outcomes.push(...judged, ...faultsNoticed([...settled, ...judged]));
  }

  #schedule(station: StationState): void {
    if (!(station.deadline < (this.#queued.get(station.id) ?? Infinity))) return;
    this.#queued.set(station.id, station.deadline);
    this.#deadlines.push(station.deadline, station.id);
  }

  /** Lets every station go on to the end of the stream, in the order of the times. */
  #end(): void {
    const { stations, streamAt } = this.#state;
    const waiting = new DeadlineQueue();
    for (const station of stations.values()) waiting.push(nextStepAt(station), station.id);
    for (let next = waiting.pop(); next && next.at <= streamAt; next = waiting.pop()) {
      const station = stations.get(next.id);
      if (!station) continue;
      const events: FlowEvent[] = [];
      onEnd(station, this.#settings, next.at, events);
      this.#enqueue(events);
      waiting.push(nextStepAt(station), station.id);
    }
  }

  /** A gap in watching is ours, never the charger's: it is marked before any timer inside it can fire. */
  #unobserved(now: number, outcomes: Outcome[]): void {
    const before = this.#state.streamAt;
    if (before === 0 || now - before <= this.#config.contact.grace_seconds * 1_000) return;
    const events: FlowEvent[] = [];
    for (const station of this.#state.stations.values()) {
      onUnobserved(station, this.#settings, before, now, { events, outcomes });
      this.#schedule(station);
    }
    this.#enqueue(events.sort((one, other) => one.at - other.at));
  }
}
