import { CONNECTOR_STATES, type ConnectorState, type StateInterval } from '../../model/availability.ts';
import type { IncapableStretch } from '../../model/capability.ts';
import { countsAsObserved, countsAsUp, kpi } from '../../model/kpi.ts';
import { intersectionOf, lengthOf, unionOf, type TimeSpan } from '../../model/time-span.ts';
import type { AvailabilityFigures, Report, StateFigures } from './report.ts';

interface ConnectorTime {
  readonly station: string;
  site: string;
  readonly milliseconds: Float64Array;
  /** State that has begun and not ended, and since when, ms. */
  open: { readonly state: ConnectorState; readonly since: number } | null;
  /** When it was available or in use, touching stretches joined. */
  readonly up: { readonly start: number; end: number }[];
  /** By their start. */
  readonly incapable: Map<number, TimeSpan>;
}

/** What the figures of one connector are made of, ms. */
export interface ConnectorSums {
  readonly states: Float64Array;
  /** Of the time available or in use. */
  readonly incapable: number;
}

/** A connector, as outcomes name it. */
type ConnectorKey = Pick<StateInterval, 'site' | 'station' | 'evse' | 'connector'>;

/** Time of every connector in every state. */
export class AvailabilityBook {
  readonly #connectors = new Map<string, ConnectorTime>();

  /** A connector has entered a state at `at`, ms. */
  begin(place: ConnectorKey, state: ConnectorState, at: number): void {
    this.#connector(place).open = { state, since: at };
  }

  /** A stretch has ended. */
  end(interval: StateInterval): void {
    const connector = this.#connector(interval);
    add(connector.milliseconds, interval.state, interval.end - interval.start);
    if (connector.open !== null && connector.open.since < interval.end) connector.open = null;
    if (!countsAsUp(interval.state)) return;
    const last = connector.up.at(-1);
    if (last?.end === interval.start) last.end = interval.end;
    else connector.up.push({ start: interval.start, end: interval.end });
  }

  /** A stretch in which a connector was not capable: that it began, or that it is over. */
  addIncapable(stretch: IncapableStretch): void {
    const { start, end } = stretch;
    this.#connector(stretch).incapable.set(start, { start, end: end ?? Infinity });
  }

  /** The figures up to `until`, ms: states that have not ended count up to there. null leaves them out. */
  figures(until: number | null): Report['availability'] {
    const byStation = new Map<string, { site: string; connectors: ConnectorSums[] }>();
    for (const connector of this.#connectors.values()) {
      const station = byStation.get(connector.station) ?? { site: connector.site, connectors: [] };
      station.connectors.push(sumsOf(connector, until));
      byStation.set(connector.station, station);
    }
    return availabilityOf(byStation);
  }

  #connector({ site, station, evse, connector }: ConnectorKey): ConnectorTime {
    const key = `${evse}:${connector}@${station}`;
    const known = this.#connectors.get(key);
    if (known) {
      known.site = site;
      return known;
    }
    const created: ConnectorTime = {
      ...{ station, site, open: null, up: [], incapable: new Map() },
      milliseconds: new Float64Array(CONNECTOR_STATES.length),
    };
    this.#connectors.set(key, created);
    return created;
  }
}

const add = (times: Float64Array, state: ConnectorState, milliseconds: number): void => {
  const index = CONNECTOR_STATES.indexOf(state);
  times[index] = (times[index] ?? 0) + Math.max(0, milliseconds);
};

const sumsOf = (
  { milliseconds, open, up, incapable }: ConnectorTime,
  until: number | null,
): ConnectorSums => {
  const states = Float64Array.from(milliseconds);
  const lasting = open && until !== null ? [{ start: open.since, end: until }] : [];
  for (const { start, end } of lasting) if (open) add(states, open.state, end - start);
  const available = open && countsAsUp(open.state) ? [...up, ...lasting] : up;
  return {
    states,
    incapable: lengthOf(intersectionOf(unionOf(available), unionOf([...incapable.values()]))),
  };
};

type ByStation = ReadonlyMap<
  string,
  { readonly site: string; readonly connectors: readonly ConnectorSums[] }
>;

/** The figures of all connectors, and of each station's. */
export const availabilityOf = (byStation: ByStation): Report['availability'] => {
  const all = [...byStation.values()].flatMap(({ connectors }) => connectors);
  let made: Report['availability']['stations'] | null = null;
  return {
    ...figuresOf(all),
    // Made when they are asked for: of a large fleet they cost more than the whole.
    get stations() {
      return (made ??= stationsOf(byStation));
    },
  };
};

const stationsOf = (byStation: ByStation): Report['availability']['stations'] =>
  [...byStation]
    .map(([station, { site, connectors }]) => ({ station, site, ...figuresOf(connectors) }))
    .sort((one, other) => (one.station < other.station ? -1 : 1));

const IS_UP = CONNECTOR_STATES.map(countsAsUp);
const IS_OBSERVED = CONNECTOR_STATES.map(countsAsObserved);

const figuresOf = (connectors: readonly ConnectorSums[]): AvailabilityFigures => {
  const times = new Float64Array(CONNECTOR_STATES.length);
  let notCapable = 0;
  for (const { states: own, incapable } of connectors) {
    for (let state = 0; state < times.length; state += 1)
      times[state] = (times[state] ?? 0) + (own[state] ?? 0);
    notCapable += incapable;
  }
  let [all, up, observed] = [0, 0, 0];
  times.forEach((time, state) => {
    all += time;
    if (IS_UP[state] === true) up += time;
    if (IS_OBSERVED[state] === true) observed += time;
  });
  const states: Partial<Record<ConnectorState, StateFigures>> = {};
  CONNECTOR_STATES.forEach((state, index) => {
    const time = times[index] ?? 0;
    if (time > 0) states[state] = { seconds: time / 1_000, share: time / all };
  });
  return {
    connectors: connectors.length,
    port_uptime: kpi((up - notCapable) / 1_000, observed / 1_000),
    incapable_seconds: notCapable / 1_000,
    states,
  };
};
