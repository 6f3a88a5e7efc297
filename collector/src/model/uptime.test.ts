import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONNECTOR_STATES, type ConnectorState } from './availability.ts';
import { EXCLUSION_KINDS } from './exclusion.ts';
import { unionOf, type TimeSpan } from './time-span.ts';
import { pooledUptime, portTimeline, uptimeWithin, type PortHistory, type UptimeRules } from './uptime.ts';

const HOUR = 3_600_000;
const RULES: UptimeRules = {
  conditions: {
    ...{ available: 'up', occupied: 'up', charging: 'up', suspended_ev: 'up', suspended_evse: 'up' },
    ...{ finishing: 'up', reserved: 'up', unavailable: 'down', faulted: 'down', unknown: 'down' },
  },
  closedHours: 'excluded',
  incapable: 'down',
  exclusions: [
    { kind: 'utility_interruption', cap: null },
    { kind: 'vandalism', cap: { milliseconds: 4 * HOUR, per: 'incident' } },
    { kind: 'scheduled_maintenance', cap: { milliseconds: 3 * HOUR, per: 'year' } },
  ],
};
const hours = (start: number, end: number): TimeSpan => ({ start: start * HOUR, end: end * HOUR });
const during = (start: number, end: number, state: ConnectorState, capable = true) => ({
  ...hours(start, end),
  ...{ state, capable },
});
const excluded = (start: number, end: number, kind: (typeof EXCLUSION_KINDS)[number]) => ({
  ...hours(start, end),
  kind,
});
const history = (change: Partial<PortHistory>): PortHistory => ({
  intervals: [],
  service: hours(0, 100),
  open: [hours(0, 100)],
  exclusions: [],
  years: [hours(0, 50), hours(50, 100)],
  ...change,
});
const inHours = (of: PortHistory, rules = RULES, window = hours(0, 100)) => {
  const uptime = uptimeWithin(portTimeline(rules, of), window);
  return {
    ...uptime,
    outage: uptime.outage / HOUR,
    excluded: uptime.excluded / HOUR,
    measured: uptime.measured / HOUR,
  };
};

describe('programme uptime', () => {
  it('is the observed time that was no outage', () => {
    const of = history({ intervals: [during(0, 90, 'available'), during(90, 100, 'faulted')] });
    expect(inHours(of)).toMatchObject({ outage: 10, excluded: 0, uptime: 0.9, coverage: 1 });
  });

  it('holds a port that is not capable to be down, unless the programme does not ask', () => {
    const of = history({
      intervals: [
        during(0, 50, 'available'),
        during(50, 60, 'charging', false),
        during(60, 70, 'unknown', false),
        during(70, 100, 'available'),
      ],
    });
    expect(inHours(of)).toMatchObject({ outage: 20, uptime: 0.8 });
    expect(inHours(of, { ...RULES, incapable: 'up' })).toMatchObject({ outage: 10, uptime: 0.9 });
  });

  it('is up while another of its connectors is capable', () => {
    const of = history({ intervals: [during(0, 100, 'available', false), during(0, 100, 'available')] });
    expect(inHours(of)).toMatchObject({ outage: 0, uptime: 1 });
  });

  it('does not count what nobody watched, and says what it could have been', () => {
    const of = history({
      intervals: [during(0, 40, 'available'), during(40, 50, 'unknown'), during(50, 75, 'unobserved')],
    });
    expect(inHours(of)).toMatchObject({
      ...{ coverage: 0.5, uptime: 0.8, outage: 10 },
      ...{ uptimeIfUnobservedWasUp: 0.9, uptimeIfUnobservedWasDown: 0.4 },
    });
  });

  it('knows nothing where nothing was observed', () => {
    expect(inHours(history({}))).toMatchObject({ coverage: 0, uptime: null, uptimeIfUnobservedWasDown: 0 });
    expect(inHours(history({ service: hours(0, 0) })).coverage).toBeNull();
  });

  it('takes a port for up while one of its connectors is', () => {
    const of = history({
      intervals: [during(0, 100, 'unavailable'), during(0, 60, 'charging'), during(60, 100, 'faulted')],
    });
    expect(inHours(of)).toMatchObject({ outage: 40, uptime: 0.6 });
  });

  it('excludes only outages, each moment once, in the order of the programme', () => {
    const of = history({
      intervals: [during(0, 80, 'available'), during(80, 100, 'faulted')],
      exclusions: [
        excluded(70, 90, 'utility_interruption'),
        excluded(85, 95, 'vandalism'),
        excluded(0, 10, 'utility_interruption'),
      ],
    });
    const { excludedByKind, ...rest } = inHours(of);
    expect(rest).toMatchObject({ outage: 20, excluded: 14 });
    expect(excludedByKind).toEqual({ utility_interruption: 10 * HOUR, vandalism: 4 * HOUR });
  });

  it('ignores kinds that the programme does not know', () => {
    const of = history({
      intervals: [during(0, 100, 'faulted')],
      exclusions: [excluded(0, 100, 'natural_disaster')],
    });
    expect(inHours(of)).toMatchObject({ excluded: 0, uptime: 0 });
  });

  it('caps a kind for each incident', () => {
    const of = history({
      intervals: [during(0, 100, 'faulted')],
      exclusions: [excluded(0, 20, 'vandalism'), excluded(30, 32, 'vandalism')],
    });
    expect(inHours(of).excluded).toBe(6);
  });

  it('caps a kind for each year, also where only a part of the year is looked at', () => {
    const of = history({
      intervals: [during(0, 100, 'unavailable')],
      exclusions: [excluded(0, 2, 'scheduled_maintenance'), excluded(40, 60, 'scheduled_maintenance')],
    });
    expect(inHours(of).excluded).toBe(6);
    expect(inHours(of, RULES, hours(40, 50)).excluded).toBe(1);
    expect(inHours(of, RULES, hours(50, 100)).excluded).toBe(3);
  });

  it('excludes closed hours, or does not count them at all', () => {
    const of = history({
      intervals: [during(0, 80, 'available'), during(80, 100, 'faulted')],
      open: [hours(0, 90)],
    });
    expect(inHours(of)).toMatchObject({ measured: 100, outage: 20, excluded: 10, uptime: 0.9 });
    expect(inHours(of, { ...RULES, closedHours: 'not_counted' })).toMatchObject({
      ...{ measured: 90, outage: 10, excluded: 0, uptime: 80 / 90 },
    });
  });

  it('takes closed hours out first, so that they use up no cap', () => {
    const of = history({
      intervals: [during(0, 50, 'unavailable')],
      open: [hours(4, 100)],
      exclusions: [excluded(0, 10, 'scheduled_maintenance')],
    });
    expect(inHours(of).excludedByKind).toEqual({ closed_hours: 4 * HOUR, scheduled_maintenance: 3 * HOUR });
  });

  it('counts what is not eligible as observed and as no outage', () => {
    const rules = { ...RULES, conditions: { ...RULES.conditions, unknown: 'ineligible' as const } };
    const of = history({ intervals: [during(0, 50, 'available'), during(50, 100, 'unknown')] });
    expect(inHours(of, rules)).toMatchObject({ outage: 0, coverage: 1, uptime: 1 });
  });

  it('begins when the port does', () => {
    const of = history({ service: hours(50, 100), intervals: [during(0, 100, 'available')] });
    expect(inHours(of)).toMatchObject({ measured: 50, coverage: 1 });
  });

  it('pools times, never ratios', () => {
    const one = uptimeWithin(
      portTimeline(RULES, history({ intervals: [during(0, 100, 'available')] })),
      hours(0, 100),
    );
    const other = uptimeWithin(
      portTimeline(RULES, history({ intervals: [during(0, 10, 'faulted')] })),
      hours(0, 100),
    );
    expect(pooledUptime([one, other])).toMatchObject({ uptime: 100 / 110, coverage: 0.55 });
  });
});

