import type { Scheduler } from './scheduler.ts';

const LONGEST_TIMER_MS = 60_000;

/**
 * Drives a scheduler with a wall clock. `clock` returns milliseconds since the epoch. Call `poke` after posting
 * to the model from outside (a socket), so that it is handled at once.
 */
export class RealTime {
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  private readonly scheduler: Scheduler;
  private readonly clock: () => number;

  constructor(scheduler: Scheduler, clock: () => number) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  poke(): void {
    if (this.stopped) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.scheduler.runUntil(this.clock());
    const next = this.scheduler.next();
    const wait = next === undefined ? LONGEST_TIMER_MS : Math.min(LONGEST_TIMER_MS, next - this.clock());
    this.timer = setTimeout(() => this.poke(), Math.max(1, wait));
  }

  stop(): void {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }
}
