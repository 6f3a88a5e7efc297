/** Longest label value taken from the wire. */
export const MAX_LABEL_LENGTH = 64;

/** Different values taken from the wire, for each label; further ones become `other`. */
export const DEFAULT_DISTINCT = {
  vendor: 200,
  model: 1000,
  firmware: 2000,
  ocpp_version: 20,
  action: 300,
  fault: 500,
  source: 50,
  location: 200,
  feeder: 10_000,
  from: 50,
  to: 50,
} as const;
export type BoundedLabel = keyof typeof DEFAULT_DISTINCT;

/** Words of the wire without control characters and surplus space, cut to 64 characters. */
export const tidyLabel = (text: string): string => {
  const tidy = text
    .slice(0, 4 * MAX_LABEL_LENGTH)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  return tidy.length <= MAX_LABEL_LENGTH ? tidy : [...tidy].slice(0, MAX_LABEL_LENGTH).join('').trim();
};

/** Remembers which values each label has had, so that hostile chargers cannot make label values without end. */
export class LabelBounds {
  readonly #limits: Readonly<Record<BoundedLabel, number>>;
  readonly #known = new Map<BoundedLabel, Set<string>>();
  /** Raw text → label, so that the common case costs one look-up. Bounded by the same limits. */
  readonly #cache = new Map<BoundedLabel, Map<string, string>>();

  constructor(limits: Partial<Record<BoundedLabel, number>> = {}) {
    this.#limits = { ...DEFAULT_DISTINCT, ...limits };
  }

  /** The value to show; '' stays ''. */
  bound(label: BoundedLabel, text: string): string {
    const cached = this.#cache.get(label)?.get(text);
    if (cached !== undefined) return cached;
    const tidy = tidyLabel(text);
    if (tidy === '') return '';
    const known = this.#known.get(label) ?? new Set<string>();
    this.#known.set(label, known);
    if (!known.has(tidy)) {
      if (known.size >= this.#limits[label]) return 'other';
      known.add(tidy);
    }
    const cache = this.#cache.get(label) ?? new Map<string, string>();
    this.#cache.set(label, cache);
    if (cache.size < this.#limits[label]) cache.set(text, tidy);
    return tidy;
  }

  snapshot(): Record<string, string[]> {
    return Object.fromEntries([...this.#known].map(([label, values]) => [label, [...values]]));
  }

  restore(known: Readonly<Record<string, readonly string[]>>): void {
    for (const [label, values] of Object.entries(known)) {
      if (isBoundedLabel(label)) this.#known.set(label, new Set(values));
    }
  }
}

const isBoundedLabel = (label: string): label is BoundedLabel => label in DEFAULT_DISTINCT;
