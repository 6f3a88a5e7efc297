import { Mailbox, receive, sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Task } from '../clock/scheduler.ts';
import { dialectOf } from '../dialect/index.ts';
import type { Terminal } from '../equipment/terminal.ts';
import type { Uplink } from '../equipment/uplink.ts';
import type { BootReason, Dialect } from '../dialect/dialect.ts';
import type { Answer, Payload, Socket, StationEar } from '../mouth/mouth.ts';
import type { Random } from '../random/random.ts';
import type { StationPlan } from '../scenario/fleet-plan.ts';
import type { Cause, StopReason } from '../truth/facts.ts';
import type { FlowFacts } from '../truth/flow.ts';
import type { Site } from '../world/site.ts';
import type { World } from '../world/world.ts';
import { authorise, RESERVED } from './authorise.ts';
import { Evse } from './evse.ts';
import type { Grant } from './evse.ts';
import { evseCycle } from './evse-cycle.ts';
import { cutShort } from './cut-short.ts';
import { Link } from './link.ts';
import { StationClock } from './station-clock.ts';

/** What goes on from one run to the next. */
export interface StationMemory {
  readonly registers: readonly number[];
  readonly transactions: number;
}

/** One charging station: controller, reader, modem and EVSEs. */
export class Station implements StationEar {
  readonly world: World;
  readonly site: Site;
  readonly plan: StationPlan;
  readonly random: Random;
  readonly evses: readonly Evse[];
  readonly link: Link;
  readonly dialect: Dialect;
  readonly socket: Socket;
  readonly clock: StationClock;
  firmware: string;
  transactions: number;
  /** Has supply. */
  powered = true;
  /** Screen and lamps are on: the controller runs. */
  lit = false;
  /** The carrier works. Several behaviours may cut it at once. */
  cuts = 0;
  /** What it does with calls from the CPMS; null: what it should. */
  deaf: 'silent' | 'error' | null = null;
  /** Behaviours that stand here without being the cause of anything. */
  readonly marks = new Set<string>();
  readerDead: string | null = null;
  /** Nobody can read what to do, by this behaviour. */
  screenDead: string | null = null;
  /** Of its own; null: drivers pay otherwise. */
  terminal: Terminal | null = null;
  /** The modem by which it speaks, if it has one of its own. */
  uplink: Uplink | null = null;
  /** How far what wears out here has come, 0–1, by behaviour. */
  readonly worn = new Map<string, number>();
  /** Remote starts are accepted and then forgotten, by this behaviour. */
  remoteStartLost: string | null = null;
  /** Share of rated power that is left. */
  derating = 1;
  private connection: Task | null = null;

  constructor(site: Site, plan: StationPlan, random: Random, memory: StationMemory | undefined) {
    const { world } = site;
    this.world = world;
    this.site = site;
    this.plan = plan;
    this.random = random;
    this.firmware = plan.firmware;
    this.transactions = memory?.transactions ?? 0;
    this.socket = world.mouth.socket(this);
    this.clock = new StationClock(world.scheduler);
    this.link = new Link(world.scheduler, this.socket, (message) => world.spoken(this, message));
    this.dialect = dialectOf(this);
    this.evses = Array.from(
      { length: plan.evses },
      (_, index) =>
        new Evse(this, index + 1, memory?.registers[index] ?? Math.floor(random.between(1e5, 9e7))),
    );
  }

  get id(): string {
    return this.plan.id;
  }

  get protocol(): StationPlan['protocol'] {
    return this.plan.protocol;
  }

  /** Power-up: controllers run, the modem dials. */
  start(reason: BootReason): void {
    this.lit = true;
    for (const evse of this.evses) {
      evse.inbox.clear();
      evse.reservation = null;
      evse.task = this.world.scheduler.spawn(evseCycle(evse));
    }
    this.connect(reason);
  }

