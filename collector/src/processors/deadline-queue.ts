interface Entry {
  readonly at: number;
  readonly id: string;
}

/** Binary heap of (time, id), earliest first, ties by id: the order in which timers fire is the same in every replay. */
export class DeadlineQueue {
  readonly #heap: Entry[] = [];

  /** Adds a deadline; an id may stand in several entries, the owner checks what is still true. */
  push(at: number, id: string): void {
    const heap = this.#heap;
    let index = heap.push({ at, id }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** The earliest entry, null when there is none. */
  peek(): Entry | null {
    return this.#heap[0] ?? null;
  }

  /** Takes the earliest entry. */
  pop(): Entry | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last) return null;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (right < this.#heap.length && this.#before(right, least)) least = right;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #before(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.id < b.id);
  }

  #swap(one: number, other: number): void {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
