import type { ConnectorState } from './availability.ts';
import type { ExclusionKind } from './exclusion.ts';
import { differenceOf, firstPart, intersectionOf, lengthOf, unionOf, type TimeSpan } from './time-span.ts';

/** Version of the computation of programme uptime; goes into each output that carries one. */
export const UPTIME_VERSION = '1';

/** What a state means to a programme. `ineligible`: not working, and not counted against the operator. */
export const PORT_CONDITIONS = ['up', 'down', 'ineligible'] as const;
export type PortCondition = (typeof PORT_CONDITIONS)[number];

/** How much of a kind a programme takes out: at most `milliseconds` an incident, or a calendar year of the site. */
export interface ExclusionCap {
  readonly milliseconds: number;
  readonly per: 'incident' | 'year';
}

/** The rules of a programme, as far as time is counted by them. */
export interface UptimeRules {
  /** Every state but `unobserved`, which is never counted. */
  readonly conditions: Readonly<Record<Exclude<ConnectorState, 'unobserved'>, PortCondition>>;
  /** What a port that says it is up counts as while it is not capable. */
  readonly incapable: 'up' | 'down';
  /** Time outside opening hours: an exclusion, or no part of the time at all. */
  readonly closedHours: 'excluded' | 'not_counted';
  /** In the order in which they claim a moment that several cover. */
  readonly exclusions: readonly { readonly kind: ExclusionKind; readonly cap: ExclusionCap | null }[];
}

/** What time is taken out for. */
export type ExcludedKind = 'closed_hours' | ExclusionKind;

/** What is known of one port; spans in any order. */
export interface PortHistory {
  /** The port's connectors' states; where several connectors say different things, see `portTimeline`. */
  readonly intervals: readonly (TimeSpan & { readonly state: ConnectorState; readonly capable: boolean })[];
  /** The port is there: from its commissioning on. */
  readonly service: TimeSpan;
  /** When the site is open, ordered. */
  readonly open: readonly TimeSpan[];
  /** Approved exclusions that cover the port. */
  readonly exclusions: readonly (TimeSpan & { readonly kind: ExclusionKind })[];
  /** Calendar years of the site, for caps a year. */
  readonly years: readonly TimeSpan[];
}

/** What became of every moment of a port's history; ordered spans without overlaps. */
export interface PortTimeline {
  /** The time that is measured. */
  readonly measured: readonly TimeSpan[];
  readonly observed: readonly TimeSpan[];
  readonly down: readonly TimeSpan[];
  /** Parts of `down`, each moment under one kind. */
  readonly excluded: readonly { readonly kind: ExcludedKind; readonly spans: readonly TimeSpan[] }[];
}

const capped = (
  spans: readonly TimeSpan[],
  incidents: readonly TimeSpan[],
  cap: ExclusionCap | null,
  years: readonly TimeSpan[],
): readonly TimeSpan[] => {
  if (cap === null) return spans;
  const periods = cap.per === 'year' ? years : incidents;
  return unionOf(periods.flatMap((period) => firstPart(intersectionOf(spans, [period]), cap.milliseconds)));
};

const conditionOf = (
  { conditions, incapable }: UptimeRules,
  state: Exclude<ConnectorState, 'unobserved'>,
  capable: boolean,
): PortCondition => (conditions[state] === 'up' && !capable ? incapable : conditions[state]);

/**
 * Sorts the time of a port. A port can charge one vehicle at a time: it is up while any of its connectors is, down while
 * one that is watched is down and none is up. Exclusions only ever take from what is down, each moment once, closed hours
 * first and then in the programme's order, so that a cap is not used up by what needs none.
 */
