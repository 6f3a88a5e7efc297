import { createHash } from 'node:crypto';
import { z } from 'zod';
import { makeUptimeReport } from '../../ledger/uptime/make-uptime-report.ts';
import { parsePeriod } from '../../ledger/uptime/period.ts';
import { renderUptimeCsv } from '../../ledger/uptime/render-csv.ts';
import { exclusionState, type Exclusion, type ExclusionDecision } from '../../model/exclusion.ts';
import { failed, ok } from '../../model/result.ts';
import type { Answer, Asked } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { AnswerContext } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { notFound, refused, type Answered } from './refusal.ts';
import { readStretch } from './stretch.ts';

type Operations = typeof OPERATIONS;
type ExclusionAnswer = Answer<Operations['getExclusion']>;

const iso = (at: number): string => new Date(at).toISOString();

/** The report as `report --uptime` prints it; `csv`: its rows instead. */
export const getReport = (
  { ledger, inventory, programmes }: AnswerContext,
  { params, query }: Asked<Operations['getReport']>,
  { csv }: { readonly csv: boolean },
): Answered<Answer<Operations['getReport']> | string> => {
  const name = params.programme.replace(/\.csv$/, '');
  const programme = programmes.get(name);
  if (!programme) return notFound('programme', name);
  const { period: written, site, rows = 'ports', sessions = false } = query;
  const unit = /Q/.test(written) ? 'quarter' : written.length === 4 ? 'year' : 'month';
  const period = parsePeriod({ [unit]: written });
  if (!period.ok) return refused('invalid_period', period.error);
  const report = makeUptimeReport(ledger, {
    ...{ programme, inventory, period: period.value },
    ...(site === undefined ? {} : { site }),
    sessions: csv ? rows === 'sessions' : sessions,
  });
  if (csv) return ok(renderUptimeCsv(report, rows));
  return ok(report);
};

/** Changes with every decision. */
export const exclusionVersion = ({ id, decisions }: Exclusion): string =>
  createHash('sha256')
    .update(JSON.stringify([id, decisions]))
    .digest('base64url')
    .slice(0, 22);

const exclusionAnswer = (exclusion: Exclusion): ExclusionAnswer => ({
  ...{ id: exclusion.id, site: exclusion.site, station: exclusion.station, evse: exclusion.evse },
  kind: exclusion.kind,
  ...{ start: iso(exclusion.start), end: iso(exclusion.end) },
  ...{ reason: exclusion.reason, evidence: exclusion.evidence },
  ...{ proposed_by: exclusion.proposedBy, proposed_at: iso(exclusion.proposedAt) },
  state: exclusionState(exclusion),
  decisions: exclusion.decisions.map(({ state, by, at, note, evidence = [] }) => ({
    ...{ state, by, at: iso(at), note, evidence },
  })),
  version: exclusionVersion(exclusion),
});

export const listExclusions = (
  { ledger }: AnswerContext,
  { query }: Asked<Operations['listExclusions']>,
): Answered<Answer<Operations['listExclusions']>> => {
  const stretch = readStretch(query);
  if (!stretch.ok) return stretch;
  const after = readCursor(query, z.tuple([z.number(), z.string()]));
  if (!after.ok) return after;
  const { limit = 100, state, kind, site, station } = query;
  const [lastStart, lastId] = after.value ?? [Infinity, ''];
  const place = { ...(site === undefined ? {} : { site }), ...(station === undefined ? {} : { station }) };
  const fitting = [...ledger.exclusions({ ...stretch.value.current, ...place })]
    .filter((exclusion) => state === undefined || state.includes(exclusionState(exclusion)))
    .filter((exclusion) => kind === undefined || kind.includes(exclusion.kind))
    .filter(({ start, id }) => start < lastStart || (start === lastStart && id > lastId))
    .sort((one, other) => other.start - one.start || (one.id < other.id ? -1 : 1));
  const page = fitting.slice(0, limit);
  const end = page.at(-1);
  return ok({
    items: page.map(exclusionAnswer),
    next_cursor: fitting.length > limit && end ? writeCursor(query, [end.start, end.id]) : null,
  });
};

export const getExclusion = (
  { ledger }: AnswerContext,
  { params: { id } }: Asked<Operations['getExclusion']>,
): Answered<ExclusionAnswer> => {
  const exclusion = ledger.exclusion(id);
  return exclusion ? ok(exclusionAnswer(exclusion)) : notFound('exclusion', id);
};

/** Who decides, and what he has seen. */
export interface DecisionMade {
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  /** Version of the exclusion that he has seen; `*`: whichever. */
  readonly ifMatch: string;
  /** A key of the request, hashed; the same one again changes nothing. */
  readonly request: string | null;
}

const named = (evidence: readonly string[]) => (evidence.length > 0 ? { evidence } : {});

/** Adds a decision, unless somebody decided meanwhile, or it stands so already. */
export const decide = (
  { ledger, now }: AnswerContext,
  { params: { id }, body: { reason, evidence = [] } }: Asked<Operations['approveExclusion']>,
  { state, by, ifMatch, request }: DecisionMade,
): Answered<ExclusionAnswer> => {
  const decision = {
    state,
    by,
    at: now(),
    note: reason,
    ...named(evidence),
    ...(request === null ? {} : { request }),
  };
  let refusal: Answered<never> | null = null;
  const decided = ledger.decide(id, decision, (exclusion) => {
    if (ifMatch !== '*' && ifMatch !== exclusionVersion(exclusion))
      refusal = refused('changed_meanwhile', `it is ${exclusionState(exclusion)} now: read it again`);
    else if (exclusionState(exclusion) === state)
      refusal = refused('already_decided', `it is ${state} already`);
    return refusal === null;
  });
  if (refusal !== null) return refusal;
  if (!decided.ok) return failed({ code: 'busy', detail: 'the ledger could not be written: try again' });
  if (decided.value === null) return notFound('exclusion', id);
  const repeated =
    request === null ? undefined : decided.value.decisions.find((one) => one.request === request);
  const said = ({ state: to, by: who, note, evidence: rest = [] }: ExclusionDecision): string =>
    JSON.stringify([to, who, note, rest]);
  return repeated && said(repeated) !== said(decision)
    ? refused('idempotency_key_reused', 'take another key for another decision')
    : ok(exclusionAnswer(decided.value));
};
