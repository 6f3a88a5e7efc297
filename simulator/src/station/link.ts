import { Mailbox, receive, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Scheduler, Task } from '../clock/scheduler.ts';
import type { Answer, Socket } from '../mouth/mouth.ts';
import type { Outgoing } from './outgoing.ts';

const CALL_TIMEOUT_MS = 30_000;
const RETRY_MS = 10_000;
const ATTEMPTS = 3;

interface Queued extends Outgoing {
  readonly answer: Mailbox<Answer>;
  attempts: number;
}

/** What a station says and in which order: one call at a time, a queue for transactions while offline. */
export class Link {
  online = false;
  /** Model time at which contact was last lost. */
  lostAt = 0;
  /** Calls that may wait for their answers at once; OCPP-J allows one. */
  window = 1;
  private queue: Queued[] = [];
  private readonly flying = new Set<Queued>();
  private readonly work = new Mailbox<true>();
  private tasks: Task[] = [];
  private readonly scheduler: Scheduler;
  private readonly socket: Socket;
  private readonly spoil: (message: Outgoing) => readonly Outgoing[];

  /** `spoil` gives what is said in place of a message: mostly the message. */
  constructor(
    scheduler: Scheduler,
    socket: Socket,
    spoil: (message: Outgoing) => readonly Outgoing[] = (message) => [message],
  ) {
    this.scheduler = scheduler;
    this.socket = socket;
    this.spoil = spoil;
  }

  /** Takes the connection as it now is. Messages about states are not kept for later. */
  up(): void {
    this.online = true;
    this.halt();
    this.work.clear();
    this.tasks.push(this.scheduler.spawn(this.pump()));
  }

  down(): void {
    this.online = false;
    this.lostAt = this.scheduler.now;
    this.halt();
    const dropped = this.queue.filter((message) => !message.transactional);
    this.queue = this.queue.filter((message) => message.transactional);
    for (const message of dropped) message.answer.post({ kind: 'offline' });
  }

  send(message: Outgoing): Mailbox<Answer> {
    const answer = new Mailbox<Answer>();
    const [said, ...more] = this.spoil(message);
    if (said === undefined) answer.post({ kind: 'offline' });
    else this.enqueue(said, answer);
    for (const another of more) this.enqueue(another, new Mailbox<Answer>());
    return answer;
  }

  /** Says it only after `ms` milliseconds, behind what is said until then; nobody waits for the answer. */
  later(ms: number, message: Outgoing): void {
    const flow = message.transactional ? message.flow : null;
    if (flow !== null) flow.pending += 1;
    this.scheduler.after(ms, () => {
      if (flow !== null) flow.pending -= 1;
      this.enqueue(message, new Mailbox<Answer>());
    });
  }

  /** A station with little memory forgets what it had not yet said of charges that are over. */
  forgetEnded(): void {
    this.queue = this.queue.filter(({ flow }) => {
      if (flow === null || flow.end === null) return true;
      flow.pending -= 1;
      flow.lost += 1;
      return false;
    });
  }

  private enqueue(message: Outgoing, answer: Mailbox<Answer>): void {
    if (!this.online && !message.transactional) {
      answer.post({ kind: 'offline' });
      return;
    }
    const queued: Queued = { ...message, answer, attempts: 0 };
    if (message.transactional && message.flow !== null) message.flow.pending += 1;
    if (message.first === true) this.queue.unshift(queued);
    else this.queue.push(queued);
    this.work.post(true);
  }

  private halt(): void {
    for (const task of this.tasks) task.kill();
    this.tasks = [];
    this.flying.clear();
  }

  private *pump(): Process {
    for (;;) {
      this.work.clear();
      const message = this.queue.find((queued) => !this.flying.has(queued));
      if (message === undefined || this.flying.size >= this.window) {
        yield* receive(this.work);
        continue;
      }
      this.flying.add(message);
      if (this.window === 1) yield* this.exchange(message);
      else {
        this.tasks = this.tasks.filter((task) => task.alive);
        this.tasks.push(this.scheduler.spawn(this.exchange(message)));
      }
    }
  }

  /** Says one message until it is answered, or was said often enough. */
  private *exchange(message: Queued): Process {
    const { flow } = message;
    let answer: Answer | undefined;
    for (;;) {
      message.attempts += 1;
      const payload = message.payload();
      const heard = (): void => {
        flow?.wasHeard('idTag' in payload || 'idToken' in payload);
        message.heard?.();
      };
      answer = yield* receive(this.socket.call(message.action, payload, heard), CALL_TIMEOUT_MS);
      // The connection is gone: what comes next tells this process to end, and keeps the message.
      if (answer?.kind === 'offline') yield* receive(new Mailbox<never>());
      const unanswered = answer === undefined || answer.kind === 'timeout';
      if (!unanswered || !message.transactional || message.attempts >= ATTEMPTS) break;
      yield* sleep(RETRY_MS * message.attempts);
    }
    this.queue = this.queue.filter((queued) => queued !== message);
    this.flying.delete(message);
    if (message.transactional && flow !== null) flow.pending -= 1;
    message.answer.post(answer ?? { kind: 'timeout' });
    this.work.post(true);
  }
}
