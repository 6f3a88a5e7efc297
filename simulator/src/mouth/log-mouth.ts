import type { Observation, Subject } from '@firstcharge/collector/model/telemetry.ts';
import { Mailbox } from '../clock/process.ts';
import type { Scheduler } from '../clock/scheduler.ts';
import type { CpmsModel } from '../cpms/model.ts';
import type { Random } from '../random/random.ts';
import type { Answer, Mouth, Payload, Socket, StationEar } from './mouth.ts';

/** As a receiver would be called. */
const SOURCE = 'mqtt/simulator';
const OFFLINE: Answer = { kind: 'offline' };
const INSTANT_CACHE = { time: -1, text: '' };

function instant(time: number): string {
  const whole = Math.floor(time);
  if (whole !== INSTANT_CACHE.time) {
    INSTANT_CACHE.time = whole;
    INSTANT_CACHE.text = new Date(whole).toISOString();
  }
  return INSTANT_CACHE.text;
}

/** Stations that speak into an `ocpp_log`: the CPMS is the same model that stands behind real sockets. */
export class LogMouth implements Mouth {
  private readonly sockets = new Map<string, LogSocket>();
  readonly scheduler: Scheduler;
  readonly cpms: CpmsModel;
  readonly write: (line: string) => void;
  private readonly random: Random;

  constructor(scheduler: Scheduler, cpms: CpmsModel, write: (line: string) => void, random: Random) {
    this.scheduler = scheduler;
    this.cpms = cpms;
    this.write = write;
    this.random = random;
  }

  socket(ear: StationEar): Socket {
    const socket = new LogSocket(this, ear, this.random.stream(ear.id));
    this.sockets.set(ear.id, socket);
    return socket;
  }

  observe(subject: Subject, observation: Observation, event: string | null): void {
    const { now } = this.scheduler;
    const telemetry = { observedAt: Math.floor(now), source: SOURCE, subject, observation, event };
    this.write(`{"receivedAt":"${instant(now)}","telemetry":${JSON.stringify(telemetry)}}`);
  }

  /** A call from the CPMS to a station. */
  callStation(station: string, action: string, payload: Payload): Mailbox<Answer> {
    const socket = this.sockets.get(station);
    if (socket !== undefined) return socket.callFromCpms(action, payload);
    const box = new Mailbox<Answer>();
    box.post(OFFLINE);
    return box;
  }

  protocolOf(station: string): string {
    return this.sockets.get(station)?.ear.protocol ?? 'ocpp1.6';
  }
}

class LogSocket implements Socket {
  readonly ear: StationEar;
  private readonly mouth: LogMouth;
  private readonly random: Random;
  private readonly latencyMs: number;
  /** Changes with every connection: what belonged to an earlier one is lost. */
  private connection = 0;
  private connected = false;
  private lastArrival = 0;
  private lastDelivery = 0;
  private stationIds = 0;
  private cpmsIds = 0;
  private readonly waiting = new Set<Mailbox<Answer>>();

  constructor(mouth: LogMouth, ear: StationEar, random: Random) {
    this.mouth = mouth;
    this.ear = ear;
    this.random = random;
    this.latencyMs = random.lognormal(45, 0.5);
  }

  open(): Mailbox<boolean> {
    const box = new Mailbox<boolean>();
    this.mouth.scheduler.after(3 * this.latency(), () => {
      this.connection += 1;
      this.connected = true;
      this.event(`"event":"connect","protocol":"${this.ear.protocol}","connection":"${this.connection}"`);
      box.post(true);
    });
    return box;
  }

  close(code: number): void {
    if (!this.connected) return;
    this.abandon()(code);
  }

  abandon(): (code?: number) => void {
    if (!this.connected) return () => undefined;
    const { connection } = this;
    this.connected = false;
    this.connection += 1;
    for (const box of this.waiting) box.post(OFFLINE);
    this.waiting.clear();
    return (code = 1006) => this.event(`"event":"disconnect","code":${code},"connection":"${connection}"`);
  }

