import type { Outcome } from '../model/outcome.ts';
import type { Collection } from './collection.ts';
import {
  type Books,
  foldAmendment,
  foldFlow,
  foldStart,
  foldVisit,
  foldVisitAmendment,
} from './flow-fold.ts';
import { KnownStations, type StationSnapshot } from './known-stations.ts';
import { type BoundedLabel, LabelBounds } from './label-bounds.ts';
import { Series, type SeriesSnapshot } from './series.ts';
import {
  foldCall,
  foldCapability,
  foldConnectorState,
  foldContact,
  foldFault,
  foldSeen,
  foldOverflow,
  foldSequence,
  foldStationEvent,
} from './station-fold.ts';
import { foldAnswer, foldCount, foldObservation, foldReading } from './telemetry-fold.ts';

const HOUR_MS = 3_600_000;

export interface MetricStoreOptions {
  /** Most Prometheus series held (`limits.series`); default 1,000,000. */
  readonly seriesLimit?: number;
  /** Told once, when the limit refuses the first series. */
  readonly onLimit?: () => void;
  /** Most different values of labels taken from the wire, where the defaults do not fit. */
  readonly distinct?: Partial<Record<BoundedLabel, number>>;
  /** How long flow series of past equipment stay after they last moved; default 35 days. */
  readonly keepPastMs?: number;
}

/** Plain, JSON-safe form of a store. */
export interface MetricStoreSnapshot {
  readonly version: 1;
  readonly time: number;
  readonly start: number;
  readonly bounds: Readonly<Record<string, readonly string[]>>;
  readonly series: SeriesSnapshot;
  readonly stations: readonly StationSnapshot[];
}

/**
 * The metrics, as a fold over outcomes in the order of the stream. Time is the stream's (ms since the epoch) and never
 * goes back; no value that a reader has seen ever falls. The same outcomes and collections give the same store.
 */
export class MetricStore {
  readonly #series: Series;
  readonly #books: Books;
  readonly #keepPastMs: number;
  #start = 0;

  constructor(options: MetricStoreOptions = {}) {
    const bounds = new LabelBounds(options.distinct);
    this.#series = new Series(options.seriesLimit ?? 1_000_000, options.onLimit ?? ((): void => undefined));
    this.#books = { series: this.#series, bounds, stations: new KnownStations(this.#series, bounds) };
    this.#keepPastMs = options.keepPastMs ?? 35 * 24 * HOUR_MS;
  }

  /** A store that goes on where a snapshot was taken. */
  static restore(from: MetricStoreSnapshot, options: MetricStoreOptions = {}): MetricStore {
    const store = new MetricStore(options);
    store.#series.now = from.time;
    store.#start = from.start;
    store.#books.bounds.restore(from.bounds);
    store.#series.restore(from.series);
    store.#books.stations.restore(from.stations);
    return store;
  }

  /** Prometheus series held, refused updates, stream time. */
  get seriesCount(): number {
    return this.#series.count;
  }
  get refused(): number {
    return this.#series.refused;
  }
  get time(): number {
    return this.#series.now;
  }

  /** Lets stream time pass: seconds run on, series of past equipment are dropped when they come of age. */
  advance(streamTime: number): void {
    const now = this.#series.now;
    if (!(streamTime > now)) return;
    if (this.#start === 0) this.#start = streamTime;
    this.#series.now = streamTime;
    // At whole hours, whatever the steps in which time passes, so that replays in other batches give the same rows.
    const hour = Math.floor(streamTime / HOUR_MS);
    if (now > 0 && hour > Math.floor(now / HOUR_MS)) {
      this.#books.stations.dropPast(hour * HOUR_MS - this.#keepPastMs, HOUR_MS);
    }
  }

  /** Counts one outcome. */
  apply(outcome: Outcome): void {
    this.advance(outcome.at);
    switch (outcome.kind) {
      case 'start_settled':
        return foldStart(this.#books, outcome);
      case 'flow_settled':
        return foldFlow(this.#books, outcome);
      case 'flow_amended':
        return foldAmendment(this.#books, outcome);
      case 'visit_ended':
        return foldVisit(this.#books, outcome);
      case 'connector_state':
        return foldConnectorState(this.#books, outcome);
      case 'station_seen':
        return foldSeen(this.#books, outcome);
      case 'station_contact':
        return foldContact(this.#books, outcome);
      case 'fault_raised':
      case 'fault_cleared':
        return foldFault(this.#books, outcome);
      case 'station_overflow':
        return foldOverflow(this.#books, outcome);
      case 'transaction_events':
        return foldSequence(this.#books, outcome);
      case 'call_completed':
        return foldCall(this.#books, outcome);
      case 'capability':
        return foldCapability(this.#books, outcome);
      case 'reading':
        return foldReading(this.#books, outcome);
      case 'link_known':
      case 'link_dropped':
      case 'link_bytes':
      case 'terminal_known':
      case 'terminal_payment':
        return foldCount(this.#books, outcome);
      case 'connector_answer':
        return foldAnswer(this.#books, outcome);
      case 'observation':
        return foldObservation(this.#books, outcome);
      case 'interval_ended':
      case 'site_event':
      case 'station_firmware':
        return undefined;
      case 'visit_amended':
        return foldVisitAmendment(this.#books, outcome);
      default:
        return foldStationEvent(this.#books, outcome);
    }
  }

  /**
   * What reader (0–31) sees now. A cumulative series that it does not know is shown as 0, and truly once a collection
   * with that 0 has arrived. The view stays as it is while the store moves on.
   */
  view(reader: number): Collection {
    return this.#series.view(reader, this.#start);
  }

  /** A collection is made for a reader. */
  offer(reader: number): void {
    this.#series.readers.offer(reader);
  }

  /** The last collection that was made for a reader arrived. */
  taken(reader: number): void {
    this.#series.readers.take(reader);
  }

  /** What a reader sees now, taken as arrived. */
  collect(reader: number): Collection {
    const view = this.view(reader);
    this.offer(reader);
    this.taken(reader);
    return view;
  }

  /** Drops every series of a station that is gone. */
  forget(station: string): void {
    this.#books.stations.forget(station);
  }

  snapshot(): MetricStoreSnapshot {
    return {
      version: 1,
      time: this.#series.now,
      start: this.#start,
      bounds: this.#books.bounds.snapshot(),
      series: this.#series.snapshot(),
      stations: this.#books.stations.snapshot(),
    };
  }
}
