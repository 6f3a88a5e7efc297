import { z } from 'zod';
import { CAPABILITY_CAUSES, type IncapableStretch } from '../../model/capability.ts';
import type { Values } from './insert.ts';
import { json, number, numberOrNull, text, textOrNull, word, type Row } from './row.ts';

/** What tells one stretch from another. */
export const CAPABILITY_KEY = ['station', 'evse', 'connector', 'start_at'] as const;

/** One stretch as a row; `knownAt` is the stream's time of its outcome. */
export const capabilityValues = (stretch: IncapableStretch, knownAt: number): Values => ({
  station: stretch.station,
  evse: stretch.evse,
  connector: stretch.connector,
  start_at: stretch.start,
  end_at: stretch.end,
  site: stretch.site,
  cause: stretch.cause,
  evidence: JSON.stringify(stretch.evidence),
  vehicles: stretch.vehicles,
  proof: stretch.proof,
  known_at: knownAt,
});

const flowIds = z.array(z.string()).catch([]);

/** One row as a stretch. */
export const capabilityOf = (row: Row): IncapableStretch => ({
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: number(row, 'evse'),
  connector: number(row, 'connector'),
  start: number(row, 'start_at'),
  end: numberOrNull(row, 'end_at'),
  cause: word(row, 'cause', CAPABILITY_CAUSES, 'failing_starts'),
  evidence: flowIds.parse(json(row, 'evidence')),
  vehicles: number(row, 'vehicles'),
  proof: textOrNull(row, 'proof'),
});
