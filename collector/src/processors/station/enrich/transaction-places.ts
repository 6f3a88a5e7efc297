import type { Signal } from '../../../model/signal.ts';

interface TransactionPlace {
  readonly evse: number;
  readonly connector: number | null;
}

/** Where the latest transactions run, as their own events said: most of them name it once. Plain data. */
export type Places = Map<string, TransactionPlace>;

const MOST_PLACES = 8;

/** No transaction is known. */
export const newPlaces = (): Places => new Map();

/** Remembers where a transaction runs, if the signal tells. */
export function notePlace(places: Places, signal: Signal): void {
  if (!('seqNo' in signal) || signal.transaction === null || signal.evse === null || signal.evse === 0)
    return;
  const { transaction, evse, connector } = signal;
  const known = places.get(transaction);
  if (known?.evse === evse && (connector === null || known.connector === connector)) return;
  places.delete(transaction);
  places.set(transaction, { evse, connector });
  if (places.size <= MOST_PLACES) return;
  for (const oldest of places.keys()) {
    places.delete(oldest);
    return;
  }
}

/** Where a transaction runs; undefined when nothing said so. */
export const placeOf = (places: Places, transaction: string | null): TransactionPlace | undefined =>
  transaction === null ? undefined : places.get(transaction);
