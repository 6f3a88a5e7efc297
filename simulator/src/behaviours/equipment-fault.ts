import type { Reason } from '@firstcharge/collector/model/reason.ts';
import type { Attribution } from '@firstcharge/collector/model/reason.ts';
import type { StageName } from '@firstcharge/collector/model/stage.ts';
import type { Random } from '../random/random.ts';
import type { FaultCode } from '../station/plan.ts';
import type { StopReason } from '../truth/facts.ts';
import type { Behaviour } from './behaviour.ts';

/** A fault that strikes in one stage of an attempt; all times in milliseconds. */
export interface EquipmentFault {
  readonly name: string;
  readonly fault: string | null;
  readonly meaning: string;
  readonly stage: StageName;
  readonly reason: Reason;
  readonly attribution: Attribution;
  readonly stop: StopReason;
  readonly code: FaultCode | null;
  readonly silent?: boolean;
  readonly power?: 'AC' | 'DC';
  readonly after: (random: Random) => number;
  readonly clears: (random: Random) => number;
}

/** A behaviour that plans this fault for an attempt which has none yet. */
export function equipmentFault(fault: EquipmentFault): Behaviour {
  const { name, stage, reason, attribution, stop, code } = fault;
  return {
    name,
    fault: fault.fault,
    meaning: fault.meaning,
    unsaid: code === null,
    attempt: ({ evse, plan, random }) => {
      if (plan.fault !== null || (fault.power !== undefined && fault.power !== evse.station.plan.power))
        return;
      plan.fault = {
        cause: { stage, reason, attribution, behaviour: name },
        afterMs: fault.after(random),
        stop,
        code,
        clearsAfterMs: fault.clears(random),
        silent: fault.silent === true,
      };
    },
  };
}
