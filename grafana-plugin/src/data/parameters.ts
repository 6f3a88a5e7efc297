import type { Query } from '../api/client.ts';
import type { Filters } from '../filters/filters.ts';
import type { Span } from '../filters/range.ts';

/** Time and equipment as the API names them. */
export const placeParameters = (span: Span, filters: Filters): Query => ({
  from: new Date(span.from).toISOString(),
  to: new Date(span.to).toISOString(),
  site: filters.site,
  vendor: filters.vendor,
  model: filters.model,
  firmware: filters.firmware,
  station: filters.station,
});

/** … and which flows. */
export const flowParameters = (span: Span, filters: Filters): Query => ({
  ...placeParameters(span, filters),
  failed_stage: filters.stage,
  reason: filters.reason,
  outcome: filters.outcome,
  attribution: filters.attribution,
});

/** Hours are those of the reader's clock. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
