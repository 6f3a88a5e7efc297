import type { Equipment } from '../../model/place.ts';

/** Which station, and what it was at that time: what flows and visits are grouped by. */
export interface Origin extends Equipment {
  readonly station: string;
}

/** Keeps one object for each different origin, so that a hundred thousand flows of a station hold one set of words. */
export class Origins {
  readonly #known = new Map<string, Origin>();

  of({ station, site, vendor, model, firmware }: Origin): Origin {
    const key = JSON.stringify([station, site, vendor, model, firmware]);
    const known = this.#known.get(key);
    if (known) return known;
    const origin = { station, site, vendor, model, firmware };
    this.#known.set(key, origin);
    return origin;
  }
}
