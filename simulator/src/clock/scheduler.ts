import type { Effect, Process } from './process.ts';
import { TimerHeap } from './timer-heap.ts';
import type { Timer } from './timer-heap.ts';

export type { Timer } from './timer-heap.ts';

/** A running process; `kill` ends it where it stands. */
export interface Task {
  readonly alive: boolean;
  kill(): void;
}

/** Runs processes and timers in the order of model time, in milliseconds since the epoch. */
export class Scheduler {
  now: number;
  private readonly timers = new TimerHeap();
  private ready: (() => void)[] = [];

  constructor(now: number) {
    this.now = now;
  }

  after(ms: number, run: () => void): Timer {
    return this.timers.push(this.now + (ms > 0 ? ms : 0), run);
  }

  at(time: number, run: () => void): Timer {
    return this.timers.push(time > this.now ? time : this.now, run);
  }

  spawn(process: Process): Task {
    const task = new RunningTask(this, process);
    this.soon(task.resume);
    return task;
  }

  /** Runs before time moves on, after what is already waiting to run. */
  soon(run: () => void): void {
    this.ready.push(run);
  }

  /** When the next timer is due; undefined when there is none. */
  next(): number | undefined {
    return this.timers.peek()?.time;
  }

  /** Runs everything due up to and including `until`; afterwards it is `until`. */
  runUntil(until: number): void {
    this.settle();
    for (;;) {
      const timer = this.timers.peek();
      if (timer === undefined || timer.time > until) break;
      this.timers.pop();
      if (timer.run === null) continue;
      if (timer.time > this.now) this.now = timer.time;
      timer.run();
      if (this.ready.length > 0) this.settle();
    }
    if (until > this.now) this.now = until;
  }

  private settle(): void {
    while (this.ready.length > 0) {
      const batch = this.ready;
      this.ready = [];
      for (const run of batch) run();
    }
  }
}

class RunningTask implements Task {
  alive = true;
  private effect: Effect | null = null;
  private timer: Timer | null = null;
  private running = false;
  private readonly scheduler: Scheduler;
  private readonly process: Process;
  readonly resume: () => void;
  private readonly wake: () => void;

  constructor(scheduler: Scheduler, process: Process) {
    this.scheduler = scheduler;
    this.process = process;
    this.resume = () => this.step();
    this.wake = () => scheduler.soon(this.resume);
  }

  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    this.release();
    if (!this.running) this.process.return();
  }

  private step(): void {
    if (!this.alive) return;
    this.release();
    this.running = true;
    const step = this.process.next();
    this.running = false;
    if (step.done === true || !this.alive) {
      this.alive = false;
      if (step.done !== true) this.process.return();
      return;
    }
    this.effect = step.value;
    if (step.value.box !== null) step.value.box.wake = this.wake;
    if (step.value.ms !== null) this.timer = this.scheduler.after(step.value.ms, this.resume);
  }

  private release(): void {
    if (this.timer !== null) this.timer.run = null;
    this.timer = null;
    if (this.effect?.box?.wake === this.wake) this.effect.box.wake = null;
    this.effect = null;
  }
}