  /**
   * Everything stops where it is; the socket dies without a word. What the station will say of a transaction is
   * queued with the time at which it ended; with `resume` it goes on at the next start.
   */
  halt(stop: StopReason, cause: Cause, resume: boolean): void {
    this.lit = false;
    this.disconnect(1006);
    for (const evse of this.evses) {
      evse.task?.kill();
      if (evse.session !== null) cutShort(evse, evse.session, stop, cause, resume);
      evse.lamp('dark');
    }
  }

  /** The EVSE that the CPMS calls so. */
  at(address: number): Evse | undefined {
    const connectors = this.protocol === 'ocpp1.6' ? this.plan.connectors : 1;
    return this.evses[Math.ceil(address / connectors) - 1];
  }

  /** From now on, until it is lifted, every flow here bears the name of a behaviour. */
  mark(behaviour: string): void {
    this.marks.add(behaviour);
    for (const { flow } of this.evses) flow?.behaviours.add(behaviour);
  }

  /** The socket dies and the CPMS does not notice, until what is returned is called. The station dials again. */
  loseSocket(): () => void {
    this.connection?.kill();
    this.connection = null;
    if (this.link.online) this.link.down();
    return this.socket.abandon();
  }

  connect(reason: BootReason | null): void {
    this.connection?.kill();
    this.connection = this.world.scheduler.spawn(this.stayConnected(reason));
  }

  disconnect(code: number): void {
    this.connection?.kill();
    this.connection = null;
    if (this.link.online) this.link.down();
    this.socket.close(code);
  }

  dropped(code: number): void {
    if (this.link.online) this.link.down();
    if (this.lit && code !== 0) this.connect(null);
  }

  called(action: string, payload: Payload): Answer | null {
    if (this.deaf === 'silent') return null;
    if (this.deaf === 'error') return { kind: 'error', code: 'InternalError', description: action };
    return this.dialect.called(action, payload);
  }

  /** A card is held to the reader. */
  tap(evse: Evse, flow: FlowFacts, idTag: string, how: 'card' | 'terminal' = 'card'): void {
    if (!this.lit || this.readerDead !== null) return;
    flow.presented(this.world.scheduler.now, idTag);
    this.world.scheduler.spawn(authorise(evse, flow, idTag, how));
  }

  /** A remote start reached the controller. False: rejected. */
  remoteStart(evseId: number, grant: Omit<Grant, 'flow'>): boolean {
    const evse = this.at(evseId);
    const flow = evse?.flow;
    if (
      evse === undefined ||
      flow === null ||
      flow === undefined ||
      evse.session !== null ||
      evse.fault !== null
    )
      return false;
    if (evse.reservedAgainst(grant.idTag)) {
      flow.refused(this.world.scheduler.now, RESERVED);
      return false;
    }
    flow.accepted(this.world.scheduler.now);
    if (this.remoteStartLost !== null) {
      flow.failed({
        stage: 'start',
        reason: 'no_transaction',
        attribution: 'evse',
        behaviour: this.remoteStartLost,
      });
      return true;
    }
    evse.inbox.post({ kind: 'grant', grant: { ...grant, flow } });
    return true;
  }

  private *stayConnected(reason: BootReason | null): Process {
    let patience = 2000;
    for (;;) {
      yield* sleep(this.random.between(500, 3000));
      while (this.cuts > 0) yield* sleep(this.random.between(5000, 15_000));
      if (yield* receive(this.socket.open(), 30_000)) break;
      yield* sleep(patience);
      patience = Math.min(patience * 2, 120_000);
    }
    this.link.up();
    if (reason !== null) yield* receive(this.dialect.boot(reason), 60_000);
    for (const evse of this.evses) {
      this.dialect.status(evse);
      this.dialect.siblings(evse);
    }
    const never = new Mailbox<never>();
    for (;;) {
      yield* receive(never, this.world.heartbeatMs);
      this.dialect.heartbeat();
    }
  }
}
