/** A due time and what to do then; `run = null` cancels it. */
export interface Timer {
  readonly time: number;
  readonly order: number;
  run: (() => void) | null;
}

const before = (a: Timer, b: Timer): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

/** Timers by time, and by order of setting where times are equal: the run is the same every time. */
export class TimerHeap {
  private readonly heap: Timer[] = [];
  private order = 0;

  push(time: number, run: () => void): Timer {
    const timer: Timer = { time, order: this.order++, run };
    const heap = this.heap;
    let index = heap.length;
    heap.push(timer);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(timer, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
    return timer;
  }

  peek(): Timer | undefined {
    return this.heap[0];
  }

  pop(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, below)) {
        below = right;
        child += 1;
      }
      if (!before(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }
}
