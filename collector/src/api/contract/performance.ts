import { Type } from 'typebox';
import { BREAKDOWNS } from '../../ledger/figures/breakdown.ts';
import {
  failure,
  figures,
  funnelStage,
  groupFigures,
  kpi,
  reasonCounts,
  reliabilityIndex,
  share,
} from './figures.ts';
import { count, equipment, moment, oneOf, orNull, proportion, named } from './words.ts';
import { reasonName } from './vocabulary.ts';

/** Which stretch of time the figures are of; null where it is open. */
const stretch = { from: orNull(moment), to: orNull(moment) };

export const summary = named(
  'Summary',
  Type.Object(
    {
      kpi_version: Type.String(),
      current: Type.Object({ ...stretch, figures }),
      previous: orNull(Type.Object({ ...stretch, figures })),
    },
    { description: 'The figures of a stretch of time and of the one before, just as long.' },
  ),
);

export const funnel = named(
  'Funnel',
  Type.Object({
    kpi_version: Type.String(),
    ...stretch,
    flows: count,
    stages: Type.Array(funnelStage),
    failures: Type.Array(failure),
  }),
);

const second = orNull(Type.Number());
const percentiles = Type.Object({
  ...{ count, p10: second, p25: second, p50: second },
  ...{ p75: second, p90: second, p95: second },
});

export const startTimes = named(
  'StartTimes',
  Type.Object(
    {
      kpi_version: Type.String(),
      ...stretch,
      machine: percentiles,
      driver: percentiles,
    },
    { description: 'Charge Start Time in seconds, as measured and not from buckets.' },
  ),
);

/** What two cohorts may differ in; `period`: the same equipment at two times. */
export const COHORT_KEYS = ['firmware', 'model', 'vendor', 'site', 'station', 'period'] as const;
const group = named(
  'Group',
  Type.Object({
    key: Type.String({
      description:
        'Its site, station, vendor, hour 0–23 or weekday 1–7 (Monday 1); of a model `vendor model`, of a firmware `vendor model firmware`.',
    }),
    site: Type.Optional(Type.String()),
    station: Type.Optional(Type.String()),
    vendor: Type.Optional(Type.String()),
    model: Type.Optional(Type.String()),
    firmware: Type.Optional(Type.String()),
    ...groupFigures,
    too_few: Type.Boolean({ description: 'Fewer than five attempts: shown, never ranked.' }),
    commonest_reason: orNull(reasonName),
    reliability_index: orNull(reliabilityIndex),
    port_uptime: orNull(kpi),
  }),
);

export const breakdown = named(
  'Breakdown',
  Type.Object(
    {
      kpi_version: Type.String(),
      ...stretch,
      by: oneOf(BREAKDOWNS),
      total: Type.Integer({ minimum: 0, description: 'Groups there are; `items` may hold fewer.' }),
      four_fifths: Type.Integer({
        minimum: 0,
        description: 'The fewest groups that lost four fifths of the charges lost, together; of all groups.',
      }),
      items: Type.Array(group),
      next_cursor: orNull(Type.String()),
    },
    {
      description:
        'Groups, those that lost most charges first unless told otherwise; groups of too few attempts last. Ranks are those of the moment: a group may move between two pages of a time that is still running.',
    },
  ),
);

export const heatmap = named(
  'Heatmap',
  Type.Object(
    {
      kpi_version: Type.String(),
      ...stretch,
      items: Type.Array(
        Type.Object({
          site: Type.String(),
          hours: Type.Array(Type.Object({ hour: count, attempts: count, failed: count }), {
            description: 'Hours 0–23 on the clock of `time_zone`.',
          }),
        }),
      ),
    },
    {
      description:
        'Sites, those that lost most charges first, with attempts and failures (as Session Success counts them) of each hour of the day.',
    },
  ),
);

const scorecard = named(
  'Scorecard',
  Type.Object({
    ...equipment,
    stations: count,
    ...groupFigures,
    reliability_index: reliabilityIndex,
    reasons: reasonCounts,
    port_uptime: kpi,
    faults: Type.Integer({ minimum: 0, description: 'Times that a connector became faulted.' }),
    connector_hours: Type.Number({ minimum: 0, description: 'Available or in use.' }),
    mtbf_hours: orNull(
      Type.Object({
        value: orNull(Type.Number()),
        low: Type.Number(),
        high: orNull(Type.Number()),
      }),
    ),
  }),
);

export const scorecards = named(
  'Scorecards',
  Type.Object(
    { kpi_version: Type.String(), ...stretch, items: Type.Array(scorecard) },
    {
      description:
        'Vendor × model × firmware, those that lost most charges first. MTBF: connector hours available or in use for each time that a connector became faulted, with its exact 95 % Poisson interval; `value` and `high` null without a fault.',
    },
  ),
);

const difference = Type.Object({
  difference: orNull(Type.Number({ description: 'b − a.' })),
  low: orNull(Type.Number()),
  high: orNull(Type.Number()),
  probability_b_better: orNull(proportion),
});

const cohort = Type.Object({
  ...stretch,
  flows: count,
  stations: count,
  charges_lost: count,
  charge_start_success: share,
  charge_end_success: share,
  session_success: share,
  first_charge_success: share,
  reasons: reasonCounts,
});

export const comparison = named(
  'Comparison',
  Type.Object(
    {
      kpi_version: Type.String(),
      a: cohort,
      b: cohort,
      charge_start_success: difference,
      charge_end_success: difference,
      session_success: difference,
      first_charge_success: difference,
    },
    {
      description:
        'Two cohorts: difference of proportions with its 95 % interval (Newcombe, hybrid score), and the probability that b is better (Beta posteriors, Jeffreys prior).',
    },
  ),
);
