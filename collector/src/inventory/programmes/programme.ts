import type { PowerType } from '../../model/place.ts';
import type { UptimeRules } from '../../model/uptime.ts';

/** A programme with its rules; shares 0–1. */
export interface UptimeProgramme extends UptimeRules {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly required: { readonly share: number; readonly strictly: boolean };
  readonly averageOf: 'port' | 'network';
  readonly window: 'rolling_12_months' | 'calendar_year';
  readonly appliesTo: { readonly powerType: PowerType; readonly fromWatts: number };
  /** What a port that is rated for as much must deliver, W, where a vehicle asks for it; null: the programme says nothing. */
  readonly minimumPower: { readonly AC: number | null; readonly DC: number | null };
  /** Why its figure is an estimate; null where it is none. */
  readonly estimate: string | null;
}

/** Whether a programme applies to a port; null when the port's current or rating is not known. */
export const appliesTo = (
  { appliesTo: { powerType, fromWatts } }: UptimeProgramme,
  port: { readonly powerType: PowerType; readonly ratedW: number | null },
): boolean | null => {
  const current = powerType === null ? true : port.powerType === null ? null : port.powerType === powerType;
  const power = fromWatts === 0 ? true : port.ratedW === null ? null : port.ratedW >= fromWatts;
  if (current === false || power === false) return false;
  return current === null || power === null ? null : true;
};

/** What a port of a site under this programme must deliver, W; null where that cannot be said. */
export const minimumPowerOf = (
  programme: UptimeProgramme | undefined,
  { powerType, ratedW }: { readonly powerType: PowerType; readonly ratedW: number | null },
): number | null => {
  const minimum = powerType === null ? null : (programme?.minimumPower[powerType] ?? null);
  return minimum === null || ratedW === null || ratedW < minimum ? null : minimum;
};

/** Whether a share is what the programme asks for. */
export const meetsRequirement = ({ required }: UptimeProgramme, share: number): boolean =>
  required.strictly ? share > required.share : share >= required.share;
