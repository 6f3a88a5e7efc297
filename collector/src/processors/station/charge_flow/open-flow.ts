import { createHash } from 'node:crypto';
import type { FlowEvidence } from '../../../model/flow.ts';
import type { PaymentMethod } from '../../../model/payment.ts';
import type { Equipment, PowerType } from '../../../model/place.ts';
import {
  newCredentialFacts,
  newEnergyFacts,
  newRemoteFacts,
  type CredentialFacts,
  type EnergyFacts,
  type HaltFacts,
  type PaymentFacts,
  type RemoteFacts,
  type StopFacts,
  type TransactionFacts,
  type Trouble,
} from './facts.ts';

/** A flow while it is open: facts only; what they mean is judged when it ends. */
export interface OpenFlow extends Equipment {
  readonly id: string;
  readonly traceId: string;
  readonly station: string;
  evse: number | null;
  connector: number | null;
  /** First touch, event time. */
  openedAt: number;
  /** Latest event time of a message about it. */
  lastAt: number;
  /** Stream time of the last message about it. */
  activeAt: number;
  /** Stream time of the last step of its transaction: start, or a register that moved. */
  movedAt: number;
  identity: string | null;
  plugAt: number | null;
  plugInferred: boolean;
  unplugAt: number | null;
  /** Stream time at which the connector was seen free while more about the flow may still come. */
  releasedAt: number | null;
  credential: CredentialFacts;
  remote: RemoteFacts;
  payment: PaymentFacts | null;
  transaction: TransactionFacts | null;
  /** The first start that was seen, with the triggerReason of OCPP 2.x; OCPP 1.6 gives none. */
  begun: { readonly at: number; readonly trigger: string | null } | null;
  /** Transactions ended before any energy and tried again inside this plug-in. */
  earlierTransactions: number;
  /** The last of them. */
  earlier: { readonly transaction: TransactionFacts; readonly stop: StopFacts | null } | null;
  energy: EnergyFacts;
  stop: StopFacts | null;
  halt: HaltFacts | null;
  /** A vehicle stands in the bay, and nobody has done anything yet: no attempt so far. */
  parked: boolean;
  /** After a charge that is over the station made itself ready for another, cable still in. */
  rearmed: boolean;
  stopRequestedAt: number | null;
  troubles: Trouble[];
  boot: { at: number; streamAt: number; cause: string; resumed: boolean; loop: boolean } | null;
  /** Stream time since which the station is away; its timers wait. */
  awaySince: number | null;
  /** Contact was lost and nothing of this flow was heard since. */
  contactLost: boolean;
  /** When the station was first without contact in this flow, and last back again; null: never, or not yet. */
  unheard: { readonly from: number; until: number | null } | null;
  /** For some of its time nobody watched. */
  unwatched: boolean;
  recovered: boolean;
  offline: boolean;
  clockSuspect: boolean;
  evidence: FlowEvidence[];
  powerType: PowerType;
  ratedW: number | null;
  energyAnnounced: boolean;
  chargeAnnounced: boolean;
  identityAnnounced: string | null;
}

/** What is fixed when a flow opens. `salt` tells flows apart that open in the same millisecond. */
interface Opening extends Equipment {
  readonly station: string;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly at: number;
  readonly streamAt: number;
  readonly salt: string;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
}

/** A new flow with no facts. Its ids are hashes of what is fixed now, so that a replay gives the same ids. */
export function openFlow(opening: Opening): OpenFlow {
  const digest = createHash('sha256')
    .update(`${opening.station}\n${opening.evse}\n${opening.connector}\n${opening.at}\n${opening.salt}`)
    .digest('hex');
  const { site, vendor, model, firmware, station, evse, connector, powerType, ratedW } = opening;
  return {
    id: digest.slice(0, 16),
    traceId: digest.slice(16, 48),
    site,
    vendor,
    model,
    firmware,
    station,
    evse,
    connector,
    openedAt: opening.at,
    lastAt: opening.at,
    activeAt: opening.streamAt,
    movedAt: opening.streamAt,
    identity: null,
    plugAt: null,
    plugInferred: false,
    unplugAt: null,
    releasedAt: null,
    credential: newCredentialFacts(),
    remote: newRemoteFacts(),
    payment: null,
    transaction: null,
    begun: null,
    earlierTransactions: 0,
    earlier: null,
    energy: newEnergyFacts(),
    stop: null,
    halt: null,
    parked: false,
    rearmed: false,
    stopRequestedAt: null,
    troubles: [],
    boot: null,
    awaySince: null,
    contactLost: false,
    unheard: null,
    unwatched: false,
    recovered: false,
    offline: false,
    clockSuspect: false,
    evidence: [],
    powerType,
    ratedW,
    energyAnnounced: false,
    chargeAnnounced: false,
    identityAnnounced: null,
  };
}

/** Somebody's credential or remote start was accepted. */
export const isAuthorized = (flow: OpenFlow): boolean =>
  flow.credential.acceptedAt !== null || flow.remote.acceptedAt !== null;

/** When a credential or remote start was first accepted, event time ms; null when none was seen. */
export function authorizedAt(flow: OpenFlow): number | null {
  const { credential, remote } = flow;
  if (credential.acceptedAt === null || remote.acceptedAt === null)
    return credential.acceptedAt ?? remote.acceptedAt;
  return Math.min(credential.acceptedAt, remote.acceptedAt);
}

/** How the driver identified or paid: a payment of its own, else by the credential or command accepted first. */
export function paymentMethodOf({ payment, credential, remote }: OpenFlow): PaymentMethod | null {
  if (payment?.method) return payment.method;
  const byRemote = remote.acceptedAt !== null && remote.acceptedAt <= (credential.acceptedAt ?? Infinity);
  if (byRemote) return remote.method ?? credential.method;
  return credential.method ?? remote.method;
}

/** A transaction runs that nobody stopped. */
export const inTransaction = (flow: OpenFlow): boolean => flow.transaction !== null && flow.stop === null;

/** A transaction runs for somebody who was authorised: a credential presented now means stop. */
export const isCommitted = (flow: OpenFlow): boolean =>
  inTransaction(flow) && flow.halt === null && (isAuthorized(flow) || flow.transaction?.authorized === true);

/** An attempt begins with the first thing that a driver does, not when the vehicle stopped in the bay. */
export function settleArrival(flow: OpenFlow): void {
  if (!flow.parked) return;
  const { plugAt, credential, remote, payment, energy } = flow;
  const acts = [
    plugAt,
    credential.requestedAt,
    remote.requestedAt,
    payment?.startedAt ?? null,
    energy.chargingAt,
  ];
  const first = acts.reduce<number>(
    (least, at) => Math.min(least, at ?? Infinity),
    energy.powerAt ?? Infinity,
  );
  if (!Number.isFinite(first)) return;
  flow.openedAt = first;
  flow.parked = false;
}

/** Keeps the earlier of two moments. */
export const earlier = (known: number | null, at: number): number =>
  known === null || at < known ? at : known;
