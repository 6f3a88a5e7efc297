import type { Outcome } from '../../model/outcome.ts';
import type { Amendment } from '../ledger.ts';
import type { Values } from './insert.ts';
import { number, text, type Row } from './row.ts';

/** One amendment as a row. */
export const amendmentValues = (amended: Extract<Outcome, { kind: 'flow_amended' }>): Values => ({
  flow: amended.flow,
  at: amended.at,
  from_outcome: amended.from,
  to_outcome: amended.to,
  why: amended.why,
  site: amended.amended.site,
  station: amended.amended.station,
});

/** One row as an amendment. */
export const amendmentOf = (row: Row): Amendment => ({
  flow: text(row, 'flow'),
  from: text(row, 'from_outcome'),
  to: text(row, 'to_outcome'),
  why: text(row, 'why'),
  at: number(row, 'at'),
});
