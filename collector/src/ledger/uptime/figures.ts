import { countsAsUp } from '../../model/kpi.ts';
import { intersectionOf, lengthOf, type TimeSpan } from '../../model/time-span.ts';
import { kindsOf, type ExcludedKind, type PortTimeline, type PortUptime } from '../../model/uptime.ts';
import { meetsRequirement, type UptimeProgramme } from '../../inventory/programmes/programme.ts';
import type { PortHistoryOfPort } from './port-history.ts';
import type { OutageFigures, UptimeFigures, Verdict, WindowFigures } from './uptime-report.ts';

/** ms as minutes, to a thousandth. */
export const minutes = (milliseconds: number): number => Math.round(milliseconds / 60) / 1_000;

export const iso = (at: number): string => new Date(at).toISOString();

const minutesByKind = (
  byKind: PortUptime['excludedByKind'],
): Readonly<Partial<Record<ExcludedKind, number>>> =>
  Object.fromEntries(kindsOf(byKind).map(([kind, time]) => [kind, minutes(time)]));

/** A computed uptime as it is printed. */
export const uptimeFigures = (uptime: PortUptime): UptimeFigures => ({
  t_minutes: minutes(uptime.measured),
  observed_minutes: minutes(uptime.observed),
  coverage: uptime.coverage,
  t_outage_minutes: minutes(uptime.outage),
  t_excluded_minutes: minutes(uptime.excluded),
  excluded_minutes: minutesByKind(uptime.excludedByKind),
  uptime: uptime.uptime,
  uptime_if_unobserved_was_up: uptime.uptimeIfUnobservedWasUp,
  uptime_if_unobserved_was_down: uptime.uptimeIfUnobservedWasDown,
});

/** Met, or not, whatever happened while nobody watched; else open. */
const verdictOf = (programme: UptimeProgramme, uptime: PortUptime): Verdict => {
  const { uptimeIfUnobservedWasUp: best, uptimeIfUnobservedWasDown: worst } = uptime;
  if (best === null || worst === null) return 'open';
  if (meetsRequirement(programme, worst)) return 'yes';
  return meetsRequirement(programme, best) ? 'open' : 'no';
};

/** An uptime over a programme's window. */
export const windowFigures = (
  programme: UptimeProgramme,
  { start, end }: TimeSpan,
  uptime: PortUptime,
): WindowFigures => ({
  from: iso(start),
  to: iso(end),
  meets_requirement: verdictOf(programme, uptime),
  ...uptimeFigures(uptime),
});

/** The outages that reach into `period`, whole. */
export const outagesOf = (
  timeline: PortTimeline,
  { intervals }: Pick<PortHistoryOfPort, 'intervals'>,
  period: TimeSpan,
): readonly OutageFigures[] =>
  timeline.down
    .filter(({ start, end }) => start < period.end && end > period.start)
    .map((outage) => {
      const excluded = timeline.excluded.map(
        ({ kind, spans }) => [kind, lengthOf(intersectionOf(spans, [outage]))] as const,
      );
      const states = intervals
        .filter(({ start, end }) => start < outage.end && end > outage.start)
        .map(({ state, capable }) => (!capable && countsAsUp(state) ? 'incapable' : state));
      return {
        from: iso(outage.start),
        to: iso(outage.end),
        minutes: minutes(outage.end - outage.start),
        excluded_minutes: minutesByKind(Object.fromEntries(excluded.filter(([, time]) => time > 0))),
        states: [...new Set(states)],
      };
    });
