import { Mailbox, receive, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Scheduler, Task } from '../clock/scheduler.ts';
import type { Answer, Payload, Socket } from '../mouth/mouth.ts';
import type { FlowFacts } from '../truth/flow.ts';

const CALL_TIMEOUT_MS = 30_000;
const RETRY_MS = 10_000;
const ATTEMPTS = 3;

/** A message that the station wants to say. */
export interface Outgoing {
  readonly action: string;
  /** Made when it is sent: a queued StopTransaction learns its transaction id late. */
  readonly payload: () => Payload;
  /** Kept while offline and said again when unanswered: the messages of transactions. */
  readonly transactional: boolean;
  readonly flow: FlowFacts | null;
  /** Goes before everything that waits: BootNotification. */
  readonly first?: boolean;
}

interface Queued extends Outgoing {
  readonly answer: Mailbox<Answer>;
  attempts: number;
}

/** What a station says and in which order: one call at a time, a queue for transactions while offline. */
export class Link {
  online = false;
  private queue: Queued[] = [];
  private readonly work = new Mailbox<true>();
  private task: Task | null = null;
  private readonly scheduler: Scheduler;
  private readonly socket: Socket;

  constructor(scheduler: Scheduler, socket: Socket) {
    this.scheduler = scheduler;
    this.socket = socket;
  }

  /** Takes the connection as it now is. Messages about states are not kept for later. */
  up(): void {
    this.online = true;
    this.task?.kill();
    this.work.clear();
    this.task = this.scheduler.spawn(this.pump());
  }

  down(): void {
    this.online = false;
    this.task?.kill();
    this.task = null;
    const dropped = this.queue.filter((message) => !message.transactional);
    this.queue = this.queue.filter((message) => message.transactional);
    for (const message of dropped) message.answer.post({ kind: 'offline' });
  }

  send(message: Outgoing): Mailbox<Answer> {
    const queued: Queued = { ...message, answer: new Mailbox<Answer>(), attempts: 0 };
    if (!this.online && !message.transactional) {
      queued.answer.post({ kind: 'offline' });
      return queued.answer;
    }
    if (message.transactional && message.flow !== null) message.flow.pending += 1;
    if (message.first === true) this.queue.unshift(queued);
    else this.queue.push(queued);
    this.work.post(true);
    return queued.answer;
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

  private *pump(): Process {
    for (;;) {
      const message = this.queue[0];
      if (message === undefined) {
        yield* receive(this.work);
        continue;
      }
      this.work.clear();
      message.attempts += 1;
      const { flow } = message;
      const answer = yield* receive(
        this.socket.call(message.action, message.payload(), () => {
          if (flow !== null) flow.heard += 1;
        }),
        CALL_TIMEOUT_MS,
      );
      if (answer?.kind === 'offline') return;
      const unanswered = answer === undefined || answer.kind === 'timeout';
      if (unanswered && message.transactional && message.attempts < ATTEMPTS) {
        yield* sleep(RETRY_MS * message.attempts);
        continue;
      }
      this.queue.shift();
      if (message.transactional && flow !== null) flow.pending -= 1;
      message.answer.post(answer ?? { kind: 'timeout' });
    }
  }
}
