import type { Outcome } from '../../model/outcome.ts';
import type { ConditionObservation, ReadingObservation } from '../../model/telemetry.ts';
import type { MeasuredPlace, ObservationResult } from '../../model/telemetry-outcome.ts';
import { isPlausible, type ReadingBounds } from '../reading-bounds.ts';
import { take, type Gauge, type Gauges } from './gauges.ts';
import { isHistory, type Moment } from './moment.ts';

/** A value or state of something that has last values. */
export type Measured = ReadingObservation | ConditionObservation;

/** Takes a value or state; what is new of it goes to `outcomes`. Place: of the subject, with its connector where it has some. */
export function observeGauge(
  gauges: Gauges,
  place: MeasuredPlace,
  observation: Measured,
  moment: Moment,
  bounds: ReadingBounds,
  outcomes: Outcome[],
): ObservationResult {
  const isReading = observation.kind === 'reading';
  if (isReading && !isPlausible(bounds, observation.quantity, observation.value)) return 'implausible';
  if (isHistory(moment)) return 'late';
  const measure = isReading ? observation.quantity : observation.condition;
  const value = isReading ? observation.value : Number(observation.holds);
  const location = isReading ? observation.location : '';
  const phase = isReading ? observation.phase : '';
  const { evse, connector } = place.of === 'connector' ? place : NO_CONNECTOR;
  const { at, told, now, staleAt } = moment;
  const taken = take(gauges, { measure, location, phase, evse, connector, value, at, told, staleAt });
  if (taken === 'late' || taken === 'too_many') return taken;
  if (taken === 'news') outcomes.push({ kind: 'reading', at: now, place, measure, location, phase, value });
  return 'taken';
}

const NO_CONNECTOR = { evse: 0, connector: 0 };

/** The value is not known any more. */
export const gone = ({ measure, location, phase }: Gauge, place: MeasuredPlace, at: number): Outcome => ({
  kind: 'reading',
  at,
  place,
  measure,
  location,
  phase,
  value: null,
});
