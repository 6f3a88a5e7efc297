import type { ConnectorState } from '../model/availability.ts';
import type { Equipment, Place } from '../model/place.ts';
import { FLOW_OUTCOMES } from '../model/flow.ts';
import { VISIT_RESULTS } from '../model/visit.ts';
import { type LabelBounds, tidyLabel } from './label-bounds.ts';
import type { LabelSet } from './label-set.ts';
import type { Series } from './series.ts';

/** Places of one station that have series of their own: 32 connectors, the station, and EVSEs named without connector. */
const MOST_PLACES = 64;

/** What the metrics know of one connector. */
export interface KnownConnector {
  readonly evse: string;
  readonly connector: string;
  state: ConnectorState | null;
  /** Does what it is there for, as far as charges have shown. */
  capable: boolean;
}

/** What the metrics know of one station; `id` and `site` as they stand in labels. */
export interface KnownStation {
  readonly id: string;
  readonly site: string;
  readonly connectors: Map<string, KnownConnector>;
  /** EVSE and connector labels that are in use, as `1/1`. */
  readonly where: Set<string>;
  /** Every place that goes when the station is forgotten. */
  places: readonly LabelSet[];
  readonly place: LabelSet;
  /** Values of the `ev_station_info` series, empty before the station was seen. */
  info: readonly string[];
  /** vendor, model, firmware; null before the station was seen. */
  equipment: readonly [string, string, string] | null;
}

/** Plain form. */
export interface StationSnapshot {
  readonly id: string;
  readonly site: string;
  readonly info: readonly string[];
  readonly equipment: readonly [string, string, string] | null;
  readonly connectors: readonly (readonly [string, string, ConnectorState | null, boolean])[];
}

/** Stations and connectors, as far as metrics were asked to speak of them, and the places of their series. */
export class KnownStations {
  readonly #series: Series;
  readonly #bounds: LabelBounds;
  readonly #stations = new Map<string, KnownStation>();

  constructor(series: Series, bounds: LabelBounds) {
    this.#series = series;
    this.#bounds = bounds;
  }

  /**
   * The station; made when new, made anew when it moved to another site. null when it is new and the limit of series
   * is reached: then nothing at all is kept of it.
   */
  know(rawSite: string, rawId: string): KnownStation | null {
    const same = this.#stations.get(rawId);
    if (same?.site === rawSite) return same;
    const [site, id] = [tidyLabel(rawSite), tidyLabel(rawId)];
    const known = this.#stations.get(id);
    if (known?.site === site) return known;
    if (known !== undefined) this.forget(id);
    if (this.#series.isFull) {
      this.#series.refuse();
      return null;
    }
    const place = this.#series.place('station', [site, id]);
    const station: KnownStation = {
      id,
      site,
      connectors: new Map(),
      where: new Set(),
      places: [place],
      place,
      info: [],
      equipment: null,
    };
    this.#stations.set(id, station);
    this.#series.publish('connects', place);
    this.#series.publish('messages', place);
    this.#series.publish('invalidMessages', place);
    return station;
  }

  /** The place of one connector's state; `0` is the station itself. */
  connectorPlace(station: KnownStation, evse: number, connector: number): LabelSet {
    const where = whereOf(station, String(evse), String(connector));
    const place = this.#series.place('connector', [station.site, station.id, ...where]);
    own(station, place);
    return place;
  }

  /** The place of a connector's flows, with all the small closed label sets at 0. */
  chargePlace(at: Place & Equipment): LabelSet | null {
    const known = this.#stations.get(tidyLabel(at.station));
    const owner = known ?? this.know(at.site, at.station);
    if (owner === null) return null;
    const where = [at.evse, at.connector].map((id) => (id === null ? '' : String(id)));
    return this.#charge(owner, tidyLabel(at.site), where, this.equipmentLabels(at));
  }

  /** vendor, model and firmware, bounded. */
  equipmentLabels(of: Equipment): readonly [string, string, string] {
    const bound = this.#bounds;
    return [
      bound.bound('vendor', of.vendor),
      bound.bound('model', of.model),
      bound.bound('firmware', of.firmware),
    ];
  }

  /** Publishes the flow counters of every known connector under the station's present equipment. */
  publishCharges(station: KnownStation): void {
    const { equipment } = station;
    if (equipment === null) return;
    for (const { evse, connector } of station.connectors.values()) {
      if (evse !== '0') this.#charge(station, station.site, [evse, connector], equipment);
    }
  }

