import { z } from 'zod';
import {
  INDEX_PARTS,
  PRIOR_LEVELS,
  type IndexPart,
  type IndexPartName,
  type ReliabilityIndex,
} from '../../model/reliability-index.ts';
import { SCORECARD_LEVELS, type Scorecard } from '../../model/scorecard.ts';
import type { Values } from './insert.ts';
import { json, number, numberOrNull, text, word, type Row } from './row.ts';

/** One scorecard as a row. */
export const scorecardValues = ({ until, index, ...scope }: Scorecard): Values => ({
  ...scope,
  until_at: until,
  attempts: index.n,
  score: index.too_few ? null : index.score,
  low: index.too_few ? null : index.low,
  high: index.too_few ? null : index.high,
  parts: index.too_few ? '{}' : JSON.stringify(index.parts),
  formula: index.version,
});

const part = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  prior: z.object({ level: z.enum(PRIOR_LEVELS), rate: z.number() }).nullable(),
});
const parts = z.partialRecord(z.enum(INDEX_PARTS), part.nullable()).catch({});

const indexOf = (row: Row): ReliabilityIndex => {
  const [n, version, score] = [number(row, 'attempts'), text(row, 'formula'), numberOrNull(row, 'score')];
  if (score === null) return { too_few: true, n, version };
  const { A = null, F = null, E = null, Q = null } = parts.parse(json(row, 'parts'));
  const measured: Record<IndexPartName, IndexPart | null> = { A, F, E, Q };
  const missing = INDEX_PARTS.filter((name) => measured[name] === null);
  const [low, high] = [number(row, 'low'), number(row, 'high')];
  return { too_few: false, score, low, high, parts: measured, missing, n, version };
};

/** One row as a scorecard. */
export const scorecardOf = (row: Row): Scorecard => ({
  until: number(row, 'until_at'),
  days: number(row, 'days'),
  level: word(row, 'level', SCORECARD_LEVELS, 'station'),
  site: text(row, 'site'),
  vendor: text(row, 'vendor'),
  model: text(row, 'model'),
  firmware: text(row, 'firmware'),
  station: text(row, 'station'),
  index: indexOf(row),
});
