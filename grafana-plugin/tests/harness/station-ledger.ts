import type { Stretch } from './by-hand.ts';
import { ledgerRows } from './ledger-rows.ts';

/** A flow as the ledger has it; ms since the epoch. */
export interface LedgerFlow {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly outcome: string;
  readonly energyWh: number;
}

/** Flows of a station that began within a stretch, the newest first. */
export const flowsOf = (ledger: string, station: string, { from, to }: Stretch): readonly LedgerFlow[] =>
  ledgerRows(
    ledger,
    `SELECT id, start_at, end_at, outcome, energy_wh FROM flow
      WHERE station = :station AND start_at >= :from AND start_at < :to ORDER BY start_at DESC, id DESC`,
    { station, from, to },
  ).map((row) => ({
    id: String(row['id']),
    start: Number(row['start_at']),
    end: Number(row['end_at']),
    outcome: String(row['outcome']),
    energyWh: Number(row['energy_wh']),
  }));

/** How many flows a station had with each firmware, ever. */
export const firmwaresOf = (ledger: string, station: string): ReadonlyMap<string, number> =>
  new Map(
    ledgerRows(
      ledger,
      'SELECT firmware, COUNT(*) AS flows FROM flow WHERE station = :station GROUP BY firmware',
      {
        station,
      },
    ).map((row) => [String(row['firmware']), Number(row['flows'])]),
  );

/** When what happened to a station, the newest first. */
export const eventsOf = (
  ledger: string,
  station: string,
  { from, to }: Stretch,
): readonly { readonly at: number; readonly kind: string; readonly detail: string }[] =>
  ledgerRows(
    ledger,
    `SELECT at, kind, detail FROM station_event
      WHERE station = :station AND at >= :from AND at < :to ORDER BY at DESC`,
    { station, from, to },
  ).map((row) => ({
    at: Number(row['at']),
    kind: String(row['kind']),
    detail: String(row['detail']),
  }));
