import type { StateInterval } from './availability.ts';
import { differenceOf, intersectionOf, unionOf } from './time-span.ts';

/** Why a port counts as not capable: vehicles get less than what the programme asks for, or no charge starts any more. */
export const CAPABILITY_CAUSES = ['low_power', 'failing_starts'] as const;
export type CapabilityCause = (typeof CAPABILITY_CAUSES)[number];

/**
 * A stretch in which a connector could not do what it is there for, whatever it said of itself. Times are ms since the epoch.
 * It begins with the first charge that showed it, which is known only once enough vehicles have.
 */
export interface IncapableStretch {
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly start: number;
  /** null while it lasts. */
  readonly end: number | null;
  readonly cause: CapabilityCause;
  /** Ids of the flows that showed it. */
  readonly evidence: readonly string[];
  /** How many vehicles they were of. */
  readonly vehicles: number;
  /** The flow that proved the connector capable again; null while it lasts. */
  readonly proof: string | null;
}

/** A stretch of a connector's state, and whether it was capable then. */
export type CapableInterval = StateInterval & { readonly capable: boolean };

/** Cuts what connectors said of themselves where they became, or ceased to be, capable; in the order given. */
export const withCapability = (
  intervals: readonly StateInterval[],
  stretches: readonly IncapableStretch[],
): readonly CapableInterval[] =>
  intervals.flatMap((interval) => {
    const spans = stretches
      .filter((stretch) => isSameConnector(stretch, interval))
      .map(({ start, end }) => ({ start, end: end ?? Infinity }));
    if (spans.length === 0) return [{ ...interval, capable: true }];
    const incapable = intersectionOf(unionOf(spans), [interval]);
    const capable = differenceOf([interval], incapable);
    return [
      ...capable.map((span) => ({ ...interval, ...span, capable: true })),
      ...incapable.map((span) => ({ ...interval, ...span, capable: false })),
    ].sort((one, other) => one.start - other.start);
  });

type ConnectorKey = Pick<StateInterval, 'station' | 'evse' | 'connector'>;

const isSameConnector = (one: ConnectorKey, other: ConnectorKey): boolean =>
  one.station === other.station && one.evse === other.evse && one.connector === other.connector;
