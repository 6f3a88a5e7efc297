type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** Columns of numbers, a row at one index of all of them; they grow by half when they are full. */
export class Table<Columns extends Readonly<Record<string, NumberArray>>> {
  readonly #make: (capacity: number) => Columns;
  #capacity: number;
  columns: Columns;
  size = 0;

  /** `make` gives columns with room for so many rows. */
  constructor(make: (capacity: number) => Columns, capacity = 1_024) {
    this.#make = make;
    this.#capacity = capacity;
    this.columns = make(capacity);
  }

  /** The index of a new row of zeros. */
  add(): number {
    if (this.size === this.#capacity) this.#grow();
    this.size += 1;
    return this.size - 1;
  }

  #grow(): void {
    this.#capacity = Math.ceil(this.#capacity * 1.5);
    const grown = this.#make(this.#capacity);
    for (const name in grown) {
      const old = this.columns[name];
      if (old) grown[name]?.set(old);
    }
    this.columns = grown;
  }
}

/** Values that are numbered in the order in which they come. */
export class Dictionary<T> {
  readonly #known = new Map<string, number>();
  readonly values: T[] = [];

  /** The number of the value that `key` stands for, made by `value` when it is new. */
  numberOf(key: string, value: () => T): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.values.length);
    return this.values.push(value()) - 1;
  }
}
