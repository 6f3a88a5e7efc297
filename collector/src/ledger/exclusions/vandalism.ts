import type { StateInterval } from '../../model/availability.ts';
import type { Exclusion } from '../../model/exclusion.ts';
import type { SettledFlow } from '../../model/flow.ts';
import { countsAsUp } from '../../model/kpi.ts';
import type { StationEvent } from '../../model/station-event.ts';
import { unionOf } from '../../model/time-span.ts';
import { newExclusion, PROPOSED_BY_DATA } from './new-exclusion.ts';

/** Faults of the catalogue that people cause: cables cut or torn off, an enclosure opened, tilted or struck. */
export const VANDALISM_FAULTS: Readonly<Record<string, string>> = {
  F04: 'cable cut or torn off',
  F42: 'enclosure opened, tilted or struck',
};
/** An outage that begins so soon after it belongs to it; what began before it does not. */
const AFTER_MS = 600_000;
/** Clocks of messages that arrive together. */
const BEFORE_MS = 60_000;

/** Something that looks like vandalism, and where. */
interface Sign {
  readonly station: string;
  /** 0: the station. */
  readonly evse: number;
  readonly at: number;
  readonly what: string;
  readonly evidence: string;
}

const signsOf = (flows: readonly SettledFlow[], events: readonly StationEvent[]): readonly Sign[] => [
  ...events.flatMap(({ kind, detail, station, evse, at }) => {
    const what = kind === 'fault' ? VANDALISM_FAULTS[detail] : undefined;
    const evidence = `fault:${station}/${evse} ${detail} ${new Date(at).toISOString()}`;
    return what === undefined ? [] : [{ station, evse, at, what, evidence }];
  }),
  ...flows.flatMap(({ reason, station, evse, end, id }) =>
    reason === 'cable_cut'
      ? [{ station, evse: evse ?? 0, at: end, what: 'cable cut or torn off', evidence: `flow:${id}` }]
      : [],
  ),
];

/** Proposes the outages that began with signs of vandalism, one an EVSE and outage. */
export const proposeVandalism = (
  intervals: readonly StateInterval[],
  flows: readonly SettledFlow[],
  events: readonly StationEvent[],
  at: number,
): readonly Exclusion[] => {
  const found = new Map<string, Exclusion>();
  for (const sign of signsOf(flows, events)) {
    const places = intervals.filter(
      ({ station, evse, state }) =>
        station === sign.station &&
        (sign.evse === 0 || evse === sign.evse) &&
        !countsAsUp(state) &&
        state !== 'unobserved',
    );
    for (const evse of new Set(places.map((place) => place.evse))) {
      const [site] = places.map((place) => place.site);
      const outage = unionOf(places.filter((place) => place.evse === evse)).find(
        ({ start, end }) => start >= sign.at - BEFORE_MS && start <= sign.at + AFTER_MS && end > sign.at,
      );
      if (!outage || site === undefined) continue;
      const exclusion = newExclusion({
        ...{ site, station: sign.station, evse, kind: 'vandalism', ...outage },
        reason: `outage that began with: ${sign.what}`,
        evidence: [sign.evidence],
        proposedBy: PROPOSED_BY_DATA,
        proposedAt: at,
      });
      const known = found.get(exclusion.id);
      const evidence = [...new Set([...(known?.evidence ?? []), sign.evidence])];
      found.set(exclusion.id, { ...exclusion, evidence });
    }
  }
  return [...found.values()];
};
