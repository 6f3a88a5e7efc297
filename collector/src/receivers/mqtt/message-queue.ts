/** Messages between the wire and the journal: bounded, taken in batches. */
export class MessageQueue<T> {
  readonly #capacity: number;
  #waiting: T[] = [];
  #filled: () => void = () => undefined;
  #drained: (() => void)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#waiting.length;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#capacity;
  }

  push(item: T): void {
    this.#waiting.push(item);
    this.#filled();
  }

  /** Calls back when there is room again. */
  whenRoom(callback: () => void): void {
    if (this.isFull) this.#drained.push(callback);
    else callback();
  }

  /** Up to `most` items, once there is one; none when woken without. */
  async take(most: number): Promise<readonly T[]> {
    if (this.#waiting.length === 0) await new Promise<void>((resolve) => (this.#filled = resolve));
    const taken = this.#waiting.splice(0, most);
    if (!this.isFull) for (const callback of this.#drained.splice(0)) callback();
    return taken;
  }

  /** Ends a wait. */
  wake(): void {
    this.#filled();
  }
}
