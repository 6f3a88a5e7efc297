import type { MessageResult } from '../../model/outcome.ts';

/** What was heard of one station. */
export interface StationTraffic {
  readonly messages: number;
  readonly invalid: number;
  readonly unmatched: number;
  /** MeterValues requests of its own. */
  readonly meterValues: number;
  /** Numbered events of transactions that were left out, and those of them that came after all. */
  readonly skippedEvents: number;
  readonly lateEvents: number;
}

type Counts = { -readonly [K in keyof StationTraffic]: StationTraffic[K] };

/** Counts messages by station. */
export class TrafficBook {
  readonly #stations = new Map<string, Counts>();

  /** A station that is there, whether it has sent anything or not. */
  see(station: string): Counts {
    const known = this.#stations.get(station);
    if (known) return known;
    const counts = { messages: 0, invalid: 0, unmatched: 0, meterValues: 0, skippedEvents: 0, lateEvents: 0 };
    this.#stations.set(station, counts);
    return counts;
  }

  add(station: string, action: string, result: MessageResult): void {
    const counts = this.see(station);
    counts.messages += 1;
    if (result === 'invalid') counts.invalid += 1;
    if (result === 'unmatched') counts.unmatched += 1;
    if (action === 'MeterValues') counts.meterValues += 1;
  }

  addSequence(station: string, skipped: number, late: number): void {
    const counts = this.see(station);
    counts.skippedEvents += skipped;
    counts.lateEvents += late;
  }

  stations(): ReadonlyMap<string, StationTraffic> {
    return this.#stations;
  }
}
