import type { Phase, Quantity } from './telemetry.ts';

/** What one sensor told during a flow, in the unit that the quantity's name ends with. */
export interface QuantityRange {
  readonly quantity: Quantity;
  readonly location: string;
  readonly phase: Phase;
  readonly least: number;
  readonly most: number;
  readonly last: number;
}

/** A link that the station depends on; `up`: at the end of the flow, null when nobody knows. */
export interface LinkContext {
  readonly link: string;
  readonly up: boolean | null;
  /** Times that it went down during the flow. */
  readonly drops: number;
}

/** What was around a flow: readings of its EVSE and station, the links of its station, the grid of its site. */
export interface FlowContext {
  readonly quantities: readonly QuantityRange[];
  readonly links: readonly LinkContext[];
  /** Whether the grid was there all the time; null when nobody watches it. */
  readonly grid: boolean | null;
}
