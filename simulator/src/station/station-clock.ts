import type { Scheduler } from '../clock/scheduler.ts';

/** The clock of a station as it shows in its messages: that of the world, unless something put it wrong. */
export class StationClock {
  /** How far it is off at a moment of the world, ms; null: it is right. */
  error: ((now: number) => number) | null = null;
  private stamp = { at: Number.NaN, text: '' };
  private readonly scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  /** Now, as the station writes it. */
  timestamp(): string {
    const { now } = this.scheduler;
    const at = Math.floor(this.error === null ? now : now + this.error(now));
    if (this.stamp.at !== at) this.stamp = { at, text: new Date(at).toISOString() };
    return this.stamp.text;
  }
}
