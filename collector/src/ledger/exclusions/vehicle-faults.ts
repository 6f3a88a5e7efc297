import type { StateInterval } from '../../model/availability.ts';
import type { Exclusion } from '../../model/exclusion.ts';
import type { SettledFlow } from '../../model/flow.ts';
import { newExclusion, PROPOSED_BY_DATA } from './new-exclusion.ts';

/** A fault that shows so soon after a charge belongs to it. */
const AFTER_MS = 60_000;

/** Proposes the faults of a port that came with a charge which the vehicle made fail. */
export const proposeVehicleFaults = (
  intervals: readonly StateInterval[],
  flows: readonly SettledFlow[],
  at: number,
): readonly Exclusion[] => {
  const byVehicle = flows.filter(
    (flow) => flow.attribution === 'vehicle' && (flow.outcome === 'failed' || flow.outcome === 'interrupted'),
  );
  return intervals.flatMap(({ site, station, evse, connector, state, start, end }) => {
    if (state !== 'faulted') return [];
    const flow = byVehicle.find(
      (one) =>
        one.station === station &&
        one.evse === evse &&
        one.connector === connector &&
        one.start <= start &&
        start <= one.end + AFTER_MS,
    );
    if (!flow) return [];
    return [
      newExclusion({
        ...{ site, station, evse, kind: 'vehicle_fault', start, end },
        reason: `fault that came with a charge which the vehicle made fail (${flow.reason ?? 'no reason given'})`,
        evidence: [`flow:${flow.id}`, ...flow.errorCodes.map((code) => `code:${code}`)],
        proposedBy: PROPOSED_BY_DATA,
        proposedAt: at,
      }),
    ];
  });
};
