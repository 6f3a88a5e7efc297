import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONNECTOR_STATES } from '../model/availability.ts';
import { CAPABILITY_CAUSES, withCapability } from '../model/capability.ts';
import { EXCLUSION_KINDS } from '../model/exclusion.ts';
import { FLOW_OUTCOMES, KPI_VERSION } from '../model/flow.ts';
import { inlFacts, inlRates } from '../model/inl.ts';
import { wilsonInterval } from '../model/interval.ts';
import * as kpis from '../model/kpi.ts';
import { openSpans, parseOpeningHours } from '../model/opening-hours.ts';
import {
  availabilityPart,
  INDEX_PARTS,
  qualityPart,
  RELIABILITY_INDEX_VERSION,
  reliabilityIndex,
  shrunkPart,
} from '../model/reliability-index.ts';
import { START_MODES } from '../model/start-mode.ts';
import { kindsOf, portTimeline, UPTIME_VERSION, uptimeWithin } from '../model/uptime.ts';
import { VISIT_RESULTS } from '../model/visit.ts';
import { minutes } from './uptime/figures.ts';
import { yearsOf } from './uptime/period.ts';
import { readProgrammes } from '../inventory/programmes/programmes.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'kpis.md'), 'utf8');
const examples = (kind: string): readonly (readonly [number, unknown])[] =>
  [...PAGE.matchAll(/^```yaml (\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === kind)
    .map((match, index) => [index + 1, parse(match[2] ?? '')]);
const share = (text: string): readonly number[] => text.split('/').map(Number);

const count = z.strictObject({ numerator: z.number(), denominator: z.number() });

describe('docs/kpis.md', () => {
  it('names the versions that outputs carry', () => {
    expect(PAGE).toContain(`| KPI definitions | \`${KPI_VERSION}\` `);
    expect(PAGE).toContain(`| Reliability Index | \`${RELIABILITY_INDEX_VERSION}\` `);
    expect(PAGE).toContain(`| programme uptime | \`${UPTIME_VERSION}\` `);
  });

  it('has examples of every kind, and none that nobody computes', () => {
    const kinds = [...PAGE.matchAll(/^```(.*)\n/gm)].map(([, info]) => info).filter((info) => info !== '');
    expect([...new Set(kinds)].sort()).toEqual(
      ['inl', 'interval', 'kpi', 'reliability_index', 'uptime'].map((kind) => `yaml ${kind}`),
    );
  });

  it('numbers the rulings that verdicts refer to', () => {
    expect([...PAGE.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
  });
});

describe('the examples of KPIs in docs/kpis.md', () => {
  const schema = z.strictObject({
    flows: z
      .array(
        z.strictObject({
          outcome: z.enum(FLOW_OUTCOMES),
          reached_energy: z.boolean(),
          valid_stop: z.boolean(),
          recovered: z.boolean().prefault(false),
        }),
      )
      .prefault([]),
    visits: z.array(z.strictObject({ result: z.enum(VISIT_RESULTS), charged: z.boolean() })).prefault([]),
    expect: z.record(z.string(), z.string()),
  });

  it.each(examples('kpi'))('number %i', (_, example) => {
    const given = schema.parse(example);
    const flows = given.flows.map(({ outcome, reached_energy, valid_stop, recovered }) => ({
      ...{ outcome, reachedEnergy: reached_energy, validStop: valid_stop, recovered },
    }));
    const over = <T>(of: readonly T[], numerator: (one: T) => boolean, denominator: (one: T) => boolean) => [
      of.filter(numerator).length,
      of.filter(denominator).length,
    ];
    const computed: Readonly<Record<string, readonly number[]>> = {
      charge_start_success: over(flows, kpis.startSucceeded, kpis.countsInStart),
      charge_end_success: over(flows, kpis.endSucceeded, kpis.countsInEnd),
      session_success: over(flows, kpis.sessionSucceeded, kpis.countsInStart),
      charge_start_success_at_worst: over(flows, kpis.startSucceeded, kpis.countsInStartAtWorst),
      charge_end_success_at_worst: over(flows, kpis.endSucceeded, kpis.countsInEndAtWorst),
      first_charge_success: over(given.visits, kpis.firstChargeSucceeded, kpis.countsInVisits),
      visit_success: over(given.visits, kpis.visitSucceeded, kpis.countsInVisits),
      non_charge_visits: over(given.visits, kpis.isNonChargeVisit, () => true),
    };
    for (const [name, text] of Object.entries(given.expect))
      expect([name, computed[name]]).toEqual([name, share(text)]);
    expect(Object.keys(given.expect).length).toBeGreaterThan(0);
  });
});

describe('the examples of intervals in docs/kpis.md', () => {
  const schema = z.array(count.extend({ low: z.number(), high: z.number() }));

  it.each(examples('interval'))('number %i', (_, example) => {
    for (const { numerator, denominator, low, high } of schema.parse(example)) {
      const interval = wilsonInterval(numerator, denominator);
      expect(interval?.low).toBeCloseTo(low, 3);
      expect(interval?.high).toBeCloseTo(high, 3);
    }
  });
});

describe('the examples of INL’s form in docs/kpis.md', () => {
  const schema = z.strictObject({
    flows: z.array(
      z.strictObject({
        mode: z.enum(START_MODES).nullable(),
        attempted: z.number().nullable().prefault(null),
        charging: z.number().nullable().prefault(null),
        valid_stop: z.boolean(),
      }),
    ),
    expect: z.strictObject({
      ...{ pooled: z.string(), weighted: z.number(), charge_end_success: z.string() },
      start_seconds: z.array(z.number()),
      ...Object.fromEntries(START_MODES.map((mode) => [mode, z.string().optional()])),
    }),
  });

  it.each(examples('inl'))('number %i', (_, example) => {
    const { flows, expect: wanted } = schema.parse(example);
    const at = (seconds: number | null): number | null => (seconds === null ? null : 1_000 * seconds);
    const facts = flows.map(({ mode, attempted, charging, valid_stop }) =>
      inlFacts({
        startMode: mode,
        attemptedAt: at(attempted),
        chargingReportedAt: at(charging),
        validStop: valid_stop,
      }),
    );
    const rates = inlRates(facts);
    const pair = ({ numerator, denominator }: kpis.Kpi): readonly number[] => [numerator, denominator];
    for (const { mode, charge_start_success } of rates.modes) {
      const text = z
        .string()
        .prefault('0 / 0')
        .parse(Object.entries(wanted).find(([name]) => name === mode)?.[1]);
      expect([mode, pair(charge_start_success)]).toEqual([mode, share(text)]);
    }
    expect(pair(rates.charge_start_success.pooled)).toEqual(share(wanted.pooled));
    expect(rates.charge_start_success.weighted).toBeCloseTo(wanted.weighted, 4);
    expect(pair(rates.charge_end_success)).toEqual(share(wanted.charge_end_success));
    expect(facts.flatMap(({ startSeconds }) => startSeconds ?? [])).toEqual(wanted.start_seconds);
  });
});

describe('the examples of the Reliability Index in docs/kpis.md', () => {
  const rate = count.extend({ towards: z.number() }).optional();
  const schema = z.strictObject({
    attempts: z.number(),
    ...{ A: count.optional(), F: rate, E: rate, power: count.optional(), start: count.optional() },
    expect: z.union([
      z.literal('too few'),
      z.strictObject({
        ...{ score: z.number(), low: z.number(), high: z.number() },
        ...{
          A: z.number().optional(),
          F: z.number().optional(),
          E: z.number().optional(),
          Q: z.number().optional(),
        },
      }),
    ]),
  });
  const NONE = { numerator: 0, denominator: 0 };

  it.each(examples('reliability_index'))('number %i', (_, example) => {
    const { attempts, A, F, E, power, start, expect: wanted } = schema.parse(example);
    const shrunk = (of: z.output<typeof rate>) =>
      of && shrunkPart(of, { level: 'model_at_site', rate: of.towards });
    const index = reliabilityIndex({
      attempts,
      parts: {
        A: availabilityPart(A ?? NONE),
        F: shrunk(F) ?? null,
        E: shrunk(E) ?? null,
        Q: qualityPart({ power: power ?? NONE, start: start ?? NONE }),
      },
    });
    expect(index.too_few).toBe(wanted === 'too few');
    if (index.too_few || wanted === 'too few') return;
    const { score, low, high } = index;
    const rounded = (value: number): number => Math.round(10 * value) / 10;
    expect([score, low, high].map(rounded)).toEqual([wanted.score, wanted.low, wanted.high]);
    for (const name of INDEX_PARTS) {
      const value = index.parts[name]?.value;
      expect([name, value === undefined ? undefined : Math.round(1_000 * value) / 1_000]).toEqual([
        name,
        wanted[name],
      ]);
    }
  });
});

describe('the examples of uptime in docs/kpis.md', () => {
  const CONNECTOR = { site: 'north', station: 'CS-1', evse: 1, connector: 1 };
  const at = z.string().transform((text) => Date.parse(text));
  const spanOf = <W extends string>(words: readonly W[]) =>
    z.string().transform((text, context) => {
      const [word, from = '', to = ''] = text.split(' ');
      const known = words.find((one) => one === word);
      if (known !== undefined) return { word: known, start: Date.parse(from), end: Date.parse(to) };
      context.addIssue({ code: 'custom', message: `no such word: ${text}` });
      return z.NEVER;
    });
  const schema = z.strictObject({
    ...{ programme: z.string(), time_zone: z.string(), opening_hours: z.string(), from: at, to: at },
    states: z.array(spanOf(CONNECTOR_STATES)),
    exclusions: z.array(spanOf(EXCLUSION_KINDS)).prefault([]),
    incapable: z.array(spanOf(CAPABILITY_CAUSES)).prefault([]),
    expect: z.strictObject({
      ...{ t_minutes: z.number(), t_outage_minutes: z.number(), uptime: z.number(), coverage: z.number() },
      excluded_minutes: z.record(z.string(), z.number()),
      uptime_if_unobserved_was_up: z.number().optional(),
      uptime_if_unobserved_was_down: z.number().optional(),
    }),
  });

  it.each(examples('uptime'))('number %i', (_, example) => {
    const {
      programme,
      time_zone: zone,
      opening_hours,
      from,
      to,
      states,
      exclusions,
      incapable,
      expect: wanted,
    } = schema.parse(example);
    const programmes = readProgrammes();
    const hours = parseOpeningHours(opening_hours);
    const rules = programmes.ok ? programmes.value.get(programme) : undefined;
    if (!rules || !hours.ok) throw new Error('the example cannot be read');
    const window = { start: from, end: to };
    const timeline = portTimeline(rules, {
      intervals: withCapability(
        states.map(({ word: state, start, end }) => ({ ...CONNECTOR, state, start, end })),
        incapable.map(({ word: cause, start, end }) => ({
          ...{ ...CONNECTOR, cause, start, end },
          ...{ evidence: [], vehicles: 3, proof: null },
        })),
      ),
      service: window,
      open: openSpans(hours.value, zone, window),
      exclusions: exclusions.map(({ word: kind, start, end }) => ({ kind, start, end })),
      years: yearsOf(zone, window),
    });
    const uptime = uptimeWithin(timeline, window);
    expect(minutes(uptime.measured)).toBe(wanted.t_minutes);
    expect(minutes(uptime.outage)).toBe(wanted.t_outage_minutes);
    expect(
      Object.fromEntries(kindsOf(uptime.excludedByKind).map(([kind, time]) => [kind, minutes(time)])),
    ).toEqual(wanted.excluded_minutes);
    expect(uptime.uptime).toBeCloseTo(wanted.uptime, 4);
    expect(uptime.coverage).toBeCloseTo(wanted.coverage, 4);
    expect(uptime.uptimeIfUnobservedWasUp).toBeCloseTo(
      wanted.uptime_if_unobserved_was_up ?? wanted.uptime,
      4,
    );
    expect(uptime.uptimeIfUnobservedWasDown).toBeCloseTo(
      wanted.uptime_if_unobserved_was_down ?? wanted.uptime,
      4,
    );
  });
});