  forget(rawId: string): void {
    const id = tidyLabel(rawId);
    const station = this.#stations.get(id);
    if (station === undefined) return;
    for (const place of station.places) this.#series.drop(place);
    this.#stations.delete(id);
  }

  /** Drops flow series of past equipment that have not moved since `before` (ms). */
  dropPast(before: number, hour: number): void {
    const present = this.#present();
    const past = [...this.#series.places()].filter(
      (place) =>
        (place.scope === 'charge' || place.scope === 'cohort') &&
        place.changedAt <= before &&
        !present.has(place),
    );
    // In the order in which they came of age, so that seldom and frequent sweeps leave the rows in the same order.
    past.sort((a, b) => Math.ceil(a.changedAt / hour) - Math.ceil(b.changedAt / hour));
    for (const place of past) {
      this.#series.drop(place);
      if (place.scope === 'charge') disown(this.#stations.get(place.values[1] ?? ''), place);
    }
  }

  snapshot(): StationSnapshot[] {
    return [...this.#stations.values()].map(({ id, site, info, equipment, connectors }) => ({
      id,
      site,
      info,
      equipment,
      connectors: [...connectors.values()].map(
        ({ evse, connector, state, capable }) => [evse, connector, state, capable] as const,
      ),
    }));
  }

  /** Rebuilds the stations over series that have been restored already. */
  restore(from: readonly StationSnapshot[]): void {
    for (const { id, site, info, equipment, connectors } of from) {
      const place = this.#series.place('station', [site, id]);
      const known: KnownStation = {
        id,
        site,
        info,
        equipment,
        place,
        places: [place],
        connectors: new Map(),
        where: new Set(),
      };
      for (const [evse, connector, state, capable] of connectors)
        known.connectors.set(`${evse}/${connector}`, { evse, connector, state, capable });
      this.#stations.set(id, known);
    }
    for (const place of this.#series.places()) {
      const isOfStation = place.scope === 'connector' || place.scope === 'charge' || place.scope === 'info';
      const owner = isOfStation ? this.#stations.get(place.values[1] ?? '') : undefined;
      if (owner === undefined) continue;
      own(owner, place);
      const [, , evse = '', connector = ''] = place.values;
      if (place.scope !== 'info') whereOf(owner, evse, connector);
    }
  }

  #charge(
    owner: KnownStation,
    site: string,
    where: readonly string[],
    equipment: readonly string[],
  ): LabelSet {
    const [evse = '', connector = ''] = where;
    const values = [site, owner.id, ...whereOf(owner, evse, connector), ...equipment];
    const found = this.#series.findPlace('charge', values);
    if (found !== undefined) return found;
    const place = this.#series.place('charge', values);
    own(owner, place);
    for (const outcome of FLOW_OUTCOMES) this.#series.publish('flows', place, [outcome]);
    for (const metric of [
      'startAttempts',
      'startSuccesses',
      'endAttempts',
      'endSuccesses',
      'sessionSuccesses',
    ] as const) {
      this.#series.publish(metric, place);
    }
    for (const result of VISIT_RESULTS) this.#series.publish('visits', place, [result]);
    this.#series.publish('energy', place, ['import']);
    return place;
  }

  #present(): Set<LabelSet> {
    const present = new Set<LabelSet>();
    const keep = (place: LabelSet | undefined): void => {
      if (place !== undefined) present.add(place);
    };
    for (const station of this.#stations.values()) {
      if (station.equipment === null) continue;
      const { id, site } = station;
      const [, model, firmware] = station.equipment;
      keep(this.#series.findPlace('cohort', [site, model, firmware]));
      for (const { evse, connector } of station.connectors.values()) {
        keep(this.#series.findPlace('charge', [site, id, evse, connector, ...station.equipment]));
      }
    }
    return present;
  }
}

/** The labels of a place; what a station names beyond its bound is nowhere. */
const whereOf = ({ where }: KnownStation, evse: string, connector: string): readonly [string, string] => {
  const key = `${evse}/${connector}`;
  if (!where.has(key)) {
    if (where.size >= MOST_PLACES) return ['', ''];
    where.add(key);
  }
  return [evse, connector];
};

/** Ties a place to its station, so that it goes with it. */
export const own = (station: KnownStation, place: LabelSet): void => {
  if (!station.places.includes(place)) station.places = [...station.places, place];
};

/** Unties a place that was dropped by itself. */
export const disown = (station: KnownStation | undefined, place: LabelSet): void => {
  if (station !== undefined) station.places = station.places.filter((other) => other !== place);
};
