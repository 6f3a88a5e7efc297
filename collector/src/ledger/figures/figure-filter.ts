import type { FlowOutcome } from '../../model/flow.ts';
import type { Attribution, Reason } from '../../model/reason.ts';
import type { StageName } from '../../model/stage.ts';
import type { VisitResult } from '../../model/visit.ts';

/** Which equipment; values of one are alternatives, all of them must hold. Left out: any. */
export interface PlaceFilter {
  readonly site?: readonly string[];
  readonly station?: readonly string[];
  readonly vendor?: readonly string[];
  readonly model?: readonly string[];
  /** As it was when the flow began. */
  readonly firmware?: readonly string[];
}

/** Which flows: those that began at `from` or later and before `to`, ms since the epoch. */
export interface FlowFilter extends PlaceFilter {
  readonly from?: number;
  readonly to?: number;
  readonly evse?: number;
  readonly connector?: number;
  readonly outcome?: readonly FlowOutcome[];
  readonly failed_stage?: readonly StageName[];
  readonly reason?: readonly Reason[];
  readonly attribution?: readonly Attribution[];
  readonly visit_result?: readonly VisitResult[];
}

export const PLACE_FILTERS = ['site', 'station', 'vendor', 'model', 'firmware'] as const;

/** Whether a place, with what stands there, passes. */
export const passesPlace = (
  filter: PlaceFilter,
  place: Readonly<Record<(typeof PLACE_FILTERS)[number], string>>,
): boolean => PLACE_FILTERS.every((name) => filter[name] === undefined || filter[name].includes(place[name]));
