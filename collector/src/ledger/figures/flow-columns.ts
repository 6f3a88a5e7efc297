import { FLOW_OUTCOMES, type FlowOutcome } from '../../model/flow.ts';
import type { Attribution, Reason } from '../../model/reason.ts';
import type { StageName } from '../../model/stage.ts';
import type { StageFailure } from '../report/flow-figures.ts';
import type { Origin } from '../report/origin.ts';
import { Dictionary, Table } from './table.ts';

/** What the KPIs of flows look at; one of 48, so that flows are counted by it and judged once. */
export interface Verdict {
  readonly outcome: FlowOutcome;
  readonly recovered: boolean;
  readonly reachedEnergy: boolean;
  readonly validStop: boolean;
}

/** Every verdict at its number. */
export const VERDICTS: readonly Verdict[] = FLOW_OUTCOMES.flatMap((outcome) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
    outcome,
    recovered: (bits & 4) !== 0,
    reachedEnergy: (bits & 2) !== 0,
    validStop: (bits & 1) !== 0,
  })),
);

export const verdictNumber = ({ outcome, recovered, reachedEnergy, validStop }: Verdict): number =>
  FLOW_OUTCOMES.indexOf(outcome) * 8 + Number(recovered) * 4 + Number(reachedEnergy) * 2 + Number(validStop);

/** Where and why a flow ended badly, null where it gives none. */
export interface Failure {
  readonly stage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
}

const columns = (capacity: number) => ({
  /** ms since the epoch. */
  start: new Float64Array(capacity),
  end: new Float64Array(capacity),
  origin: new Uint32Array(capacity),
  /** Number of the visit. */
  visit: new Uint32Array(capacity),
  /** EVSE and connector + 1, 0 where there is none: 1000 × one + the other. */
  place: new Uint32Array(capacity),
  verdict: new Uint8Array(capacity),
  failure: new Uint16Array(capacity),
  entered: new Uint8Array(capacity),
  passed: new Uint8Array(capacity),
  /** Number of the list of its failed stages. */
  failedStages: new Uint16Array(capacity),
  /** Seconds, and shares between 0 and 1; NaN where they were not measured. */
  machineStart: new Float64Array(capacity),
  driverStart: new Float64Array(capacity),
  power: new Float64Array(capacity),
  startQuality: new Float64Array(capacity),
});

/** EVSE and connector as one number. */
export const placeNumber = (evse: number | null, connector: number | null): number =>
  (evse === null ? 0 : evse + 1) * 1_000 + (connector === null ? 0 : connector + 1);

/** Flows as columns of numbers: about 70 bytes a flow, and a million are gone through in some milliseconds. */
export class FlowColumns {
  readonly table = new Table(columns);
  readonly origins = new Dictionary<Origin>();
  readonly failures = new Dictionary<Failure>();
  readonly failedStages = new Dictionary<readonly StageFailure[]>();
}

const visitColumns = (capacity: number) => ({
  start: new Float64Array(capacity),
  origin: new Uint32Array(capacity),
  place: new Uint32Array(capacity),
  attempts: new Uint16Array(capacity),
  /** Number of its result + 1; 0 while it has not ended. */
  result: new Uint8Array(capacity),
  charged: new Uint8Array(capacity),
});

/** Visits as columns; numbered when a flow or the visit itself first names them. */
export class VisitColumns {
  readonly table = new Table(visitColumns);
  readonly #numbers = new Map<string, number>();

  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.table.add();
    this.#numbers.set(id, number);
    return number;
  }
}
