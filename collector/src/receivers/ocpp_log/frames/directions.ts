import type { Direction } from '../../../model/arrival.ts';
import { readFrame } from '../../../ocpp/frame.ts';
import { directionOfAction } from './action-sender.ts';

/** Calls without answer that are remembered, of all stations of a log. */
const MOST_CALLS = 20_000;

const opposite = (direction: Direction): Direction =>
  direction === 'from_station' ? 'to_station' : 'from_station';

/**
 * Tells which peer sent a frame. An action that only one peer may send decides; an answer goes against its call; else
 * the log's own word decides (`recv`, `>`), turned round where actions have shown that the log is the station's and not
 * the backend's: `sent` then means `from_station`.
 */
export class Directions {
  readonly #calls = new Map<string, Direction | 'both'>();
  #agreement = 0;

  /** null when nothing tells. `said` is what the log's word means in a backend's log. */
  of(station: string, frame: readonly unknown[] | null, said: Direction | null): Direction | null {
    const hint = said !== null && this.#agreement < 0 ? opposite(said) : said;
    const read = readFrame(frame);
    if (read.type === 'unreadable') return hint;
    const key = `${read.id}@${station}`;
    if (read.type === 'call' || read.type === 'send') {
      const known = directionOfAction(read.action);
      if (known !== null && said !== null) this.#agreement += known === said ? 1 : -1;
      // DataTransfer of unknown origin: nearly always the station's.
      const direction = known ?? hint ?? 'from_station';
      if (read.type === 'call') this.#open(key, direction);
      return direction;
    }
    const call = this.#calls.get(key);
    if (call === undefined) return hint;
    this.#calls.delete(key);
    if (call !== 'both') return opposite(call);
    const direction = hint ?? 'to_station';
    this.#calls.set(key, direction);
    return direction;
  }

  /** Whether a call of this id waits for its answer. */
  isOpen(station: string, id: string): boolean {
    return this.#calls.has(`${id}@${station}`);
  }

  #open(key: string, direction: Direction): void {
    const known = this.#calls.get(key);
    this.#calls.delete(key);
    this.#calls.set(key, known === undefined || known === direction ? direction : 'both');
    if (this.#calls.size <= MOST_CALLS) return;
    const oldest = this.#calls.keys().next();
    if (oldest.done !== true) this.#calls.delete(oldest.value);
  }
}
