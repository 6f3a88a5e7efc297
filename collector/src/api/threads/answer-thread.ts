import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failed, ok } from '../../model/result.ts';
import { refused, type Answered } from '../answers/refusal.ts';
import type { Message, Reply, ThreadSettings } from './question.ts';

/** An answer as text, and a sign that changes with it. */
export interface ThreadAnswer {
  readonly text: string;
  readonly etag: string;
}

type Unnumbered<M> = M extends { readonly id: number } ? Omit<M, 'id'> : never;
/** A question, before it has a number. */
export type Question = Unnumbered<Message>;

interface Waiting {
  readonly resolve: (answered: Answered<ThreadAnswer>) => void;
  readonly timer: NodeJS.Timeout;
}

const THREAD = join(import.meta.dirname, 'thread.ts');
/** Questions that wait; one more is turned away. */
const MOST_WAITING = 64;
const GONE = refused('busy', 'it was given up: ask for a shorter stretch of time, or again later');

/** How long a question may take, and whom to tell when the thread is lost. */
export interface AnswerThreadLimits {
  readonly limitMs: number;
  readonly onLost: (why: string) => void;
}

/** One thread. What takes longer than the limit is given up with the thread; the next question starts another. */
export class AnswerThread {
  readonly #limits: AnswerThreadLimits;
  readonly #waiting = new Map<number, Waiting>();
  #settings: ThreadSettings;
  #worker: Worker | null = null;
  #number = 0;

  constructor(settings: ThreadSettings, limits: AnswerThreadLimits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  ask(question: Question): Promise<Answered<ThreadAnswer>> {
    if (this.#waiting.size >= MOST_WAITING)
      return Promise.resolve(refused('busy', 'too many questions wait: ask again'));
    this.#number += 1;
    const id = this.#number;
    return new Promise((resolve) => {
      const { limitMs, onLost } = this.#limits;
      const timer = setTimeout(() => {
        onLost(`a question took longer than ${limitMs} ms`);
        void this.stop();
      }, limitMs);
      this.#waiting.set(id, { resolve, timer });
      this.#running().postMessage({ ...question, id });
    });
  }

  useInventory(inventory: ThreadSettings['inventory']): void {
    this.#settings = { ...this.#settings, inventory };
    this.#worker?.postMessage({ kind: 'inventory', inventory } satisfies Message);
  }

  /** Ends the thread; what was asked is given up. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUp();
    await worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(THREAD, {
      workerData: this.#settings,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.on('message', (reply: Reply) => this.#reply(reply));
    // Out of memory, or a fault of ours: the next question finds a new thread.
    worker.on('error', (error) => this.#lost(worker, String(error)));
    worker.on('exit', (code) => this.#lost(worker, `it ended with ${code}`));
    this.#worker = worker;
    return worker;
  }

  #reply(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    waiting.resolve(
      reply.kind === 'answer' ? ok({ text: reply.text, etag: reply.etag }) : failed(reply.refusal),
    );
  }

  #lost(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#limits.onLost(why);
    this.#worker = null;
    this.#giveUp();
  }

  #giveUp(): void {
    for (const { resolve, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      resolve(GONE);
    }
    this.#waiting.clear();
  }
}
