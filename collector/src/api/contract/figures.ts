import { Type } from 'typebox';
import { INDEX_PARTS, PRIOR_LEVELS } from '../../model/reliability-index.ts';
import { byWord, count, named, oneOf, orNull, proportion } from './words.ts';
import { attribution, connectorState, outcome, reasonName, stageName } from './vocabulary.ts';

const object = Type.Object;

/** A share with its sample; the ratio is null when nothing was counted. */
export const kpi = named(
  'Kpi',
  object(
    { numerator: Type.Number(), denominator: Type.Number(), ratio: orNull(Type.Number()) },
    { description: 'Σ numerator / Σ denominator.' },
  ),
);

export const share = named(
  'Share',
  object(
    {
      numerator: Type.Number(),
      denominator: Type.Number(),
      ratio: orNull(proportion),
      low: orNull(proportion),
      high: orNull(proportion),
    },
    { description: 'A share with its sample and its 95 % Wilson interval.' },
  ),
);

const success = {
  charge_start_success: share,
  charge_end_success: share,
  session_success: share,
  first_charge_success: share,
  visit_success: share,
};

export const kpis = named(
  'Kpis',
  object(
    {
      ...success,
      attempts_per_visit: kpi,
      non_charge_visits: share,
      abandoned: share,
      unknown: share,
      if_abandoned_and_unknown_had_failed: object(success),
    },
    { description: 'Every KPI of `report`; definitions in docs/kpis.md.' },
  ),
);

const part = object({
  value: proportion,
  low: proportion,
  high: proportion,
  numerator: Type.Number(),
  denominator: Type.Number(),
  prior: orNull(object({ level: oneOf(PRIOR_LEVELS), rate: proportion })),
});

export const reliabilityIndex = named(
  'ReliabilityIndex',
  object(
    {
      too_few: Type.Boolean({ description: 'Fewer than five attempts: no score, and no rank.' }),
      n: count,
      version: Type.String(),
      score: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      low: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      high: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      parts: Type.Optional(object({ A: orNull(part), F: orNull(part), E: orNull(part), Q: orNull(part) })),
      missing: Type.Optional(Type.Array(oneOf(INDEX_PARTS))),
    },
    {
      description:
        '0–100 with its 95 % interval and its parts: A port uptime, F First Charge Success, E Charge End Success, Q power and speed of the start.',
    },
  ),
);

/** Counts and KPIs of the whole or of one group. */
export const groupFigures = {
  flows: count,
  visits: count,
  outcomes: object(
    { success: count, failed: count, interrupted: count, refused: count, abandoned: count, unknown: count },
    { description: 'Flows by outcome.' },
  ),
  charges_lost: Type.Integer({ minimum: 0, description: 'Flows `failed` or `interrupted`.' }),
  kpis,
};

export const availability = named(
  'Availability',
  object(
    {
      connectors: count,
      port_uptime: kpi,
      incapable_seconds: Type.Number({ minimum: 0 }),
      states: byWord(connectorState, object({ seconds: Type.Number({ minimum: 0 }), share: proportion })),
    },
    {
      description:
        'Time of connectors by state, as far as states have ended; plain port uptime in connector seconds.',
    },
  ),
);

export const figures = named(
  'Figures',
  object(
    { ...groupFigures, reliability_index: reliabilityIndex, availability },
    { description: 'All figures over one filter and one stretch of time.' },
  ),
);

export const reasonCounts = byWord(reasonName, count, 'Flows by reason, the commonest first.');

export const funnelStage = named(
  'FunnelStage',
  object({
    stage: stageName,
    entered: count,
    ok: count,
    failed: count,
    left: Type.Integer({ minimum: 0, description: 'Entered, and neither passed nor failed there.' }),
    reasons: reasonCounts,
  }),
);

export const failure = named(
  'Failure',
  object(
    {
      outcome: outcome,
      stage: orNull(stageName),
      reason: orNull(reasonName),
      attribution: orNull(attribution),
      flows: count,
    },
    { description: 'Flows that ended badly, by where and why.' },
  ),
);
