import type { Inventory } from '../../inventory/inventory.ts';
import type { Flow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Subject, TelemetryArrival } from '../../model/telemetry.ts';
import type { MeasuredPlace, ObservationResult } from '../../model/telemetry-outcome.ts';
import type { ReadingBounds } from '../reading-bounds.ts';
import type { TelemetryConfig } from './config.ts';
import { withSurroundings } from './around.ts';
import { expire, newGauges, nextStaleAt, type Gauges } from './gauges.ts';
import { newLink } from './links.ts';
import { momentOf, type Moment } from './moment.ts';
import { gone, observeGauge, type Measured } from './observe-gauge.ts';
import { observeLink } from './observe-link.ts';
import { observeTerminal } from './observe-terminal.ts';
import { connectorAt, connectorPlace, linkPlace, modemPlace, sitePlace, terminalPlace } from './places.ts';
import type { StationReading } from './station-reading.ts';
import { noteState, type StateHistory } from './state-history.ts';
import { SubjectQueue, type Group } from './subject-queue.ts';
import { entryOf, type TelemetryState } from './telemetry-state.ts';
import { newTerminal, onSilence } from './terminals.ts';

/** What the tracker of telemetry is given; the inventory may be replaced while running. */
export interface TelemetrySettings {
  readonly inventory: Inventory;
  readonly config: TelemetryConfig;
  readonly bounds: ReadingBounds;
}

type Of<K extends Subject['of']> = Extract<Subject, { of: K }>;

/**
 * Last values, links and terminals as one reducer: (state, observation) → outcomes. It owns and changes its state, reads
 * no clock; what falls due is told by the stream's time.
 */
export class TelemetryTracker {
  readonly #state: TelemetryState;
  readonly #settings: () => TelemetrySettings;
  readonly #queue = new SubjectQueue();

  /** @param settings the ones in force now */
  constructor(state: TelemetryState, settings: () => TelemetrySettings) {
    this.#state = state;
    this.#settings = settings;
    for (const [id, gauges] of state.stations) this.#queue.push('station', id, nextStaleAt(gauges));
    for (const [id, link] of state.links) this.#queue.push('link', id, nextStaleAt(link.gauges));
    for (const [id, link] of state.modems) this.#queue.push('modem', id, nextStaleAt(link.gauges));
    for (const [id, { silentAt }] of state.terminals) this.#queue.push('terminal', id, silentAt);
    for (const [id, feeders] of state.sites) this.#queue.push('site', id, nextOf(feeders));
  }

  /** Takes what a receiver brought. `isHeard`: the station is known from OCPP. */
  onArrival(
    arrival: TelemetryArrival,
    now: number,
    isHeard: boolean,
    outcomes: Outcome[],
  ): ObservationResult {
    const result = this.#observe(arrival, momentOf(arrival, now, this.#settings().config), isHeard, outcomes);
    outcomes.push({ kind: 'observation', at: now, source: arrival.source, result });
    return result;
  }

