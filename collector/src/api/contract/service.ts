import { Type } from 'typebox';
import { moment, oneOf, oneOfOrNull, orNull, named } from './words.ts';

/** What may be done: read; decide; configure. Each includes those before it. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const health = named(
  'Health',
  Type.Object({
    status: oneOf(['ok', 'degraded'] as const),
    version: Type.String(),
    ledger: oneOf(['readable', 'away'] as const),
  }),
);

export const whoami = named(
  'WhoAmI',
  Type.Object(
    {
      role: oneOf(ROLES, 'The lower of the two below.'),
      token_role: oneOf(ROLES),
      grafana_role: oneOfOrNull(ROLES, 'Of the verified Grafana ID; null without one.'),
      name: orNull(Type.String()),
      verified: Type.Boolean({ description: 'Whether a signed Grafana ID says who it is.' }),
      kpi_version: Type.String(),
      ledger: Type.Object({ first_flow: orNull(moment), last_flow: orNull(moment) }),
    },
    { description: 'Who the API takes you for: what a connection test needs.' },
  ),
);
