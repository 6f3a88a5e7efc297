/** A span of firing, ms since the epoch; `end`: the first evaluation at which it no longer fired, or null. */
export interface Firing {
  readonly start: number;
  readonly end: number | null;
}

/** How an alerting rule is evaluated; seconds. */
export interface AlertTimes {
  readonly holdFor: number;
  readonly keepFiringFor: number;
}

/**
 * What Prometheus makes of one series of an alert expression: pending from its first evaluation with a result, firing
 * once it has been so for `holdFor`, and on without a result for up to `keepFiringFor`. `present` tells of each evaluation
 * whether there was a result; `at` gives their times, ms, ascending.
 */
export function firingsOf(at: readonly number[], present: readonly boolean[], times: AlertTimes): Firing[] {
  const firings: Firing[] = [];
  let activeAt: number | null = null;
  let firingSince: number | null = null;
  let missingSince: number | null = null;
  at.forEach((now, index) => {
    if (present[index] === true) {
      missingSince = null;
      activeAt ??= now;
    } else if (firingSince !== null && times.keepFiringFor > 0) {
      missingSince ??= now;
      if (now - missingSince < times.keepFiringFor * 1000) return;
      firings.push({ start: firingSince, end: now });
      [activeAt, firingSince, missingSince] = [null, null, null];
    } else {
      if (firingSince !== null) firings.push({ start: firingSince, end: now });
      [activeAt, firingSince, missingSince] = [null, null, null];
    }
    if (activeAt !== null && firingSince === null && now - activeAt >= times.holdFor * 1000)
      firingSince = now;
  });
  if (firingSince !== null) firings.push({ start: firingSince, end: null });
  return firings;
}
