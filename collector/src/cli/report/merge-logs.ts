import type { Arrival } from '../../model/arrival.ts';
import { ok, type Result } from '../../model/result.ts';
import type { LogBatches } from './log-batches.ts';

interface Head {
  readonly log: LogBatches;
  arrivals: readonly Arrival[];
  at: number;
}

const timeOf = (head: Head | undefined): number => head?.arrivals[head.at]?.receivedAt ?? Infinity;

/** The log whose next arrival is the earliest; of equal ones the one given first. */
const earliest = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>(
    (best, head) => (best === undefined || timeOf(head) < timeOf(best) ? head : best),
    undefined,
  );

const merge = async (
  logs: readonly LogBatches[],
  onArrival: (arrival: Arrival) => void,
): Promise<Result<void>> => {
  const heads: Head[] = logs.map((log) => ({ log, arrivals: [], at: 0 }));
  const refill = async (head: Head): Promise<Result<void>> => {
    const step = await head.log.next();
    if ('arrivals' in step) {
      head.arrivals = step.arrivals;
      head.at = 0;
      return ok(undefined);
    }
    heads.splice(heads.indexOf(head), 1);
    return step.result;
  };
  for (const head of [...heads]) {
    const filled = await refill(head);
    if (!filled.ok) return filled;
  }
  for (let head = earliest(heads); head !== undefined; head = earliest(heads)) {
    const current = head;
    const limit = timeOf(earliest(heads.filter((other) => other !== current)));
    do {
      const arrival = current.arrivals[current.at];
      if (arrival === undefined) break;
      onArrival(arrival);
      current.at += 1;
    } while (timeOf(current) <= limit);
    if (current.at >= current.arrivals.length) {
      const filled = await refill(current);
      if (!filled.ok) return filled;
    }
  }
  return ok(undefined);
};

/**
 * Hands on the arrivals of several logs in the order of their receipt, each log taken as ordered in itself. Stops at
 * the first log that cannot be read.
 */
export const mergeLogs = async (
  logs: readonly LogBatches[],
  onArrival: (arrival: Arrival) => void,
): Promise<Result<void>> => {
  try {
    return await merge(logs, onArrival);
  } finally {
    for (const log of logs) log.stop();
  }
};
