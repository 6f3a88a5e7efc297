import { z } from 'zod';
import { flowPage, wholeFlow, type VisitedFlow } from '../../ledger/sqlite/flow-pages.ts';
import { ok } from '../../model/result.ts';
import type { Answer, Asked } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { AnswerContext } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { notFound, type Answered } from './refusal.ts';
import { readStretch } from './stretch.ts';

type Operations = typeof OPERATIONS;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** A flow as it is answered: no identity, hashed or not. */
const flowAnswer = ({
  flow,
  visitResult,
}: VisitedFlow): Answer<Operations['listFlows']>['items'][number] => ({
  ...{ id: flow.id, trace_id: flow.traceId, site: flow.site, station: flow.station },
  ...{ evse: flow.evse, connector: flow.connector },
  ...{ vendor: flow.vendor, model: flow.model, firmware: flow.firmware },
  start: iso(flow.start),
  end: iso(flow.end),
  outcome: flow.outcome,
  failed_stage: flow.failedStage,
  reason: flow.reason,
  attribution: flow.attribution,
  stages: flow.stages.map(({ stage, start, end, result, reason }) => ({
    ...{ stage, start: isoOrNull(start), end: isoOrNull(end), result, reason },
  })),
  ...{ visit: flow.visit, attempt: flow.attempt, visit_result: visitResult },
  ...{ energy_wh: flow.energyWh, peak_w: flow.peakW, rated_w: flow.ratedW, power_type: flow.powerType },
  payment_method: flow.paymentMethod,
  machine_start_seconds: flow.machineStartSeconds,
  driver_start_seconds: flow.driverStartSeconds,
  power_ratio: flow.powerRatio,
  ...{ reached_energy: flow.reachedEnergy, valid_stop: flow.validStop, retries: flow.retries },
  ...{ recovered: flow.recovered, offline: flow.offline, late: flow.late, clock_suspect: flow.clockSuspect },
});

const position = z.tuple([z.number(), z.string()]);

export const listFlows = (
  { database }: AnswerContext,
  { query }: Asked<Operations['listFlows']>,
): Answered<Answer<Operations['listFlows']>> => {
  const stretch = readStretch(query);
  if (!stretch.ok) return stretch;
  const after = readCursor(query, position);
  if (!after.ok) return after;
  const {
    limit = 50,
    cursor: _cursor,
    from: _from,
    to: _to,
    period: _period,
    time_zone: _zone,
    ...filter
  } = query;
  const last = after.value && { start: after.value[0], id: after.value[1] };
  // One more than asked for, to know whether there is another page.
  const found = flowPage(database, { ...filter, ...stretch.value.current }, limit + 1, last);
  const page = found.slice(0, limit);
  const end = page.at(-1)?.flow;
  return ok({
    items: page.map(flowAnswer),
    next_cursor: found.length > limit && end ? writeCursor(query, [end.start, end.id]) : null,
  });
};

export const getFlow = (
  { database }: AnswerContext,
  { params: { id } }: Asked<Operations['getFlow']>,
): Answered<Answer<Operations['getFlow']>> => {
  const whole = wholeFlow(database, id);
  if (whole === null) return notFound('flow', id);
  const { flow, amendments, visitFlows } = whole;
  return ok({
    ...flowAnswer(whole),
    start_mode: flow.startMode,
    limit_w: flow.limitW,
    error_codes: flow.errorCodes,
    evidence: flow.evidence.map(({ at, text }) => ({ at: iso(at), text })),
    context: flow.context
      ? {
          quantities: flow.context.quantities,
          links: flow.context.links,
          grid: flow.context.grid,
        }
      : null,
    visit_flows: visitFlows,
    amendments: amendments.map(({ at, from, to, why }) => ({ at: iso(at), from, to, why })),
  });
};
