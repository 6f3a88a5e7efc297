import type { DecodedSpan } from '@firstcharge/collector/exporters/otlp/testdata/otlp-decoding.ts';
import { ATTRIBUTE } from '@firstcharge/collector/model/attributes.ts';
import { z } from 'zod';
import { FLOW_OUTCOMES } from '@firstcharge/collector/model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '@firstcharge/collector/model/reason.ts';
import { STAGES } from '@firstcharge/collector/model/stage.ts';
import type { ToldFlow } from './told-flow.ts';

const text = z.string().default('');
const place = z.number().nullable().default(null);
const seconds = z.number().nullable().default(null);

/** Attributes of a root span; what is not known is not there. */
const root = z.object({
  [ATTRIBUTE.flowId]: z.string(),
  [ATTRIBUTE.site]: text,
  [ATTRIBUTE.station]: text,
  [ATTRIBUTE.evse]: place,
  [ATTRIBUTE.connector]: place,
  [ATTRIBUTE.vendor]: text,
  [ATTRIBUTE.model]: text,
  [ATTRIBUTE.firmware]: text,
  [ATTRIBUTE.visitId]: text,
  [ATTRIBUTE.late]: z.boolean(),
  [ATTRIBUTE.outcome]: z.enum(FLOW_OUTCOMES),
  [ATTRIBUTE.failedStage]: z.enum(STAGES).nullable().default(null),
  [ATTRIBUTE.reason]: z.enum(REASON_NAMES).nullable().default(null),
  [ATTRIBUTE.attribution]: z.enum(ATTRIBUTIONS).nullable().default(null),
  [ATTRIBUTE.recovered]: z.boolean(),
  [ATTRIBUTE.reachedEnergy]: z.boolean(),
  [ATTRIBUTE.validStop]: z.boolean(),
  [ATTRIBUTE.energy]: z.number(),
  [ATTRIBUTE.machineStart]: seconds,
  [ATTRIBUTE.driverStart]: seconds,
  [ATTRIBUTE.powerRatio]: seconds,
});

const child = z.object({
  [ATTRIBUTE.stage]: z.enum(STAGES),
  [ATTRIBUTE.stageResult]: z.enum(['ok', 'failed', 'skipped', 'inferred']),
});

const JOULES_PER_WH = 3_600;

/** The flows that traces tell of, one a trace; a span that came twice counts once. */
export function toldBySpans(spans: readonly DecodedSpan[]): ToldFlow[] {
  const unique = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
  const children = Map.groupBy(unique.values(), ({ parentSpanId }) => parentSpanId);
  return (children.get('') ?? []).map((span) => {
    const told = root.parse(span.attributes);
    return {
      id: told[ATTRIBUTE.flowId],
      traceId: span.traceId,
      site: told[ATTRIBUTE.site],
      station: told[ATTRIBUTE.station],
      evse: told[ATTRIBUTE.evse],
      connector: told[ATTRIBUTE.connector],
      vendor: told[ATTRIBUTE.vendor],
      model: told[ATTRIBUTE.model],
      firmware: told[ATTRIBUTE.firmware],
      start: span.startMs,
      visit: told[ATTRIBUTE.visitId],
      late: told[ATTRIBUTE.late],
      outcome: told[ATTRIBUTE.outcome],
      failedStage: told[ATTRIBUTE.failedStage],
      reason: told[ATTRIBUTE.reason],
      attribution: told[ATTRIBUTE.attribution],
      recovered: told[ATTRIBUTE.recovered],
      reachedEnergy: told[ATTRIBUTE.reachedEnergy],
      validStop: told[ATTRIBUTE.validStop],
      energyWh: told[ATTRIBUTE.energy] / JOULES_PER_WH,
      machineStartSeconds: told[ATTRIBUTE.machineStart],
      driverStartSeconds: told[ATTRIBUTE.driverStart],
      powerRatio: told[ATTRIBUTE.powerRatio],
      stages: (children.get(span.spanId) ?? []).map(({ attributes }) => {
        const stage = child.parse(attributes);
        return { stage: stage[ATTRIBUTE.stage], result: stage[ATTRIBUTE.stageResult] };
      }),
    };
  });
}
