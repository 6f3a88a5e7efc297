import type { TelemetryArrival } from '../../../model/telemetry.ts';
import type { ProblemSignal } from '../../../model/station-signal.ts';

/** When something other than OCPP last spoke of a problem, by its place and code, ms. Plain data, newest last. */
export type ToldProblems = Map<string, number>;

/** A problem, when it was so, who told of it, and what was told of others of the station before. */
export interface ToldProblem {
  readonly signal: ProblemSignal;
  readonly at: number;
  readonly source: string;
  readonly told: ToldProblems;
}

/** Nothing was told yet. */
export const newToldProblems = (): ToldProblems => new Map();

/** Codes are made by others; with this many that are told in turn, the oldest may come back late once. */
const MOST_TOLD = 16;

/** What telemetry tells of a problem of a station as a signal like those of OCPP; null: it is about something else. */
export function problemOf(
  { subject, observation, observedAt }: TelemetryArrival,
  now: number,
): { readonly signal: ProblemSignal; readonly at: number } | null {
  if (subject.of !== 'station' || observation.kind !== 'problem') return null;
  const { station, evse, connector } = subject;
  const { code, active } = observation;
  return {
    // Sources have clocks of their own, which nobody has compared with the station's: the signal stands where it was received.
    signal: {
      ...{ kind: 'problem', station, receivedAt: now, eventAt: null, transaction: null, code, active },
      ...{ evse: evse ?? 0, connector: connector ?? 0 },
    },
    at: Math.min(observedAt ?? now, now),
  };
}

/** Whether this is newer than what was told of the problem before; from now on it is what was told last. */
export function isNewest(told: ToldProblems, { evse, connector, code }: ProblemSignal, at: number): boolean {
  const key = `${evse}:${connector}:${code}`;
  const before = told.get(key);
  if (before !== undefined && at < before) return false;
  told.delete(key);
  told.set(key, at);
  if (told.size > MOST_TOLD)
    for (const oldest of told.keys()) {
      told.delete(oldest);
      break;
    }
  return true;
}
