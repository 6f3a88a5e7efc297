import type { Outcome } from '../../../model/outcome.ts';
import type { Signal } from '../../../model/signal.ts';
import type { StationState } from '../station-state.ts';

/** What has come of one transaction's numbered events (OCPP 2.x seqNo). */
interface Numbered {
  readonly transaction: string;
  readonly first: number;
  next: number;
  /** Numbers that were left out so far, the oldest first. */
  missing: number[];
}

/** The last transactions of a station whose events are numbered. Plain data. */
export interface Sequence {
  transactions: Numbered[];
}

/** No transaction yet. */
export const newSequence = (): Sequence => ({ transactions: [] });

const MOST_TRANSACTIONS = 8;
const MOST_MISSING = 16;
/** A greater leap is no gap: the station counts something else than the events of a transaction. */
const GREATEST_GAP = 50;

/**
 * Counts the events that a transaction left out, and those among them that came after all. An event before the first that
 * was seen came late too; one that comes twice is nothing.
 */
export function sequenceOutcomes(state: StationState, signal: Signal, now: number): Outcome[] {
  if (!('seqNo' in signal) || signal.seqNo === null || signal.transaction === null) return [];
  const { skipped, late } = take(state.sequence, signal.transaction, signal.seqNo);
  if (skipped === 0 && late === 0) return [];
  const { site } = state.equipment;
  return [{ kind: 'transaction_events', at: now, site, station: state.id, skipped, late }];
}

function take(
  sequence: Sequence,
  transaction: string,
  seqNo: number,
): { readonly skipped: number; readonly late: number } {
  const known = sequence.transactions.find((numbered) => numbered.transaction === transaction);
  if (!known) {
    sequence.transactions.push({ transaction, first: seqNo, next: seqNo + 1, missing: [] });
    if (sequence.transactions.length > MOST_TRANSACTIONS) sequence.transactions.shift();
    return { skipped: 0, late: 0 };
  }
  if (seqNo < known.next) {
    const left = known.missing.filter((number) => number !== seqNo);
    const wasMissing = left.length < known.missing.length;
    known.missing = left;
    return { skipped: 0, late: wasMissing || seqNo < known.first ? 1 : 0 };
  }
  const gap = seqNo - known.next;
  const from = known.next;
  known.next = gap > GREATEST_GAP ? Infinity : seqNo + 1;
  if (gap === 0 || gap > GREATEST_GAP) return { skipped: 0, late: 0 };
  for (let number = from; number < seqNo; number += 1) known.missing.push(number);
  known.missing = known.missing.slice(-MOST_MISSING);
  return { skipped: gap, late: 0 };
}
