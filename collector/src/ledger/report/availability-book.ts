import { CONNECTOR_STATES, type ConnectorState, type StateInterval } from '../../model/availability.ts';
import { countsAsObserved, countsAsUp, kpi } from '../../model/kpi.ts';
import type { AvailabilityFigures, Report, StateFigures } from './report.ts';

interface ConnectorTime {
  readonly station: string;
  site: string;
  readonly milliseconds: Float64Array;
  /** State that has begun and not ended, and since when, ms. */
  open: { readonly state: ConnectorState; readonly since: number } | null;
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
  }

  /** The figures up to `until`, ms: states that have not ended count up to there. null leaves them out. */
  figures(until: number | null): Report['availability'] {
    const byStation = new Map<string, { site: string; connectors: Float64Array[] }>();
    for (const connector of this.#connectors.values()) {
      const times = Float64Array.from(connector.milliseconds);
      if (connector.open && until !== null) add(times, connector.open.state, until - connector.open.since);
      const station = byStation.get(connector.station) ?? { site: connector.site, connectors: [] };
      station.connectors.push(times);
      byStation.set(connector.station, station);
    }
    const all = [...byStation.values()].flatMap(({ connectors }) => connectors);
    const stations = [...byStation].map(([station, { site, connectors }]) => ({
      station,
      site,
      ...figuresOf(connectors),
    }));
    return {
      ...figuresOf(all),
      stations: stations.sort((one, other) => (one.station < other.station ? -1 : 1)),
    };
  }

  #connector({ site, station, evse, connector }: ConnectorKey): ConnectorTime {
    const key = `${evse}:${connector}@${station}`;
    const known = this.#connectors.get(key);
    if (known) {
      known.site = site;
      return known;
    }
    const created = { station, site, milliseconds: new Float64Array(CONNECTOR_STATES.length), open: null };
    this.#connectors.set(key, created);
    return created;
  }
}

const add = (times: Float64Array, state: ConnectorState, milliseconds: number): void => {
  const index = CONNECTOR_STATES.indexOf(state);
  times[index] = (times[index] ?? 0) + Math.max(0, milliseconds);
};

const figuresOf = (connectors: readonly Float64Array[]): AvailabilityFigures => {
  const seconds = CONNECTOR_STATES.map((state, index) => ({
    state,
    seconds: connectors.reduce((sum, times) => sum + (times[index] ?? 0), 0) / 1_000,
  }));
  const sum = (counts: (state: ConnectorState) => boolean): number =>
    seconds.reduce((total, entry) => total + (counts(entry.state) ? entry.seconds : 0), 0);
  const all = sum(() => true);
  const states: Partial<Record<ConnectorState, StateFigures>> = {};
  for (const entry of seconds) {
    if (entry.seconds > 0) states[entry.state] = { seconds: entry.seconds, share: entry.seconds / all };
  }
  return { connectors: connectors.length, port_uptime: kpi(sum(countsAsUp), sum(countsAsObserved)), states };
};
