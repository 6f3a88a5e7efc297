import { z } from 'zod';
import { VISIT_RESULTS, type Visit } from '../../model/visit.ts';
import type { Values } from './insert.ts';
import { flag, json, number, numberOrNull, text, word, type Row } from './row.ts';

/** One visit as a row; `knownAt` is the stream's time of its outcome. */
export const visitValues = (visit: Visit, knownAt: number): Values => ({
  id: visit.id,
  site: visit.site,
  station: visit.station,
  evse: visit.evse,
  connector: visit.connector,
  vendor: visit.vendor,
  model: visit.model,
  firmware: visit.firmware,
  start_at: visit.start,
  end_at: visit.end,
  result: visit.result,
  flows: JSON.stringify(visit.flows),
  charged: Number(visit.charged),
  hop: Number(visit.hop),
  known_at: knownAt,
});

const flowIds = z.array(z.string()).catch([]);

/** One row as a visit. */
export const visitOf = (row: Row): Visit => ({
  id: text(row, 'id'),
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: numberOrNull(row, 'evse'),
  connector: numberOrNull(row, 'connector'),
  vendor: text(row, 'vendor'),
  model: text(row, 'model'),
  firmware: text(row, 'firmware'),
  start: number(row, 'start_at'),
  end: number(row, 'end_at'),
  result: word(row, 'result', VISIT_RESULTS, 'not_counted'),
  flows: flowIds.parse(json(row, 'flows')),
  charged: flag(row, 'charged'),
  hop: flag(row, 'hop'),
});
