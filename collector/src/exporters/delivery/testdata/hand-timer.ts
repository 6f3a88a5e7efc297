import type { Timer } from '../timer.ts';

/** A timer that stands still until it is turned. */
export class HandTimer implements Timer {
  #now = 0;
  #pending: { at: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const entry = { at: this.#now + ms, action };
    this.#pending.push(entry);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== entry);
    };
  }

  /** When the next action is due, ms from now; null when none is. */
  get next(): number | null {
    return this.#pending.length === 0 ? null : Math.min(...this.#pending.map(({ at }) => at)) - this.#now;
  }

  /** Lets time pass, running what falls due in order, and what that sets off. */
  async turn(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#pending.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#pending = this.#pending.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.action();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything run that is ready to. */
export const settle = async (): Promise<void> => {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
};
