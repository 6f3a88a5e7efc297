import type { SettledFlow } from '../../../model/flow.ts';
import type { Outcome } from '../../../model/outcome.ts';
import { LogClock } from '../../../receivers/ocpp_log/time/log-clock.ts';

/** Which flow is asked about: its id, or a station, or the flow of a station nearest to a time. */
export interface WhyTarget {
  readonly id: string | null;
  readonly station: string;
  /** ms since the epoch; null is the station's last flow. */
  readonly at: number | null;
}

const FLOW_ID = /^[0-9a-f]{16}$/;

/** Reads `FLOW`: 16 hex digits, `STATION` or `STATION@2026-11-01T10:00:00Z`. A station may have an `@` in its name. */
export const readTarget = (text: string, zone: string | undefined): WhyTarget => {
  const at = text.lastIndexOf('@');
  const time = at > 0 ? new LogClock(zone).parse(text.slice(at + 1)) : null;
  const station = time === null ? text : text.slice(0, at);
  return { id: FLOW_ID.test(text) ? text : null, station, at: time };
};

/** A flow in its latest state, with what was learned about it after it had been settled. */
export interface FoundFlow {
  readonly flow: SettledFlow;
  readonly amendments: readonly {
    readonly at: number;
    readonly from: string;
    readonly to: string;
    readonly why: string;
  }[];
}

const MOST_AMENDMENTS = 100;
const MOST_STATIONS = 10_000;

/** Finds one flow among outcomes as they come, and forgets the others. */
export class FlowFinder {
  readonly #target: WhyTarget;
  readonly #stations = new Set<string>();
  #best: { flow: SettledFlow; readonly amendments: FoundFlow['amendments'][number][] } | null = null;

  constructor(target: WhyTarget) {
    this.#target = target;
  }

  add(outcome: Outcome): void {
    if (outcome.kind === 'flow_settled') {
      const { flow } = outcome;
      if (this.#stations.size < MOST_STATIONS) this.#stations.add(flow.station);
      if (this.#isBetter(flow)) this.#best = { flow, amendments: [] };
      return;
    }
    if (outcome.kind !== 'flow_amended' || outcome.flow !== this.#best?.flow.id) return;
    this.#best.flow = outcome.amended;
    if (this.#best.amendments.length >= MOST_AMENDMENTS) return;
    const { at, from, to, why } = outcome;
    this.#best.amendments.push({ at, from, to, why });
  }

  found(): FoundFlow | null {
    return this.#best;
  }

  /** Stations that had a flow, in order. */
  stations(): readonly string[] {
    return [...this.#stations].sort();
  }

  #isBetter(flow: SettledFlow): boolean {
    if (flow.id === this.#target.id) return true;
    if (flow.station !== this.#target.station) return false;
    if (this.#best === null) return true;
    const [one, other] = [this.#distance(flow), this.#distance(this.#best.flow)];
    return one < other || (one === other && flow.start > this.#best.flow.start);
  }

  /** ms between the flow and the time asked for; 0 inside it. Without a time the latest end is the nearest. */
  #distance({ start, end }: SettledFlow): number {
    const { at } = this.#target;
    return at === null ? -end : Math.max(0, start - at, at - end);
  }
}
