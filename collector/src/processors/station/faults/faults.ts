import { REASONS, type Reason } from '../../../model/reason.ts';
import type { StageName } from '../../../model/stage.ts';
import { FAULTED, meaningOf, type ErrorCodes } from '../../error-codes.ts';

/** When it was told (the stream's time, ms), and by which way: `ocpp`, or the receiver of a telemetry message. */
export interface Told {
  readonly at: number;
  readonly source: string;
}

/** A fault that is active; `by` tells what can clear it. */
interface ActiveFault {
  readonly evse: number;
  readonly connector: number;
  readonly fault: string;
  readonly by: 'status' | 'problem';
  /** When it was told, the stream's time, ms. */
  readonly since: number;
  /** By which way, where it was not OCPP. */
  readonly source?: string;
  /** It keeps a charge from reaching energy, so that one that did proves that it is over. */
  readonly barsCharges: boolean;
}

/** Faults that are active, by `evse:connector:fault`. Plain data. */
export type Faults = Map<string, ActiveFault>;

/** A fault began or ended. */
export interface FaultChange {
  readonly kind: 'fault_raised' | 'fault_cleared';
  readonly evse: number;
  readonly connector: number;
  readonly fault: string;
  readonly source: string;
}

/** Faults that may be active at once, and as many for each connector that is known. */
const MOST = { station: 8, connector: 2 } as const;
/** Most faults are told by it, so that this is not remembered with each. */
const OCPP = 'ocpp';
const MAX_ACTIVE = 64;

/** How many faults of a station may be active at once. */
export const mostFaults = (connectors: number): number =>
  Math.min(MAX_ACTIVE, MOST.station + MOST.connector * connectors);

/** No fault is known. */
export const newFaults = (): Faults => new Map();

/** Stages that lie before energy. */
const BEFORE_ENERGY: ReadonlySet<StageName> = new Set([
  'plug_in',
  'authorize',
  'payment',
  'start',
  'handshake',
]);

/** A protection that tripped lets no energy flow until it is set again, so the next charge tells that it was. */
const TRIPS: ReadonlySet<Reason> = new Set([
  'ground_fault',
  'isolation_fault',
  'over_current',
  'emergency_stop',
  'power_loss',
]);

/**
 * A connector's status listed its errors. An error among several cannot be cleared alone in OCPP 1.6, so a status
 * without errors clears all that statuses raised there, and one already known opens nothing again.
 */
export function onCodes(
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  listed: readonly string[],
  told: Told,
  most = MAX_ACTIVE,
): FaultChange[] {
  // `Faulted` alone adds nothing where the station said elsewhere what is wrong.
  if (listed.length === 1 && listed[0] === FAULTED && hasFault(faults, evse, connector)) return [];
  if (listed.length > 0)
    return listed.flatMap((code) =>
      raise(faults, codes, { evse, connector, code, by: 'status', told, most }),
    );
  const cleared: FaultChange[] = [];
  for (const [key, active] of faults) {
    if (active.by !== 'status' || active.evse !== evse || active.connector !== connector) continue;
    faults.delete(key);
    cleared.push(endOf(active));
  }
  return cleared;
}

function hasFault(faults: Faults, evse: number, connector: number): boolean {
  for (const active of faults.values())
    if (active.evse === evse && active.connector === connector) return true;
  return false;
}

/** One error began or ended, said by itself (OCPP 2.x NotifyEvent). */
export function onProblem(
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  code: string,
  active: boolean,
  told: Told,
  most = MAX_ACTIVE,
): FaultChange[] {
  if (active) {
    const raised = raise(faults, codes, { evse, connector, code, by: 'problem', told, most });
    return meaningOf(codes, code).momentary
      ? [...raised, ...onProblem(faults, codes, evse, connector, code, false, told)]
      : raised;
  }
  const key = `${evse}:${connector}:${meaningOf(codes, code).fault}`;
  const known = faults.get(key);
  faults.delete(key);
  return known === undefined ? [] : [endOf(known)];
}

/**
 * A charge reached energy at this time (ms): what was told before and would have kept it from starting is over, although
 * nobody said so. Many stations tell of a handshake that failed, or of a protection that tripped, and never take it back.
 */
export function onEnergy(faults: Faults, evse: number, connector: number, at: number): FaultChange[] {
  const cleared: FaultChange[] = [];
  for (const [key, active] of faults) {
    const here = active.evse === evse && active.connector === connector;
    if (!here || !active.barsCharges || active.since >= at) continue;
    faults.delete(key);
    cleared.push(endOf(active));
  }
  return cleared;
}

/** Its series is that of whoever told it, also when somebody else ends it. */
const endOf = ({ evse, connector, fault, source = OCPP }: ActiveFault): FaultChange => ({
  kind: 'fault_cleared',
  evse,
  connector,
  fault,
  source,
});

/** A transaction ended by what is wrong with its connector: a fault until a status says otherwise. */
export const onStopReason = (
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  reason: string,
  told: Told,
  most = MAX_ACTIVE,
): FaultChange[] =>
  meaningOf(codes, reason).atStop
    ? raise(faults, codes, { evse, connector, code: reason, by: 'status', told, most })
    : [];

function raise(
  faults: Faults,
  codes: ErrorCodes,
  {
    evse,
    connector,
    code,
    by,
    told,
    most,
  }: Omit<ActiveFault, 'fault' | 'barsCharges' | 'since' | 'source'> & {
    readonly told: Told;
    readonly code: string;
    readonly most: number;
  },
): FaultChange[] {
  const { fault, reason } = meaningOf(codes, code);
  const key = `${evse}:${connector}:${fault}`;
  if (fault === null || faults.has(key) || faults.size >= most) return [];
  const barsCharges = reason !== null && (BEFORE_ENERGY.has(REASONS[reason].stage) || TRIPS.has(reason));
  const from = told.source === OCPP ? {} : { source: told.source };
  faults.set(key, { evse, connector, fault, by, since: told.at, barsCharges, ...from });
  return [{ kind: 'fault_raised', evse, connector, fault, source: told.source }];
}
