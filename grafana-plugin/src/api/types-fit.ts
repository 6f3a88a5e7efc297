import type { components } from './generated/schema.ts';
import type { Comparison } from './types-comparison.ts';
import type * as View from './types.ts';

type Schemas = components['schemas'];
/** Does not compile where `Given` lacks something that `Used` has. */
type Fits<Used, Given extends Used> = Given;

/** `types.ts` says what the app reads; the OpenAPI document must give all of it (`npm run api-types` reads it anew). */
export type TypesFit = [
  Fits<View.Summary, Schemas['Summary']>,
  Fits<View.Funnel, Schemas['Funnel']>,
  Fits<View.Breakdown, Schemas['Breakdown']>,
  Fits<View.Heatmap, Schemas['Heatmap']>,
  Fits<Comparison, Schemas['Comparison']>,
  Fits<View.Scorecard, Schemas['Scorecard']>,
  Fits<View.FlowDetail, Schemas['FlowDetail']>,
  Fits<View.StationDetail, Schemas['StationDetail']>,
  Fits<View.StateInterval, Schemas['StateInterval']>,
  Fits<View.Inventory, Schemas['Inventory']>,
  Fits<View.UptimeReport, Schemas['UptimeReport']>,
  Fits<View.Exclusion, Schemas['Exclusion']>,
  Fits<View.WhoAmI, Schemas['WhoAmI']>,
];