  tell(action: string, payload: Payload): void {
    if (!this.connected) return;
    this.stationIds += 1;
    const id = `${this.stationIds}`;
    this.arrive(() => this.frame('from_station', `[6,"${id}","${action}",${JSON.stringify(payload)}]`));
  }

  call(action: string, payload: Payload, heard: () => void): Mailbox<Answer> {
    const box = new Mailbox<Answer>();
    if (!this.connected) {
      box.post(OFFLINE);
      return box;
    }
    this.waiting.add(box);
    this.stationIds += 1;
    const id = `${this.stationIds}`;
    this.arrive(() => {
      this.frame('from_station', `[2,"${id}","${action}",${JSON.stringify(payload)}]`);
      heard();
      this.decide(id, action, payload, box);
    });
    return box;
  }

  callFromCpms(action: string, payload: Payload): Mailbox<Answer> {
    const box = new Mailbox<Answer>();
    if (!this.connected) {
      box.post(OFFLINE);
      return box;
    }
    this.waiting.add(box);
    this.cpmsIds += 1;
    const id = `c${this.cpmsIds}`;
    this.frame('to_station', `[2,"${id}","${action}",${JSON.stringify(payload)}]`);
    this.deliver(() => {
      const answer = this.ear.called(action, payload);
      if (answer !== null) this.arrive(() => this.answered(id, answer, box));
    });
    return box;
  }

  private decide(id: string, action: string, payload: Payload, box: Mailbox<Answer>): void {
    const { scheduler, cpms } = this.mouth;
    const decision = cpms.answer(this.ear.id, action, payload, scheduler.now);
    if (decision.kind === 'silence') return;
    this.when(scheduler.now + decision.afterMs * this.random.between(0.5, 2), () => {
      if (decision.kind === 'result')
        this.frame('to_station', `[3,"${id}",${JSON.stringify(decision.payload)}]`);
      else this.frame('to_station', `[4,"${id}","${decision.code}","${decision.description}",{}]`);
      this.deliver(() => this.settle(box, decision));
    });
  }

  private answered(id: string, answer: Answer, box: Mailbox<Answer>): void {
    if (answer.kind === 'result') this.frame('from_station', `[3,"${id}",${JSON.stringify(answer.payload)}]`);
    if (answer.kind === 'error')
      this.frame('from_station', `[4,"${id}","${answer.code}","${answer.description}",{}]`);
    this.settle(box, answer);
  }

  private settle(box: Mailbox<Answer>, answer: Answer): void {
    this.waiting.delete(box);
    box.post(answer);
  }

  /** A socket keeps order: nothing overtakes what was sent before it. */
  private arrive(run: () => void): void {
    this.lastArrival = Math.max(this.lastArrival, this.mouth.scheduler.now + this.latency());
    this.when(this.lastArrival, run);
  }

  private deliver(run: () => void): void {
    this.lastDelivery = Math.max(this.lastDelivery, this.mouth.scheduler.now + this.latency());
    this.when(this.lastDelivery, run);
  }

  private when(time: number, run: () => void): void {
    const { connection } = this;
    this.mouth.scheduler.at(time, () => {
      if (this.connection === connection) run();
    });
  }

  private latency(): number {
    return this.latencyMs * this.random.between(0.7, 1.8);
  }

  private frame(direction: 'from_station' | 'to_station', frame: string): void {
    this.mouth.write(
      `{"receivedAt":"${instant(this.mouth.scheduler.now)}","station":"${this.ear.id}","direction":"${direction}","frame":${frame}}`,
    );
  }

  private event(rest: string): void {
    this.mouth.write(
      `{"receivedAt":"${instant(this.mouth.scheduler.now)}","station":"${this.ear.id}",${rest}}`,
    );
  }
}
