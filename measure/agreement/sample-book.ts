/** Samples by `name{sorted labels}`. */
export type Samples = ReadonlyMap<string, number>;

type Labels = Readonly<Record<string, string | number | null>>;

/** A sample's name as all books write it; a label without a value is left out, as Prometheus does. */
export function sampleName(metric: string, labels: Labels): string {
  const pairs = Object.entries(labels)
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => `${label}=${JSON.stringify(String(value))}`);
  return `${metric}{${pairs.sort().join(',')}}`;
}

/** Sums by sample. */
export class SampleBook {
  readonly samples = new Map<string, number>();

  add(metric: string, labels: Labels, by = 1): void {
    const name = sampleName(metric, labels);
    this.samples.set(name, (this.samples.get(name) ?? 0) + by);
  }
}

/** Sums of floating-point numbers, added in another order, differ by this much of themselves. */
const PRECISION = 1e-9;

/** What `some` has more than `others`, by sample; what is equal is left out, and a sample that is missing is 0. */
export function difference(some: Samples, others: Samples): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of new Set([...some.keys(), ...others.keys()])) {
    const [one, other] = [some.get(name) ?? 0, others.get(name) ?? 0];
    if (Math.abs(one - other) > PRECISION * Math.max(1, Math.abs(one), Math.abs(other)))
      found.set(name, one - other);
  }
  return new Map([...found].sort());
}

/** Both together. */
export function sum(...books: readonly Samples[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const book of books) for (const [name, value] of book) total.set(name, (total.get(name) ?? 0) + value);
  return total;
}