export const portTimeline = (rules: UptimeRules, history: PortHistory): PortTimeline => {
  const measured =
    rules.closedHours === 'not_counted'
      ? intersectionOf(unionOf([history.service]), history.open)
      : unionOf([history.service]);
  const during = (condition: PortCondition): readonly TimeSpan[] =>
    intersectionOf(
      unionOf(
        history.intervals.filter(
          ({ state, capable }) => state !== 'unobserved' && conditionOf(rules, state, capable) === condition,
        ),
      ),
      measured,
    );
  const up = during('up');
  const down = differenceOf(during('down'), up);
  const observed = unionOf([...up, ...down, ...during('ineligible')]);
  const closed = rules.closedHours === 'excluded' ? differenceOf(down, history.open) : [];
  const excluded: { kind: ExcludedKind; spans: readonly TimeSpan[] }[] = [
    { kind: 'closed_hours', spans: closed },
  ];
  let left = differenceOf(down, closed);
  for (const { kind, cap } of rules.exclusions) {
    const incidents = history.exclusions.filter((exclusion) => exclusion.kind === kind);
    const spans = capped(intersectionOf(left, unionOf(incidents)), incidents, cap, history.years);
    excluded.push({ kind, spans });
    left = differenceOf(left, spans);
  }
  return { measured, observed, down, excluded: excluded.filter(({ spans }) => spans.length > 0) };
};

/** Times in ms. Shares 0–1, null where there is nothing to divide by. */
export interface PortUptime {
  /** T: all the time that is measured. */
  readonly measured: number;
  readonly observed: number;
  /** observed / measured. */
  readonly coverage: number | null;
  readonly outage: number;
  readonly excluded: number;
  readonly excludedByKind: Readonly<Partial<Record<ExcludedKind, number>>>;
  /** (observed − (outage − excluded)) / observed. */
  readonly uptime: number | null;
  /** Had the port been up, or down, whenever nobody watched. The first is the formula of 23 CFR 680.116(b)(3). */
  readonly uptimeIfUnobservedWasUp: number | null;
  readonly uptimeIfUnobservedWasDown: number | null;
}

/** Adds the times of ports or periods and divides once. */
export const pooledUptime = (
  parts: readonly Pick<PortUptime, 'measured' | 'observed' | 'outage' | 'excludedByKind'>[],
): PortUptime => {
  const sum = (of: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const [measured, observed, outage] = [sum((p) => p.measured), sum((p) => p.observed), sum((p) => p.outage)];
  const excludedByKind: Partial<Record<ExcludedKind, number>> = {};
  for (const part of parts) {
    for (const [kind, time] of kindsOf(part.excludedByKind)) {
      excludedByKind[kind] = (excludedByKind[kind] ?? 0) + time;
    }
  }
  const excluded = kindsOf(excludedByKind).reduce((total, [, time]) => total + time, 0);
  const net = outage - excluded;
  const share = (good: number, of: number): number | null => (of > 0 ? good / of : null);
  return {
    measured,
    observed,
    coverage: share(observed, measured),
    outage,
    excluded,
    excludedByKind,
    uptime: share(observed - net, observed),
    uptimeIfUnobservedWasUp: share(measured - net, measured),
    uptimeIfUnobservedWasDown: share(observed - net, measured),
  };
};

const EXCLUDED_KINDS: readonly ExcludedKind[] = [
  ...(['closed_hours', 'utility_interruption', 'vehicle_fault'] as const),
  ...(['scheduled_maintenance', 'vandalism', 'natural_disaster'] as const),
];

/** The kinds that something was excluded for, with their time, in a fixed order. */
export const kindsOf = (byKind: PortUptime['excludedByKind']): readonly (readonly [ExcludedKind, number])[] =>
  EXCLUDED_KINDS.flatMap((kind) => {
    const time = byKind[kind];
    return time === undefined ? [] : [[kind, time] as const];
  });

/** The figures of one port over a stretch of time. */
export const uptimeWithin = (timeline: PortTimeline, window: TimeSpan): PortUptime => {
  const within = (spans: readonly TimeSpan[]): number => lengthOf(intersectionOf(spans, [window]));
  const excludedByKind: Partial<Record<ExcludedKind, number>> = {};
  for (const { kind, spans } of timeline.excluded) {
    const time = within(spans);
    if (time > 0) excludedByKind[kind] = time;
  }
  return pooledUptime([
    {
      measured: within(timeline.measured),
      observed: within(timeline.observed),
      outage: within(timeline.down),
      excludedByKind,
    },
  ]);
};
