import { Type } from 'typebox';
import { START_MODES } from '../../model/start-mode.ts';
import { PHASES, QUANTITIES } from '../../model/telemetry.ts';
import {
  count,
  equipment,
  label,
  moment,
  oneOf,
  oneOfOrNull,
  orNull,
  pageOf,
  place,
  seconds,
  named,
} from './words.ts';
import { attribution, outcome, reasonName, stageName, visitResult } from './vocabulary.ts';

const STAGE_RESULTS = ['ok', 'failed', 'skipped', 'inferred'] as const;

export const flowStage = named(
  'FlowStage',
  Type.Object({
    stage: stageName,
    start: orNull(moment),
    end: orNull(moment),
    result: oneOf(STAGE_RESULTS),
    reason: orNull(reasonName),
  }),
);

const summary = {
  id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  trace_id: Type.String({
    pattern: '^[0-9a-f]{32}$',
    description: 'The trace of this flow in a trace store.',
  }),
  site: label,
  station: label,
  ...place,
  ...equipment,
  start: moment,
  end: moment,
  outcome: outcome,
  failed_stage: orNull(stageName),
  reason: orNull(reasonName),
  attribution: orNull(attribution),
  stages: Type.Array(flowStage),
  visit: Type.String(),
  attempt: Type.Integer({ minimum: 1, description: '1 for the first flow of its visit.' }),
  visit_result: orNull(visitResult),
  energy_wh: Type.Number(),
  peak_w: orNull(Type.Number()),
  rated_w: orNull(Type.Number()),
  power_type: oneOfOrNull(['AC', 'DC'] as const),
  payment_method: orNull(Type.String()),
  machine_start_seconds: orNull(seconds),
  driver_start_seconds: orNull(seconds),
  power_ratio: orNull(Type.Number()),
  reached_energy: Type.Boolean(),
  valid_stop: Type.Boolean(),
  retries: count,
  recovered: Type.Boolean(),
  offline: Type.Boolean(),
  late: Type.Boolean(),
  clock_suspect: Type.Boolean(),
};

export const flow = named(
  'Flow',
  Type.Object(summary, {
    description: 'One attempt by one driver at one connector. Holds no identity.',
  }),
);

const range = Type.Object({
  quantity: oneOf(QUANTITIES),
  location: Type.String(),
  phase: oneOf(PHASES),
  least: Type.Number(),
  most: Type.Number(),
  last: Type.Number(),
});

const context = Type.Object(
  {
    quantities: Type.Array(range),
    links: Type.Array(Type.Object({ link: label, up: orNull(Type.Boolean()), drops: count })),
    grid: orNull(Type.Boolean({ description: 'Whether the grid was there all the time.' })),
  },
  { description: 'What was measured around the flow; units are the last word of a quantity.' },
);

export const flowDetail = named(
  'FlowDetail',
  Type.Object({
    ...summary,
    start_mode: oneOfOrNull(START_MODES),
    limit_w: orNull(Type.Number()),
    error_codes: Type.Array(Type.String()),
    evidence: Type.Array(Type.Object({ at: moment, text: Type.String() }), {
      description: 'What was seen, when, and which rule it fed: why the verdict is what it is.',
    }),
    context: orNull(context),
    visit_flows: Type.Array(Type.String(), { description: 'All flows of its visit, in order.' }),
    amendments: Type.Array(
      Type.Object({
        at: moment,
        from: Type.String(),
        to: Type.String(),
        why: Type.String(),
      }),
      { description: 'What was learned after the flow had been settled.' },
    ),
  }),
);

export const flowPage = pageOf(flow, 'Flows, the newest first.');
