import type { TelemetryArrival } from '../../model/telemetry.ts';
import type { TelemetryConfig } from './config.ts';

/** When something was so, and until when it counts. All ms. */
export interface Moment {
  /** As the source says, but never after the receipt: a clock that runs ahead must not win for ever. */
  readonly at: number;
  /** The source said when. */
  readonly told: boolean;
  /** The stream's time. */
  readonly now: number;
  /** Infinity for a state that holds until another is told. */
  readonly staleAt: number;
}

const MINUTE_MS = 60_000;

/** The moment of an observation: what is told as an event holds until the next one, what is told again and again ends with that. */
export function momentOf(
  { observedAt, event }: Pick<TelemetryArrival, 'observedAt' | 'event'>,
  now: number,
  config: TelemetryConfig,
): Moment {
  const at = Math.min(observedAt ?? now, now);
  const staleAt = event === null ? now + config.stale_minutes * MINUTE_MS : Infinity;
  return { at, told: observedAt !== null, now, staleAt };
}

/** Whether it was over before it was heard of. */
export const isHistory = ({ at, now, staleAt }: Moment): boolean => now - at >= staleAt - now;