describe('programme uptime, whatever the history', () => {
  const stretch = fc
    .tuple(fc.integer({ min: -10, max: 110 }), fc.integer({ min: 0, max: 40 }))
    .map(([start, length]) => hours(start, start + length));
  const anyHistory = fc.record({
    intervals: fc.array(
      fc
        .tuple(stretch, fc.constantFrom(...CONNECTOR_STATES), fc.boolean())
        .map(([span, state, capable]) => ({ ...span, state, capable })),
      { maxLength: 12 },
    ),
    service: stretch,
    open: fc.array(stretch, { maxLength: 5 }).map(unionOf),
    exclusions: fc.array(
      fc.tuple(stretch, fc.constantFrom(...EXCLUSION_KINDS)).map(([span, kind]) => ({ ...span, kind })),
      { maxLength: 8 },
    ),
    years: fc.constant([hours(-10, 50), hours(50, 160)]),
  });
  const anyRules = fc
    .constantFrom<UptimeRules['closedHours']>('excluded', 'not_counted')
    .map((closedHours) => ({
      ...RULES,
      closedHours,
    }));

  it('lies within 0 and 1 and between its bounds, and no time exceeds what it is a part of', () => {
    fc.assert(
      fc.property(anyRules, anyHistory, stretch, (rules, of, window) => {
        const uptime = uptimeWithin(portTimeline(rules, of), window);
        expect(uptime.excluded).toBeLessThanOrEqual(uptime.outage);
        expect(uptime.outage).toBeLessThanOrEqual(uptime.observed);
        expect(uptime.observed).toBeLessThanOrEqual(uptime.measured);
        expect(uptime.measured).toBeLessThanOrEqual(window.end - window.start);
        const { uptimeIfUnobservedWasDown: low, uptimeIfUnobservedWasUp: high } = uptime;
        for (const share of [uptime.uptime, uptime.coverage, low, high]) {
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        if (uptime.uptime !== null && low !== null && high !== null) {
          expect(low).toBeLessThanOrEqual(uptime.uptime);
          expect(uptime.uptime).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  it('gets no new outage, and no lower uptime, from an exclusion', () => {
    fc.assert(
      fc.property(anyRules, anyHistory, (rules, of) => {
        const window = hours(-20, 200);
        const without = uptimeWithin(portTimeline(rules, { ...of, exclusions: [] }), window);
        const uptime = uptimeWithin(portTimeline(rules, of), window);
        expect(uptime.outage).toBe(without.outage);
        expect(uptime.excluded).toBeGreaterThanOrEqual(without.excluded);
        expect(uptime.uptime ?? 0).toBeGreaterThanOrEqual(without.uptime ?? 0);
      }),
    );
  });

  it('adds up over the parts of a window', () => {
    fc.assert(
      fc.property(anyRules, anyHistory, fc.integer({ min: 0, max: 100 }), (rules, of, cut) => {
        const timeline = portTimeline(rules, of);
        const parts = [hours(-20, cut), hours(cut, 200)].map((window) => uptimeWithin(timeline, window));
        expect(pooledUptime(parts)).toEqual(uptimeWithin(timeline, hours(-20, 200)));
      }),
    );
  });
});
