import type { Cause, StopReason, TruthStage } from './facts.ts';

/** One transaction of a flow; a flow has several where the driver tried again without unplugging. */
export interface TransactionFacts {
  readonly begun: number;
  energyAt: number | null;
  energyEnd: number | null;
  energyWh: number;
  stoppedAt: number | null;
  stop: StopReason | null;
  /** What ended it or kept energy from flowing, if anything did. */
  cause: Cause | null;
  /** What stopped the station while it ran; null again once it goes on. */
  pausedBy: Cause | null;
  /** The backend's answer to its start, where that was no welcome. */
  refusal: Cause | null;
  /** What held it back, at the time or for a time: no failure. */
  managed: 'vehicle' | 'limit' | null;
  /** The vehicle had no use for energy. */
  satisfied: boolean;
  /** StopTransaction never left the station. */
  neverStopped: boolean;
}

/** One attempt by one driver at one connector: what happened in the world, noted as it happens. */
export class FlowFacts {
  readonly id: string;
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  /** Of the EVSE, where it has several. */
  connector = 1;
  readonly power: 'AC' | 'DC';
  /** First touch: plug-in, tap or remote start. */
  start: number | null = null;
  end: number | null = null;
  pluggedAt: number | null = null;
  unpluggedAt: number | null = null;
  /** First and last time that a credential was presented; when it was accepted. */
  presentedAt: number | null = null;
  answeredAt: number | null = null;
  acceptedAt: number | null = null;
  /** Raw credential; only its hash is written. */
  identity: string | null = null;
  /** A message told the backend whose credential it was. */
  named = false;
  readonly transactions: TransactionFacts[] = [];
  retries = 0;
  refusal: Cause | null = null;
  /** A failure before any transaction, or at the end of the flow. */
  cause: Cause | null = null;
  readonly behaviours = new Set<string>();
  /** Messages of this flow still on their way, delivered, and lost for good. */
  pending = 0;
  heard = 0;
  lost = 0;
  /** The station was out of contact when the flow ended, with nothing queued that could tell. */
  endedUnseen = false;

  constructor(id: string, site: string, station: string, evse: number, power: 'AC' | 'DC') {
    this.id = id;
    this.site = site;
    this.station = station;
    this.evse = evse;
    this.power = power;
  }

  touch(at: number): void {
    this.start ??= at;
  }

  plugged(at: number): void {
    this.touch(at);
    this.pluggedAt = at;
  }

  presented(at: number, identity: string): void {
    this.touch(at);
    if (this.presentedAt !== null) this.retries += 1;
    this.presentedAt ??= at;
    if (this.acceptedAt === null) this.identity = identity;
  }

  /** A message of it has reached the backend. */
  wasHeard(naming: boolean): void {
    this.heard += 1;
    this.named ||= naming;
  }

  accepted(at: number): void {
    this.answeredAt = at;
    this.acceptedAt ??= at;
    this.refusal = null;
  }

  refused(at: number, cause: Cause): void {
    this.answeredAt = at;
    this.refusal = cause;
  }

  failed(cause: Cause): void {
    this.cause = cause;
    if (cause.behaviour !== null) this.behaviours.add(cause.behaviour);
  }

  began(at: number): TransactionFacts {
    const facts: TransactionFacts = {
      begun: at,
      energyAt: null,
      energyEnd: null,
      energyWh: 0,
      stoppedAt: null,
      stop: null,
      cause: null,
      pausedBy: null,
      refusal: null,
      managed: null,
      satisfied: false,
      neverStopped: false,
    };
    this.transactions.push(facts);
    return facts;
  }

  /** Who it was, as far as the backend could ever tell. */
  get knownIdentity(): string | null {
    return this.named ? this.identity : null;
  }

  get energyWh(): number {
    return this.transactions.reduce((sum, transaction) => sum + transaction.energyWh, 0);
  }

  /** Everything that will ever be known of it is known. */
  get final(): boolean {
    return this.end !== null && this.pending === 0;
  }

  /** The stages in order, with their times. */
  stages(failedStage: string | null, reason: Cause['reason'] | null): TruthStage[] {
    const list: TruthStage[] = [];
    const add = (stage: TruthStage['stage'], start: number | null, end: number | null): void => {
      if (start === null) return;
      const failed = stage === failedStage;
      const until = end ?? this.end ?? start;
      if (failed && reason !== null) list.push({ stage, start, end: until, result: 'failed', reason });
      else list.push({ stage, start, end: until, result: failed ? 'failed' : 'ok' });
    };
    const last = this.transactions.at(-1);
    const ready = Math.max(this.pluggedAt ?? 0, this.acceptedAt ?? 0);
    add('plug_in', this.pluggedAt, this.pluggedAt);
    add('authorize', this.presentedAt, this.acceptedAt ?? this.answeredAt);
    if (this.pluggedAt !== null && this.acceptedAt !== null)
      add('start', ready, this.transactions[0]?.begun ?? null);
    if (last !== undefined) {
      add('handshake', last.begun, last.energyAt ?? last.stoppedAt);
      add('energy', last.energyAt, last.energyEnd ?? last.stoppedAt);
      add('stop', last.stoppedAt, last.stoppedAt);
    }
    add('unplug', this.unpluggedAt === null ? null : (last?.stoppedAt ?? this.unpluggedAt), this.unpluggedAt);
    return list;
  }
}
