/**
 * A process of the model is a generator that yields what it waits for. The scheduler resumes it, at virtual or
 * at real time: the process cannot tell.
 */
export interface Effect {
  readonly box: Waitable | null;
  /** Milliseconds after which to go on even if nothing came; null waits for ever. */
  readonly ms: number | null;
}

/** Something a process can wait for. */
export interface Waitable {
  wake: (() => void) | null;
}

export type Process<T = void> = Generator<Effect, T, void>;

/** A queue of messages with at most one process waiting for the next. */
export class Mailbox<T> implements Waitable {
  wake: (() => void) | null = null;
  private messages: T[] = [];

  /** Hands a message over; the waiting process goes on before time does. */
  post(message: T): void {
    this.messages.push(message);
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }

  take(): T | undefined {
    return this.messages.shift();
  }

  get empty(): boolean {
    return this.messages.length === 0;
  }

  clear(): void {
    this.messages = [];
  }
}

/** Waits for `ms` milliseconds. */
export function* sleep(ms: number): Process {
  yield { box: null, ms: ms > 0 ? ms : 0 };
}

/** Waits for the next message, at most `ms` milliseconds; `undefined` when time ran out. */
export function* receive<T>(box: Mailbox<T>, ms: number | null = null): Process<T | undefined> {
  if (box.empty) yield { box, ms };
  return box.take();
}
