import { Type } from 'typebox';
import { EXCLUSION_KINDS, EXCLUSION_STATES } from '../../model/exclusion.ts';
import {
  byWord,
  count,
  label,
  moment,
  named,
  oneOf,
  oneOfOrNull,
  orNull,
  pageOf,
  proportion,
} from './words.ts';

const minutes = Type.Number({ minimum: 0 });
const EXCLUDED_KINDS = ['closed_hours', ...EXCLUSION_KINDS] as const;
const excludedMinutes = byWord(oneOf(EXCLUDED_KINDS), minutes);

const uptimeFigures = {
  t_minutes: minutes,
  observed_minutes: minutes,
  coverage: orNull(proportion),
  t_outage_minutes: minutes,
  t_excluded_minutes: minutes,
  excluded_minutes: excludedMinutes,
  uptime: orNull(proportion),
  uptime_if_unobserved_was_up: orNull(proportion),
  uptime_if_unobserved_was_down: orNull(proportion),
};

const windowFigures = {
  from: moment,
  to: moment,
  meets_requirement: oneOf(['yes', 'no', 'open'] as const),
  ...uptimeFigures,
};

const port = named(
  'Port',
  Type.Object({
    port_id: Type.String(),
    station: label,
    evse: Type.Integer(),
    site: label,
    time_zone: Type.String(),
    opening_hours: Type.String(),
    power_type: oneOfOrNull(['AC', 'DC'] as const),
    rated_w: orNull(Type.Number()),
    commissioned: orNull(Type.String()),
    applies: orNull(Type.Boolean()),
    months: Type.Array(
      Type.Object({
        month: Type.String(),
        from: moment,
        to: moment,
        ...uptimeFigures,
        window: Type.Object(windowFigures),
      }),
    ),
    undecided_minutes: minutes,
    outages: Type.Array(
      Type.Object({
        from: moment,
        to: moment,
        minutes,
        excluded_minutes: excludedMinutes,
        states: Type.Array(Type.String()),
      }),
    ),
    sessions: orNull(
      Type.Array(
        Type.Object({
          start: moment,
          end: moment,
          outcome: Type.String(),
          reason: orNull(Type.String()),
          error_codes: Type.Array(Type.String()),
          energy_kwh: Type.Number(),
          peak_kw: orNull(Type.Number()),
          payment_method: orNull(Type.String()),
        }),
      ),
    ),
  }),
);

export const uptimeReport = named(
  'UptimeReport',
  Type.Object(
    {
      uptime_version: Type.String(),
      kpi_version: Type.String(),
      programme: Type.String(),
      name: Type.String(),
      source: Type.String(),
      required: Type.Object({ share: proportion, strictly: Type.Boolean() }),
      average_of: oneOf(['port', 'network'] as const),
      window: oneOf(['rolling_12_months', 'calendar_year'] as const),
      estimate: orNull(Type.String()),
      months: Type.Array(Type.String()),
      network: Type.Object({
        ...windowFigures,
        ports: count,
        ports_by_verdict: Type.Object({ yes: count, no: count, open: count }),
        ports_not_applicable: count,
        ports_not_classified: count,
      }),
      ports: Type.Array(port),
      notes: Type.Array(Type.String()),
    },
    { description: 'What `firstcharge report --uptime` prints.' },
  ),
);

export const exclusion = named(
  'Exclusion',
  Type.Object({
    id: Type.String(),
    site: label,
    station: orNull(label),
    evse: orNull(Type.Integer()),
    kind: oneOf(EXCLUSION_KINDS),
    start: moment,
    end: moment,
    reason: Type.String(),
    evidence: Type.Array(Type.String()),
    proposed_by: Type.String(),
    proposed_at: moment,
    state: oneOf(EXCLUSION_STATES),
    decisions: Type.Array(
      Type.Object({
        state: oneOf(['approved', 'rejected'] as const),
        by: Type.String(),
        at: moment,
        note: Type.String({ description: 'Why.' }),
        evidence: Type.Array(Type.String()),
      }),
    ),
    version: Type.String({
      description: 'Give it as `If-Match` to decide; it is the ETag of the exclusion.',
    }),
  }),
);

export const exclusionPage = pageOf(exclusion, 'Exclusions, the newest first.');

export const decision = named(
  'Decision',
  Type.Object(
    {
      by: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          pattern: '^[^\\u0000-\\u001f\\u007f]+$',
          description: 'Who decides. Needed where no verified Grafana ID says it; that one wins.',
        }),
      ),
      reason: Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
      evidence: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }), {
          maxItems: 20,
          description: 'A work order, a notice, the address of a photo.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
);
