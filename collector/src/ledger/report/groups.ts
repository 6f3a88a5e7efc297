import type { Reason } from '../../model/reason.ts';
import { kpi } from '../../model/kpi.ts';
import type { FlowFigures } from './flow-figures.ts';
import { byCount } from './funnel.ts';
import type { Origin } from './origin.ts';
import type { ReliabilityFigures } from './reliability-book.ts';
import type { FirmwareFigures, ModelFigures, Report, SiteFigures, StationFigures } from './report.ts';
import { Tally } from './tally.ts';
import type { VisitFigures } from './visit-figures.ts';

/** Fewer attempts than these and a rate is shown, never ranked. */
export const FEWEST_ATTEMPTS = 5;

interface Group {
  origin: Origin;
  readonly tally: Tally;
  readonly reasons: Map<Reason, number>;
}

/** Flows and visits by one key of their origin. */
class Grouping {
  readonly #groups = new Map<string, Group>();
  readonly #keyOf: (origin: Origin) => string;

  constructor(keyOf: (origin: Origin) => string) {
    this.#keyOf = keyOf;
  }

  addFlow(flow: FlowFigures): void {
    const group = this.#group(flow.origin);
    group.tally.addFlow(flow);
    const lost = flow.outcome === 'failed' || flow.outcome === 'interrupted';
    if (lost && flow.reason !== null)
      group.reasons.set(flow.reason, (group.reasons.get(flow.reason) ?? 0) + 1);
  }

  addVisit(visit: VisitFigures): void {
    this.#group(visit.origin).tally.addVisit(visit);
  }

  /** Groups in the order of their keys. */
  sorted(): readonly Group[] {
    return [...this.#groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
  }

  #group(origin: Origin): Group {
    const key = this.#keyOf(origin);
    const group = this.#groups.get(key) ?? { origin, tally: new Tally(), reasons: new Map() };
    group.origin = origin;
    this.#groups.set(key, group);
    return group;
  }
}

/** The whole and its groups. */
export class Groups {
  readonly all = new Tally();
  readonly #sites = new Grouping((origin) => origin.site);
  readonly #models = new Grouping((origin) => JSON.stringify([origin.vendor, origin.model]));
  readonly #firmwares = new Grouping((origin) =>
    JSON.stringify([origin.vendor, origin.model, origin.firmware]),
  );
  readonly #stations = new Grouping((origin) => origin.station);
  readonly #groupings = [this.#sites, this.#models, this.#firmwares, this.#stations];

  addFlow(flow: FlowFigures): void {
    this.all.addFlow(flow);
    for (const grouping of this.#groupings) grouping.addFlow(flow);
  }

  addVisit(visit: VisitFigures): void {
    this.all.addVisit(visit);
    for (const grouping of this.#groupings) grouping.addVisit(visit);
  }

  sites(reliability: ReliabilityFigures): readonly SiteFigures[] {
    return this.#sites.sorted().map(({ origin, tally }) => ({
      site: origin.site,
      reliability_index: reliability.of('site', origin),
      ...tally.figures(),
    }));
  }

  models(reliability: ReliabilityFigures): readonly ModelFigures[] {
    return this.#models.sorted().map(({ origin, tally }) => ({
      vendor: origin.vendor,
      model: origin.model,
      reliability_index: reliability.of('model', origin),
      ...tally.figures(),
    }));
  }

  firmwares(reliability: ReliabilityFigures): readonly FirmwareFigures[] {
    return this.#firmwares.sorted().map(({ origin, tally }) => ({
      vendor: origin.vendor,
      model: origin.model,
      firmware: origin.firmware,
      reliability_index: reliability.of('firmware', origin),
      ...tally.figures(),
    }));
  }

  /** Stations with a flow or a visit; uptime from `availability`. */
  stations(availability: Report['availability'], reliability: ReliabilityFigures): readonly StationFigures[] {
    const uptimes = new Map(availability.stations.map((entry) => [entry.station, entry.port_uptime]));
    return this.#stations.sorted().map(({ origin, tally, reasons }) => ({
      ...origin,
      too_few: tally.attempts < FEWEST_ATTEMPTS,
      commonest_reason: [...reasons].sort(byCount)[0]?.[0] ?? null,
      port_uptime: uptimes.get(origin.station) ?? kpi(0, 0),
      reliability_index: reliability.of('station', origin),
      ...tally.figures(),
    }));
  }
}

/** Stations that lost charges, the most first, equal ones by the worse rate; those with too few attempts left out. */
export const worstStations = (stations: readonly StationFigures[]): readonly StationFigures[] =>
  stations
    .filter((station) => !station.too_few && station.charges_lost > 0)
    .sort(
      (one, other) =>
        other.charges_lost - one.charges_lost ||
        (one.kpis.session_success.ratio ?? 0) - (other.kpis.session_success.ratio ?? 0) ||
        (one.station < other.station ? -1 : 1),
    );
