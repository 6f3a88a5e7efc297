import { z } from 'zod';
import { breakdownFigures } from '../../ledger/figures/breakdown.ts';
import { compareCohorts } from '../../ledger/figures/comparison.ts';
import type { FlowFilter } from '../../ledger/figures/figure-filter.ts';
import { heatmapFigures } from '../../ledger/figures/heatmap.ts';
import { scorecards } from '../../ledger/figures/scorecards.ts';
import { funnelFigures, startTimesOf, summaryFigures } from '../../ledger/figures/summary.ts';
import { KPI_VERSION } from '../../model/flow.ts';
import { ok } from '../../model/result.ts';
import type { Answer, Asked } from '../contract/operation.ts';
import type { OPERATIONS } from '../contract/operations.ts';
import type { AnswerContext } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { refused, type Answered } from './refusal.ts';
import { readStretch, spanOf, written, type Stretch } from './stretch.ts';

type Operations = typeof OPERATIONS;

/** The filter of a query over a stretch of time. */
const filterOver = (
  stretch: Stretch,
  {
    from: _from,
    to: _to,
    period: _period,
    time_zone: _zone,
    ...filter
  }: Asked<Operations['getSummary']>['query'],
): FlowFilter => ({ ...filter, ...stretch });

const version = { kpi_version: KPI_VERSION };

export const getSummary = (
  { figures }: AnswerContext,
  { query }: Asked<Operations['getSummary']>,
): Answered<Answer<Operations['getSummary']>> => {
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const over = (stretch: Stretch) => ({
    ...written(stretch),
    figures: summaryFigures(figures.columns(spanOf(stretch)), filterOver(stretch, query)),
  });
  const { current, previous } = stretches.value;
  return ok({ ...version, current: over(current), previous: previous && over(previous) });
};

export const getFunnel = (
  { figures }: AnswerContext,
  { query }: Asked<Operations['getFunnel']>,
): Answered<Answer<Operations['getFunnel']>> => {
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const { current } = stretches.value;
  const { flows, funnel, failures } = funnelFigures(
    figures.columns(spanOf(current)),
    filterOver(current, query),
  );
  return ok({ ...version, ...written(current), flows, stages: funnel, failures });
};

export const getStartTimes = (
  { figures }: AnswerContext,
  { query }: Asked<Operations['getStartTimes']>,
): Answered<Answer<Operations['getStartTimes']>> => {
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const { current } = stretches.value;
  const times = startTimesOf(figures.columns(spanOf(current)), filterOver(current, query));
  return ok({ ...version, ...written(current), ...times });
};

export const getBreakdown = (
  { figures }: AnswerContext,
  { query: asked }: Asked<Operations['getBreakdown']>,
): Answered<Answer<Operations['getBreakdown']>> => {
  const { by, rank, limit = 100, cursor: _cursor, ...query } = asked;
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const after = readCursor(asked, z.tuple([z.number().int().min(0)]));
  if (!after.ok) return after;
  const [offset] = after.value ?? [0];
  const { current, timeZone } = stretches.value;
  const byTime = by === 'hour' || by === 'weekday';
  const groups = breakdownFigures(figures.columns(spanOf(current)), filterOver(current, query), {
    ...{ by, limit, offset, timeZone },
    rank: rank ?? (byTime ? 'key' : 'charges_lost'),
  });
  const next = offset + groups.items.length;
  return ok({
    ...{ ...version, ...written(current), by, ...groups },
    next_cursor: next < groups.total ? writeCursor(asked, [next]) : null,
  });
};

export const getHeatmap = (
  { figures }: AnswerContext,
  { query: { limit = 8, ...query } }: Asked<Operations['getHeatmap']>,
): Answered<Answer<Operations['getHeatmap']>> => {
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const { current, timeZone } = stretches.value;
  const columns = figures.columns(spanOf(current));
  const items = heatmapFigures(columns, filterOver(current, query), { limit, timeZone });
  return ok({ ...version, ...written(current), items });
};

export const getScorecards = (
  { figures }: AnswerContext,
  { query }: Asked<Operations['getScorecards']>,
): Answered<Answer<Operations['getScorecards']>> => {
  const stretches = readStretch(query);
  if (!stretches.ok) return stretches;
  const { current } = stretches.value;
  const items = scorecards(figures.columns(spanOf(current)), filterOver(current, query));
  return ok({ ...version, ...written(current), items });
};

/** Both cohorts together, so that one set of columns serves them. */
const hull = (one: Stretch, other: Stretch): Stretch => {
  const [a, b] = [spanOf(one), spanOf(other)];
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
};

export const compare = (
  { figures }: AnswerContext,
  { query: { by, a, b, ...query } }: Asked<Operations['compare']>,
): Answered<Answer<Operations['compare']>> => {
  const stretchOf = (value: string) =>
    by === 'period'
      ? readStretch({ period: value, time_zone: query.time_zone ?? 'UTC' })
      : readStretch(query);
  if (by === 'period' && (query.from ?? query.to ?? query.period) !== undefined)
    return refused('invalid_period', 'with `by=period` the periods are `a` and `b`');
  const one = stretchOf(a);
  if (!one.ok) return one;
  const other = stretchOf(b);
  if (!other.ok) return other;
  const [ofA, ofB] = [one.value.current, other.value.current];
  const cohort = (stretch: Stretch, value: string): FlowFilter => ({
    ...filterOver(stretch, query),
    ...(by === 'period' ? {} : { [by]: [value] }),
  });
  const columns = figures.columns(spanOf(hull(ofA, ofB)));
  const compared = compareCohorts(columns, cohort(ofA, a), cohort(ofB, b));
  return ok({
    ...version,
    ...compared,
    a: { ...written(ofA), ...compared.a },
    b: { ...written(ofB), ...compared.b },
  });
};
