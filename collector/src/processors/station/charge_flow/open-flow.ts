import { createHash } from 'node:crypto';
import type { FlowEvidence } from '../../../model/flow.ts';
import type { Equipment, PowerType } from '../../../model/place.ts';
import type { Reason } from '../../../model/reason.ts';
import type { AuthorizationStatus } from '../../../model/signal.ts';

/** One credential or remote start of a flow; times are event times in ms. */
export interface CredentialFacts {
  requestedAt: number | null;
  answeredAt: number | null;
  acceptedAt: number | null;
  refusedAt: number | null;
  refusal: AuthorizationStatus | null;
  errorAt: number | null;
  attempts: number;
}

export interface RemoteFacts {
  requestedAt: number | null;
  acceptedAt: number | null;
  rejectedAt: number | null;
  errorAt: number | null;
  attempts: number;
}

export interface TransactionFacts {
  id: string | null;
  /** Message id of the 1.6 start, or '' where the wire gave the id at once. */
  call: string;
  startedAt: number;
  /** The start itself was seen, not only what follows one. */
  seen: boolean;
  /** Its start says that somebody was authorised; a 2.x transaction may begin with the cable alone. */
  authorized: boolean;
  answered: boolean;
  errored: boolean;
  registerWh: number | null;
  remoteStartId: number | null;
}

export interface EnergyFacts {
  /** First `charging` status or state. */
  chargingAt: number | null;
  /** First proof of power: a meter above zero or a rising register. */
  powerAt: number | null;
  /** When `charging` (state) last began, null when not charging now. */
  chargingSince: number | null;
  /** Milliseconds in `charging` before `chargingSince`. */
  chargingMs: number;
  lastPowerAt: number | null;
  /** Last sample without power before the first with. */
  idleSampleAt: number | null;
  lastRegisterWh: number | null;
  /** Sum of the rising parts of the register. */
  energyWh: number;
  registerMovedAt: number | null;
  peakW: number | null;
  meterValues: number;
  powerSumW: number;
  possibleSumW: number;
  soc: number | null;
  suspendedEvAt: number | null;
  suspendedEvseAt: number | null;
  /** The state at the end: what held the energy back. */
  suspended: 'ev' | 'evse' | null;
  limitedAt: number | null;
  registerFell: boolean;
}

export interface StopFacts {
  at: number;
  reason: string;
  trigger: string | null;
}

export interface Trouble {
  readonly at: number;
  readonly code: string;
  readonly reason: Reason;
}

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
  /** Stream time at which the connector was seen free while the transaction was still open. */
  releasedAt: number | null;
  credential: CredentialFacts;
  remote: RemoteFacts;
  transaction: TransactionFacts | null;
  /** Transactions ended before any energy and tried again inside this plug-in. */
  earlierTransactions: number;
  energy: EnergyFacts;
  stop: StopFacts | null;
  stopRequestedAt: number | null;
  troubles: Trouble[];
  boot: { at: number; streamAt: number; cause: string; resumed: boolean } | null;
  boots: number;
  /** Stream time since which the station is away; its timers wait. */
  awaySince: number | null;
  /** Contact was lost and nothing of this flow was heard since. */
  contactLost: boolean;
  recovered: boolean;
  offline: boolean;
  clockSuspect: boolean;
  evidence: FlowEvidence[];
  powerType: PowerType;
  ratedW: number | null;
  energyAnnounced: boolean;
  identityAnnounced: string | null;
}

/** How much a flow may remember: bounds the state of a hostile or broken station. */
export const MAX_EVIDENCE = 32;
const MAX_TROUBLES = 8;

/** What is fixed when a flow opens. `salt` tells flows apart that open in the same millisecond. */
export interface Opening extends Equipment {
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
    transaction: null,
    earlierTransactions: 0,
    energy: newEnergyFacts(),
    stop: null,
    stopRequestedAt: null,
    troubles: [],
    boot: null,
    boots: 0,
    awaySince: null,
    contactLost: false,
    recovered: false,
    offline: false,
    clockSuspect: false,
    evidence: [],
    powerType,
    ratedW,
    energyAnnounced: false,
    identityAnnounced: null,
  };
}

/** No credential presented. */
export const newCredentialFacts = (): CredentialFacts => ({
  requestedAt: null,
  answeredAt: null,
  acceptedAt: null,
  refusedAt: null,
  refusal: null,
  errorAt: null,
  attempts: 0,
});

/** No remote start asked for. */
export const newRemoteFacts = (): RemoteFacts => ({
  requestedAt: null,
  acceptedAt: null,
  rejectedAt: null,
  errorAt: null,
  attempts: 0,
});

function newEnergyFacts(): EnergyFacts {
  return {
    chargingAt: null,
    powerAt: null,
    chargingSince: null,
    chargingMs: 0,
    lastPowerAt: null,
    idleSampleAt: null,
    lastRegisterWh: null,
    energyWh: 0,
    registerMovedAt: null,
    peakW: null,
    meterValues: 0,
    powerSumW: 0,
    possibleSumW: 0,
    soc: null,
    suspendedEvAt: null,
    suspendedEvseAt: null,
    suspended: null,
    limitedAt: null,
    registerFell: false,
  };
}

/** Notes a line of evidence; the first lines are kept, and the last one always. */
export function note(flow: OpenFlow, at: number, text: string): void {
  const last = flow.evidence.at(-1);
  if (last?.at === at && last.text === text) return;
  if (flow.evidence.length >= MAX_EVIDENCE) flow.evidence.pop();
  flow.evidence.push({ at, text });
}

/** Remembers a fault once, however often it is repeated. */
export function addTrouble(flow: OpenFlow, trouble: Trouble): void {
  const since = flow.transaction?.startedAt ?? 0;
  if (flow.troubles.some((known) => known.code === trouble.code && known.at >= since)) return;
  if (flow.troubles.length >= MAX_TROUBLES) flow.troubles.shift();
  flow.troubles.push(trouble);
  note(flow, trouble.at, `error ${trouble.code}`);
}

/** Somebody's credential or remote start was accepted. */
export const isAuthorized = (flow: OpenFlow): boolean =>
  flow.credential.acceptedAt !== null || flow.remote.acceptedAt !== null;

/** A transaction runs for somebody who was authorised: a credential presented now means stop. */
export const isCommitted = (flow: OpenFlow): boolean =>
  inTransaction(flow) && (isAuthorized(flow) || flow.transaction?.authorized === true);

/** A transaction runs that nobody stopped. */
export const inTransaction = (flow: OpenFlow): boolean => flow.transaction !== null && flow.stop === null;

/** Keeps the earlier of two moments. */
export const earlier = (known: number | null, at: number): number =>
  known === null || at < known ? at : known;
