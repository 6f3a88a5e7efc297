import { Mailbox } from '../clock/process.ts';
import type { Task } from '../clock/scheduler.ts';
import type { Vehicle } from '../driver/vehicle.ts';
import { Wear } from '../equipment/wear.ts';
import { acceptedW } from '../driver/vehicle.ts';
import type { FlowFacts, TransactionFacts } from '../truth/flow.ts';
import type { FaultCode, PlannedFault } from './plan.ts';
import type { Station } from './station.ts';

/** A credential that was accepted for this EVSE. */
export interface Grant {
  readonly idTag: string;
  readonly how: 'card' | 'app' | 'terminal';
  readonly flow: FlowFacts;
  readonly remoteStartId: number | null;
}

/** What reaches the controller of an EVSE. */
export type EvseEvent =
  | { readonly kind: 'plug' }
  | { readonly kind: 'unplug' }
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'stop'; readonly how: 'card' | 'app' }
  | { readonly kind: 'fault'; readonly fault: PlannedFault }
  | { readonly kind: 'limit' }
  | { readonly kind: 'reserved' };

/** What a driver sees at the post. */
export type Lamp = 'accepted' | 'refused' | 'no_answer' | 'charging' | 'paused' | 'stopped' | 'dark';

/** OCPP 1.6's words for a connector; 2.0.1 has fewer. */
export type ConnectorStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted';

/** The transaction as it is spoken of. */
export interface WireTransaction {
  /** OCPP 1.6: null until the CPMS answered; 2.0.1: the station's own. */
  id: number | string | null;
  seqNo: number;
  readonly idTag: string | null;
}

/** A transaction that runs. */
export interface Session {
  readonly grant: Grant;
  readonly facts: TransactionFacts;
  readonly meterStart: number;
  readonly begunAt: number;
  /** Id of the reservation that it used. */
  readonly reservation: number | null;
}

/** An EVSE is kept for somebody. */
export interface Reservation {
  readonly id: number;
  readonly idTag: string;
  readonly until: number;
}

/** One EVSE with one connector: hardware, register, and what is plugged into it. */
export class Evse {
  readonly station: Station;
  readonly id: number;
  readonly inbox = new Mailbox<EvseEvent>();
  readonly wear = new Wear();
  /** Lifetime energy register, Wh. */
  register: number;
  /** What the meter shows beyond that, Wh: it was reset, or it jumped. */
  registerShift = 0;
  /** The cable that is in use, or was last. */
  connector = 1;
  reservation: Reservation | null = null;
  status: ConnectorStatus = 'Available';
  fault: FaultCode | null = null;
  faultClearsAt = 0;
  /** A problem that was said and keeps nobody from charging: it is over when the cable is out. */
  passing: FaultCode | null = null;
  vehicle: Vehicle | null = null;
  flow: FlowFacts | null = null;
  session: Session | null = null;
  wire: WireTransaction | null = null;
  /** A driver stands here. */
  driver: Mailbox<Lamp> | null = null;
  /** Limit by the CPMS or the site, W; null: none. */
  limitW: number | null = null;
  powerW = 0;
  private accruedAt = 0;
  task: Task | null = null;

  constructor(station: Station, id: number, register: number) {
    this.station = station;
    this.id = id;
    this.register = register;
  }

  /** The number under which the CPMS knows it: OCPP 1.6 numbers connectors. */
  get address(): number {
    const { plan, protocol } = this.station;
    return protocol === 'ocpp1.6' ? (this.id - 1) * plan.connectors + this.connector : this.id;
  }

  /** Numbers of the cables that are not in use. */
  siblings(): number[] {
    const { plan, protocol } = this.station;
    const before = protocol === 'ocpp1.6' ? (this.id - 1) * plan.connectors : 0;
    return Array.from({ length: plan.connectors }, (_, index) => index + 1)
      .filter((connector) => connector !== this.connector)
      .map((connector) => before + connector);
  }

  /** What the meter shows, whole Wh. */
  get shownRegister(): number {
    return this.wear.frozenAt ?? Math.max(0, Math.round(this.register + this.registerShift));
  }

  /** Voltage of the output: DC follows the battery. */
  get outputVolts(): number {
    return this.station.plan.power === 'DC'
      ? 350 + 60 * (this.vehicle?.soc ?? 0.5)
      : 230 * (1 - this.wear.sag);
  }

  /** Through the connector: of each phase where it is AC. */
  get amperes(): number {
    return this.powerW / (this.station.plan.power === 'DC' ? this.outputVolts : 690);
  }

  get ratedAmperes(): number {
    const { power, watts } = this.station.plan;
    return power === 'DC' ? Math.min(500, watts / 400) : watts / 690;
  }

  /** Keeps it for somebody. False: it is in use. */
  reserve(reservation: Reservation): boolean {
    if (!this.inviting) return false;
    const { scheduler } = this.station.world;
    this.reservation = reservation;
    this.inbox.post({ kind: 'reserved' });
    scheduler.at(reservation.until, () => {
      if (this.reservation === reservation && this.free) this.inbox.post({ kind: 'reserved' });
    });
    return true;
  }

  /** It is kept for somebody. */
  get kept(): boolean {
    return this.reservation !== null && this.station.world.scheduler.now < this.reservation.until;
  }

  /** It is kept for somebody else than the owner of this credential. */
  reservedAgainst(idTag: string): boolean {
    return this.kept && this.reservation?.idTag !== idTag;
  }

  get free(): boolean {
    return this.vehicle === null && this.driver === null;
  }

  /** A driver who looks at it would try it. */
  get inviting(): boolean {
    return this.free && this.station.lit && !this.closed;
  }

  private get closed(): boolean {
    return this.status === 'Faulted' || this.status === 'Unavailable' || this.kept;
  }

  lamp(lamp: Lamp): void {
    this.driver?.post(lamp);
  }

  /** What flows if nothing is wrong, W. */
  possibleW(): number {
    if (this.vehicle === null) return 0;
    const { power, watts } = this.station.plan;
    const accepted = acceptedW(this.vehicle, power, watts * this.station.derating);
    return this.limitW === null ? accepted : Math.min(accepted, this.limitW);
  }

  /** Sets the power that flows from now on. */
  setPower(watts: number): void {
    this.accrue();
    this.powerW = watts;
  }

  /** Lets the present power flow into the car, up to now. */
  accrue(): void {
    const { now } = this.station.world.scheduler;
    const ms = now - this.accruedAt;
    this.accruedAt = now;
    if (this.powerW <= 0 || ms <= 0 || this.vehicle === null || this.session === null) return;
    const wh = (this.powerW * ms) / 3_600_000;
    this.register += wh;
    this.vehicle.soc = Math.min(1, this.vehicle.soc + wh / this.vehicle.batteryWh);
    this.session.facts.energyWh += wh;
  }
}
