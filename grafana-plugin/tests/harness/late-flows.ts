import { DatabaseSync } from 'node:sqlite';
import type { Stretch } from './by-hand.ts';

/** Flows that the ledger alone has, as the KPIs count them. */
export interface LateFlows {
  readonly flows: number;
  readonly lost: number;
  readonly attempts: number;
  readonly started: number;
}

/**
 * Flows whose end came more than an hour late are in the ledger only (docs/kpis.md): counters of this hour cannot tell of an earlier one.
 * `filter`: values by the ledger's columns.
 */
export const lateFlows = (
  ledger: string,
  { from, to }: Stretch,
  filter: Readonly<Record<string, string>>,
): LateFlows => {
  const database = new DatabaseSync(ledger, { readOnly: true });
  try {
    const place = Object.keys(filter).map((column) => `AND ${column} = :${column}`);
    const row = database
      .prepare(
        `SELECT COUNT(*) AS flows,
          COALESCE(SUM(outcome IN ('failed', 'interrupted')), 0) AS lost,
          COALESCE(SUM(outcome IN ('success', 'failed', 'interrupted')), 0) AS attempts,
          COALESCE(SUM(outcome IN ('success', 'interrupted') OR (outcome = 'failed' AND reached_energy)), 0) AS started
        FROM flow WHERE late AND NOT recovered AND start_at >= :from AND start_at < :to ${place.join(' ')}`,
      )
      .get({ from, to, ...filter });
    const number = (name: keyof LateFlows): number => Number(row?.[name]);
    return {
      flows: number('flows'),
      lost: number('lost'),
      attempts: number('attempts'),
      started: number('started'),
    };
  } finally {
    database.close();
  }
};