  /** A flow that ended, with what is known of links and grid. */
  around(flow: Flow): Flow {
    return withSurroundings(this.#state, this.#settings().inventory, flow);
  }

  /** Takes a reading that a station told over OCPP. */
  onStation(station: string, reading: StationReading, now: number, outcomes: Outcome[]): void {
    const { inventory, config, bounds } = this.#settings();
    const { quantity, value, location, phase, at, told } = reading;
    const observation = { kind: 'reading', quantity, value, location, phase } as const;
    const moment = momentOf({ observedAt: told ? at : null, event: null }, now, config);
    let result: ObservationResult;
    if (quantity === 'rssi_dbm') {
      const modem = entryOf(this.#state.modems, station, newLink);
      result = observeLink(modem, modemPlace(inventory, station), observation, moment, bounds, outcomes);
      this.#queue.push('modem', station, moment.staleAt);
    } else result = this.#station(station, reading.evse, reading.connector, observation, moment, outcomes);
    if (result === 'implausible' || result === 'too_many')
      outcomes.push({ kind: 'observation', at: now, source: 'ocpp', result });
  }

  /** Hides what is stale and notes who is silent by the stream's time. */
  advance(now: number, outcomes: Outcome[]): void {
    for (let due = this.#queue.take(now); due; due = this.#queue.take(now))
      this.#due(due.group, due.id, due.at, outcomes);
  }

  #observe(
    { subject, observation, event }: TelemetryArrival,
    moment: Moment,
    isHeard: boolean,
    outcomes: Outcome[],
  ): ObservationResult {
    const { inventory, config, bounds } = this.#settings();
    if (subject.of === 'terminal') {
      const place = terminalPlace(inventory, subject.terminal);
      if (place === null) return 'unknown_subject';
      const { terminals } = this.#state;
      if (!terminals.has(subject.terminal)) outcomes.push({ kind: 'terminal_known', at: moment.now, place });
      const terminal = entryOf(terminals, subject.terminal, newTerminal);
      const result = observeTerminal(terminal, place, observation, event, moment, config, outcomes);
      this.#queue.push('terminal', subject.terminal, terminal.silentAt);
      return result;
    }
    if (observation.kind !== 'reading' && observation.kind !== 'condition') {
      if (subject.of !== 'station') return 'not_used';
      return isHeard || inventory.stations.has(subject.station) ? 'taken' : 'unknown_subject';
    }
    switch (subject.of) {
      case 'station': {
        const { station, evse, connector } = subject;
        if (!isHeard && !inventory.stations.has(station)) return 'unknown_subject';
        return this.#station(station, evse, connector, observation, moment, outcomes);
      }
      case 'link': {
        const place = linkPlace(inventory, subject.link);
        if (place === null) return 'unknown_subject';
        const { links } = this.#state;
        if (!links.has(subject.link)) outcomes.push({ kind: 'link_known', at: moment.now, place });
        const link = entryOf(links, subject.link, newLink);
        this.#queue.push('link', subject.link, moment.staleAt);
        return observeLink(link, place, observation, moment, bounds, outcomes);
      }
      case 'site':
        return this.#site(subject, observation, moment, outcomes);
    }
  }

  #station(
    station: string,
    evse: number | null,
    connector: number | null,
    observation: Measured,
    moment: Moment,
    outcomes: Outcome[],
  ): ObservationResult {
    const { inventory, bounds } = this.#settings();
    const where = connectorAt(inventory, station, evse, connector);
    const place = connectorPlace(inventory, station, where.evse, where.connector);
    const gauges = entryOf(this.#state.stations, station, newGauges);
    this.#queue.push('station', station, moment.staleAt);
    return observeGauge(gauges, place, observation, moment, bounds, outcomes);
  }

  #site(
    { site, feeder }: Of<'site'>,
    observation: Measured,
    moment: Moment,
    outcomes: Outcome[],
  ): ObservationResult {
    const { inventory, bounds } = this.#settings();
    const place = sitePlace(inventory, site, feeder ?? '');
    if (place === null) return 'unknown_subject';
    const feeders = entryOf(this.#state.sites, site, (): Map<string, Gauges> => new Map());
    const gauges = entryOf(feeders, place.feeder, newGauges);
    this.#queue.push('site', site, moment.staleAt);
    const result = observeGauge(gauges, place, observation, moment, bounds, outcomes);
    if (result === 'taken' && observation.kind === 'condition' && observation.condition === 'grid_present')
      this.#grid(site, observation.holds, moment, outcomes);
    return result;
  }

  #grid(site: string, isThere: boolean, { at, now }: Moment, outcomes: Outcome[]): void {
    const history = entryOf(this.#state.grids, site, (): StateHistory => []);
    if (!noteState(history, isThere, at)) return;
    const detail = isThere ? 'back' : 'lost';
    outcomes.push({ kind: 'site_event', at: now, since: at, site, event: 'grid', subject: site, detail });
  }

  #due(group: Group, id: string, at: number, outcomes: Outcome[]): void {
    const { inventory } = this.#settings();
    switch (group) {
      case 'station': {
        const gauges = this.#state.stations.get(id) ?? newGauges();
        for (const gauge of expire(gauges, at))
          outcomes.push(gone(gauge, connectorPlace(inventory, id, gauge.evse, gauge.connector), at));
        return this.#queue.push(group, id, nextStaleAt(gauges));
      }
      case 'link':
      case 'modem': {
        const link = this.#state[group === 'link' ? 'links' : 'modems'].get(id) ?? newLink();
        const place = group === 'modem' ? modemPlace(inventory, id) : linkPlace(inventory, id);
        this.#hide(link.gauges, place, at, outcomes);
        return this.#queue.push(group, id, nextStaleAt(link.gauges));
      }
      case 'site': {
        const feeders = this.#state.sites.get(id) ?? new Map<string, Gauges>();
        for (const [feeder, gauges] of feeders)
          this.#hide(gauges, { of: 'site', site: id, feeder }, at, outcomes);
        return this.#queue.push(group, id, nextOf(feeders));
      }
      case 'terminal': {
        const terminal = this.#state.terminals.get(id) ?? newTerminal();
        const place = terminalPlace(inventory, id);
        if (onSilence(terminal, at) && place !== null)
          outcomes.push({
            kind: 'reading',
            at,
            place,
            measure: 'terminal_up',
            location: '',
            phase: '',
            value: 0,
          });
        return this.#queue.push(group, id, terminal.silentAt);
      }
    }
  }

  #hide(gauges: Gauges, place: MeasuredPlace | null, at: number, outcomes: Outcome[]): void {
    for (const gauge of expire(gauges, at)) if (place !== null) outcomes.push(gone(gauge, place, at));
  }
}

const nextOf = (feeders: ReadonlyMap<string, Gauges>): number => {
  let next = Infinity;
  for (const gauges of feeders.values()) next = Math.min(next, nextStaleAt(gauges));
  return next;
};
