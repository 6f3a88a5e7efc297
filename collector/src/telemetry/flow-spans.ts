import { hash } from 'node:crypto';
import {
  type Attributes,
  type Link,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { ATTRIBUTE } from '../model/attributes.ts';
import { type FlowStage, KPI_VERSION, type SettledFlow } from '../model/flow.ts';
import { contextAttributes } from './context-attributes.ts';
import { hrTime, INSTRUMENTATION_SCOPE } from './metric-producer.ts';

/** A flow of the same visit that came before. */
export interface EarlierFlow {
  readonly id: string;
  readonly traceId: string;
}

/** Most lines of evidence put on a trace; the first and the last are the telling ones. */
const MAX_EVENTS = 128;
const JOULES_PER_WH = 3600;
const ROOT = 'charge flow';

/** 16 hex digits, the same for the same flow and stage. */
export const spanIdOf = (flow: string, part: string): string => {
  const id = hash('sha256', `${flow}\u0000${part}`).slice(0, 16);
  return id === '0000000000000000' ? '0000000000000001' : id;
};

/**
 * The trace of a flow: root `charge flow` and one child for each stage that happened, at event time. The same flow
 * gives the same spans, so sending them twice changes nothing. Energy in J, power in W.
 */
export const flowSpans = (
  flow: SettledFlow,
  resource: Resource,
  earlier: readonly EarlierFlow[] = [],
): ReadableSpan[] => {
  const rootContext = contextOf(flow.traceId, spanIdOf(flow.id, ROOT));
  const span = (
    name: string,
    start: number,
    end: number,
    attributes: Attributes,
    isError: boolean,
  ): ReadableSpan => ({
    name,
    kind: SpanKind.INTERNAL,
    spanContext: () => contextOf(flow.traceId, spanIdOf(flow.id, name)),
    startTime: hrTime(start),
    endTime: hrTime(Math.max(start, end)),
    duration: hrTime(Math.max(0, end - start)),
    status: { code: isError ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: INSTRUMENTATION_SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  });
  const isError = flow.outcome === 'failed' || flow.outcome === 'interrupted';
  const root: ReadableSpan = {
    ...span(
      ROOT,
      flow.start,
      flow.end,
      { ...rootAttributes(flow, isError), ...contextAttributes(flow) },
      isError,
    ),
    links: earlier.map(linkTo),
    ...eventsOf(flow),
  };
  const happened = flow.stages.filter(({ result, start }) => result !== 'skipped' && start !== null);
  const children = happened.map((stage): ReadableSpan => {
    const start = stage.start ?? flow.start;
    const child = span(
      stage.stage,
      start,
      stage.end ?? start,
      stageAttributes(stage),
      stage.result === 'failed',
    );
    return { ...child, parentSpanContext: rootContext };
  });
  return [root, ...children];
};

const contextOf = (traceId: string, spanId: string): SpanContext => ({
  traceId,
  spanId,
  traceFlags: TraceFlags.SAMPLED,
});

const linkTo = ({ id, traceId }: EarlierFlow): Link => ({
  context: contextOf(traceId, spanIdOf(id, ROOT)),
  attributes: { [ATTRIBUTE.flowId]: id },
});

const eventsOf = (flow: SettledFlow): Pick<ReadableSpan, 'events' | 'droppedEventsCount'> => {
  const { evidence } = flow;
  const half = MAX_EVENTS / 2;
  const kept =
    evidence.length <= MAX_EVENTS ? evidence : [...evidence.slice(0, half), ...evidence.slice(-half)];
  return {
    events: kept.map(({ at, text }) => ({ name: text, time: hrTime(at) })),
    droppedEventsCount: evidence.length - kept.length,
  };
};

const stageAttributes = ({ stage, result, reason }: FlowStage): Attributes =>
  known({
    [ATTRIBUTE.stage]: stage,
    [ATTRIBUTE.stageResult]: result,
    [ATTRIBUTE.errorType]: result === 'failed' ? (reason ?? 'other_error') : null,
  });

const rootAttributes = (flow: SettledFlow, isError: boolean): Attributes =>
  known({
    [ATTRIBUTE.site]: flow.site,
    [ATTRIBUTE.station]: flow.station,
    [ATTRIBUTE.evse]: flow.evse,
    [ATTRIBUTE.connector]: flow.connector,
    [ATTRIBUTE.vendor]: flow.vendor,
    [ATTRIBUTE.model]: flow.model,
    [ATTRIBUTE.firmware]: flow.firmware,
    [ATTRIBUTE.flowId]: flow.id,
    [ATTRIBUTE.visitId]: flow.visit,
    [ATTRIBUTE.attempt]: flow.attempt,
    [ATTRIBUTE.outcome]: flow.outcome,
    [ATTRIBUTE.failedStage]: flow.failedStage,
    [ATTRIBUTE.reason]: flow.reason,
    [ATTRIBUTE.attribution]: flow.attribution,
    [ATTRIBUTE.retries]: flow.retries,
    [ATTRIBUTE.recovered]: flow.recovered,
    [ATTRIBUTE.offline]: flow.offline,
    [ATTRIBUTE.late]: flow.late,
    [ATTRIBUTE.reachedEnergy]: flow.reachedEnergy,
    [ATTRIBUTE.validStop]: flow.validStop,
    [ATTRIBUTE.machineStart]: flow.machineStartSeconds,
    [ATTRIBUTE.driverStart]: flow.driverStartSeconds,
    [ATTRIBUTE.identityHash]: flow.identity,
    [ATTRIBUTE.powerType]: flow.powerType,
    [ATTRIBUTE.energy]: flow.energyWh * JOULES_PER_WH,
    [ATTRIBUTE.peakPower]: flow.peakW,
    [ATTRIBUTE.powerRatio]: flow.powerRatio,
    [ATTRIBUTE.paymentMethod]: flow.paymentMethod,
    [ATTRIBUTE.errorCodes]: flow.errorCodes.length === 0 ? null : [...flow.errorCodes],
    [ATTRIBUTE.clockSuspect]: flow.clockSuspect,
    [ATTRIBUTE.kpiVersion]: KPI_VERSION,
    [ATTRIBUTE.errorType]: isError ? (flow.reason ?? 'other_error') : null,
  });

/** Leaves out what is not known. */
const known = (values: Readonly<Record<string, string | number | boolean | string[] | null>>): Attributes => {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== '') attributes[name] = value;
  return attributes;
};
