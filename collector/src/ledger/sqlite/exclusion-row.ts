import { z } from 'zod';
import { EXCLUSION_KINDS, type Exclusion, type ExclusionDecision } from '../../model/exclusion.ts';
import type { Values } from './insert.ts';
import { json, number, numberOrNull, text, textOrNull, word, type Row } from './row.ts';

/** One exclusion as a row, without its decisions. */
export const exclusionValues = (exclusion: Exclusion): Values => ({
  id: exclusion.id,
  site: exclusion.site,
  station: exclusion.station,
  evse: exclusion.evse,
  kind: exclusion.kind,
  start_at: exclusion.start,
  end_at: exclusion.end,
  reason: exclusion.reason,
  evidence: JSON.stringify(exclusion.evidence),
  proposed_by: exclusion.proposedBy,
  proposed_at: exclusion.proposedAt,
});

/** One decision as a row. */
export const decisionValues = (
  exclusion: string,
  { at, state, by, note, evidence = [], request }: ExclusionDecision,
): Values => ({
  exclusion,
  at,
  state,
  decided_by: by,
  note,
  evidence: JSON.stringify(evidence),
  request: request ?? null,
});

const references = z.array(z.string()).catch([]);

/** What only some decisions have. */
const namedIn = (decision: Row): Pick<ExclusionDecision, 'evidence' | 'request'> => {
  const evidence = references.parse(json(decision, 'evidence'));
  const request = textOrNull(decision, 'request');
  return { ...(evidence.length > 0 ? { evidence } : {}), ...(request === null ? {} : { request }) };
};

/** One row as an exclusion, with the rows of its decisions in order of time. */
export const exclusionOf = (row: Row, decisions: readonly Row[]): Exclusion => ({
  id: text(row, 'id'),
  site: text(row, 'site'),
  station: textOrNull(row, 'station'),
  evse: numberOrNull(row, 'evse'),
  kind: word(row, 'kind', EXCLUSION_KINDS, 'utility_interruption'),
  start: number(row, 'start_at'),
  end: number(row, 'end_at'),
  reason: text(row, 'reason'),
  evidence: references.parse(json(row, 'evidence')),
  proposedBy: text(row, 'proposed_by'),
  proposedAt: number(row, 'proposed_at'),
  decisions: decisions.map((decision) => ({
    // A word that is not known, after damage to the file, never lets an exclusion count.
    state: word(decision, 'state', ['approved', 'rejected'] as const, 'rejected'),
    by: text(decision, 'decided_by'),
    at: number(decision, 'at'),
    note: text(decision, 'note'),
    ...namedIn(decision),
  })),
});
