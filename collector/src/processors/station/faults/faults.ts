import { REASONS } from '../../../model/reason.ts';
import { meaningOf, type ErrorCodes } from '../../error-codes.ts';

/** Fault catalogue ids that are active, by `evse:connector:fault`. Plain data. */
export type Faults = Map<
  string,
  { readonly evse: number; readonly connector: number; readonly fault: string }
>;

/** A fault began or ended. */
export interface FaultChange {
  readonly kind: 'fault_raised' | 'fault_cleared';
  readonly evse: number;
  readonly connector: number;
  readonly fault: string;
}

const MAX_ACTIVE = 64;

/** No fault is known. */
export const newFaults = (): Faults => new Map();

/** The catalogue fault that a code hints at first; codes that hint at none are `other`. */
export const faultOf = (codes: ErrorCodes, code: string): string =>
  REASONS[meaningOf(codes, code).reason].faults[0] ?? 'other';

/**
 * A connector listed its errors. An error among several cannot be cleared alone in OCPP 1.6, so a status without errors
 * clears all of that connector, and one already known opens nothing again.
 */
export function onCodes(
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  listed: readonly string[],
): FaultChange[] {
  if (listed.length > 0) return listed.flatMap((code) => raise(faults, codes, evse, connector, code));
  const cleared: FaultChange[] = [];
  for (const [key, active] of faults) {
    if (active.evse !== evse || active.connector !== connector) continue;
    faults.delete(key);
    cleared.push({ kind: 'fault_cleared', ...active });
  }
  return cleared;
}

/** One error began or ended, said by itself (OCPP 2.x NotifyEvent). */
export function onProblem(
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  code: string,
  active: boolean,
): FaultChange[] {
  if (active) return raise(faults, codes, evse, connector, code);
  const fault = faultOf(codes, code);
  return faults.delete(`${evse}:${connector}:${fault}`)
    ? [{ kind: 'fault_cleared', evse, connector, fault }]
    : [];
}

function raise(
  faults: Faults,
  codes: ErrorCodes,
  evse: number,
  connector: number,
  code: string,
): FaultChange[] {
  const fault = faultOf(codes, code);
  const key = `${evse}:${connector}:${fault}`;
  if (faults.has(key) || faults.size >= MAX_ACTIVE) return [];
  faults.set(key, { evse, connector, fault });
  return [{ kind: 'fault_raised', evse, connector, fault }];
}
