import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_INVENTORY } from '../../inventory/inventory.ts';
import { FLOW_OUTCOMES, type SettledFlow } from '../../model/flow.ts';
import { VISIT_RESULTS, type Visit } from '../../model/visit.ts';
import {
  amended,
  EXAMPLE_START,
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleStretch,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../examples.ts';
import { openSqliteLedger } from '../sqlite/sqlite-ledger.ts';
import { reportFromLedger } from './from-ledger.ts';
import { ReportBuilder } from './report-builder.ts';
import type { GroupFigures, Report } from './report.ts';
import type { Outcome } from '../../model/outcome.ts';

const HOUR = 3_600_000;

const reportOf = (outcomes: readonly Outcome[], until: number | null = null): Report => {
  const builder = new ReportBuilder();
  for (const outcome of outcomes) builder.add(outcome);
  return builder.build({ open: 0, until });
};

const of = (id: string, outcome: SettledFlow['outcome'], change: Partial<SettledFlow> = {}): Outcome => {
  const energy = outcome === 'success' || outcome === 'interrupted';
  return settled(
    exampleFlow({ id, outcome, reachedEnergy: energy, validStop: outcome === 'success', ...change }),
  );
};

describe('the KPIs of a report', () => {
  // Worked by hand. Start: f1 f2 f3 f4 f5 count (f6 refused, f7 abandoned, f8 unknown, f9 recovered); energy in f1 f2 f3 f5.
  const flows = [
    of('f1', 'success'),
    of('f2', 'success'),
    of('f3', 'interrupted'),
    of('f4', 'failed'),
    of('f5', 'failed', { reachedEnergy: true, validStop: true }),
    of('f6', 'refused'),
    of('f7', 'abandoned'),
    of('f8', 'unknown', { reachedEnergy: true }),
    of('f9', 'success', { recovered: true }),
  ];
  const visits = [
    visitEnded(exampleVisit({ id: 'v1', flows: ['f1'], result: 'first_ok' })),
    visitEnded(exampleVisit({ id: 'v2', flows: ['f4', 'f2'], result: 'later_ok' })),
    visitEnded(exampleVisit({ id: 'v3', flows: ['f3', 'f5'], result: 'failed' })),
    visitEnded(exampleVisit({ id: 'v4', flows: ['f6'], result: 'not_counted', charged: false })),
    visitEnded(exampleVisit({ id: 'v5', flows: ['f7'], result: 'not_counted', charged: false })),
    visitEnded(exampleVisit({ id: 'v6', flows: ['f8', 'f9'], result: 'not_counted' })),
  ];
  const { kpis, ...report } = reportOf([...flows, ...visits]);

  it('divides sums by sums', () => {
    expect(kpis.charge_start_success).toMatchObject({ numerator: 4, denominator: 5, ratio: 0.8 });
    // Ends: f1 f2 f3 f5 f9; f8 is unknown. Valid stops: f1 f2 f5 f9.
    expect(kpis.charge_end_success).toMatchObject({ numerator: 4, denominator: 5 });
    expect(kpis.session_success).toMatchObject({ numerator: 2, denominator: 5, ratio: 0.4 });
    expect(kpis.first_charge_success).toMatchObject({ numerator: 1, denominator: 3 });
    expect(kpis.visit_success).toMatchObject({ numerator: 2, denominator: 3 });
    expect(kpis.attempts_per_visit).toEqual({ numerator: 9, denominator: 6, ratio: 1.5 });
    expect(kpis.non_charge_visits).toMatchObject({ numerator: 2, denominator: 6 });
  });

  it('shows the shares of abandoned and unknown, and the KPIs had they failed', () => {
    expect(kpis.abandoned).toMatchObject({ numerator: 1, denominator: 9 });
    expect(kpis.unknown).toMatchObject({ numerator: 1, denominator: 9 });
    const worst = kpis.if_abandoned_and_unknown_had_failed;
    expect(worst.charge_start_success).toMatchObject({ numerator: 4, denominator: 7 });
    expect(worst.charge_end_success).toMatchObject({ numerator: 4, denominator: 6 });
    expect(worst.session_success).toMatchObject({ numerator: 2, denominator: 7 });
    // v5 and v6 count, v4 holds nothing but a refusal; v6 has a success after its unknown first flow.
    expect(worst.first_charge_success).toMatchObject({ numerator: 1, denominator: 5 });
    expect(worst.visit_success).toMatchObject({ numerator: 3, denominator: 5 });
  });

  it('counts outcomes and charges lost', () => {
    expect(report.outcomes).toEqual({
      success: 3,
      failed: 2,
      interrupted: 1,
      refused: 1,
      abandoned: 1,
      unknown: 1,
    });
    expect(report.charges_lost).toBe(3);
    expect([report.flows, report.visits, report.kpi_version]).toEqual([9, 6, '1']);
  });

  it('has no ratios, and no exception, without flows', () => {
    const empty = reportOf([]);
    expect(empty).toMatchObject({ flows: 0, visits: 0, from: null, to: null, stations: [], findings: [] });
    expect(empty.kpis.charge_start_success).toEqual({
      numerator: 0,
      denominator: 0,
      ratio: null,
      low: null,
      high: null,
    });
  });
});

describe('amendments', () => {
  const refused = exampleFlow({
    outcome: 'refused',
    failedStage: 'authorize',
    reason: 'credential_invalid',
    reachedEnergy: false,
  });
  const blamed = { ...refused, outcome: 'failed' as const, attribution: 'backend' as const };

  it('replaces a verdict in every figure, and says so', () => {
    const report = reportOf([settled(refused), amended(refused, blamed, 'a spike of refusals')]);
    expect(report.outcomes).toMatchObject({ refused: 0, failed: 1 });
    expect(report.kpis.charge_start_success).toMatchObject({ numerator: 0, denominator: 1 });
    expect(report.failures).toEqual([
      {
        outcome: 'failed',
        stage: 'authorize',
        reason: 'credential_invalid',
        attribution: 'backend',
        flows: 1,
      },
    ]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ finding: 'amended_flows', count: 1, of: 1 }),
    );
  });
});

describe('the funnel', () => {
  it('follows every flow through its stages', () => {
    const { funnel } = reportOf([settled(exampleFlow()), settled(exampleFailure({ id: 'f2' }))]);
    expect(funnel.map(({ stage, entered, ok, failed, left }) => [stage, entered, ok, failed, left])).toEqual([
      ['plug_in', 2, 2, 0, 0],
      ['authorize', 2, 2, 0, 0],
      ['payment', 0, 0, 0, 0],
      ['start', 2, 2, 0, 0],
      ['handshake', 2, 1, 1, 0],
      ['energy', 1, 1, 0, 0],
      ['stop', 1, 1, 0, 0],
      ['unplug', 1, 1, 0, 0],
    ]);
    expect(funnel.find(({ stage }) => stage === 'handshake')?.reasons).toEqual({ no_energy: 1 });
  });

  it('shows a driver who went away in the handshake as left, not as passed', () => {
    const left = exampleFailure({
      outcome: 'abandoned',
      failedStage: null,
      reason: 'driver_left',
      stages: [{ stage: 'handshake', start: 1, end: 2, result: 'ok', reason: null }],
    });
    expect(reportOf([settled(left)]).funnel[4]).toMatchObject({ entered: 1, ok: 0, failed: 0, left: 1 });
  });
});

describe('groups', () => {
  it('groups by site, model, firmware and station', () => {
    const report = reportOf([
      settled(exampleFlow({ id: 'a' })),
      settled(exampleFlow({ id: 'b', station: 'CS-2', firmware: '1.1' })),
      settled(exampleFailure({ id: 'c', station: 'CS-3', site: 'south', model: 'V50' })),
    ]);
    expect(report.sites.map(({ site, flows }) => [site, flows])).toEqual([
      ['north', 2],
      ['south', 1],
    ]);
    expect(report.models.map(({ model, flows }) => [model, flows])).toEqual([
      ['V150', 2],
      ['V50', 1],
    ]);
    expect(report.firmwares.map(({ model, firmware }) => [model, firmware])).toEqual([
      ['V150', '1.0'],
      ['V150', '1.1'],
      ['V50', '1.0'],
    ]);
    expect(report.stations.map(({ station }) => station)).toEqual(['CS-1', 'CS-2', 'CS-3']);
  });

  it('groups flows by how the driver paid, and visits by that of their first flow', () => {
    const { payment_methods } = reportOf([
      settled(exampleFlow({ id: 'a', paymentMethod: 'rfid' })),
      settled(exampleFailure({ id: 'b', paymentMethod: 'card_terminal' })),
      settled(exampleFlow({ id: 'c', paymentMethod: 'app' })),
      settled(exampleFlow({ id: 'd', paymentMethod: 'rfid' })),
      settled(exampleFlow({ id: 'e' })),
      visitEnded(exampleVisit({ id: 'v', flows: ['b', 'c'], result: 'later_ok' })),
    ]);
    expect(
      payment_methods.map(({ payment_method, flows, charges_lost }) => [payment_method, flows, charges_lost]),
    ).toEqual([
      ['rfid', 2, 0],
      [null, 1, 0],
      ['app', 1, 0],
      ['card_terminal', 1, 1],
    ]);
    expect(payment_methods.map(({ visits }) => visits)).toEqual([0, 0, 0, 1]);
  });

  it('says nothing of payment where the wire never does', () => {
    expect(reportOf([settled(exampleFlow({ id: 'a' }))]).payment_methods).toEqual([]);
  });

  it('keeps an old failure with the firmware that had it', () => {
    const { firmwares, stations } = reportOf([
      settled(exampleFailure({ id: 'a', firmware: '1.0' })),
      settled(exampleFlow({ id: 'b', firmware: '2.0' })),
    ]);
    expect(firmwares.map(({ firmware, charges_lost }) => [firmware, charges_lost])).toEqual([
      ['1.0', 1],
      ['2.0', 0],
    ]);
    expect(stations).toEqual([expect.objectContaining({ station: 'CS-1', firmware: '2.0', flows: 2 })]);
  });

  it('ranks stations by charges lost and leaves out those with too few attempts', () => {
    const flowsOf = (station: string, lost: number, good: number): Outcome[] => [
      ...Array.from({ length: lost }, (_, n) =>
        settled(exampleFailure({ id: `${station}-bad-${n}`, station })),
      ),
      ...Array.from({ length: good }, (_, n) =>
        settled(exampleFlow({ id: `${station}-good-${n}`, station })),
      ),
    ];
    const report = reportOf([
      ...flowsOf('busy', 6, 94),
      ...flowsOf('bad', 6, 2),
      ...flowsOf('few', 4, 0),
      ...flowsOf('good', 0, 9),
    ]);
    expect(report.worst_stations).toEqual(['bad', 'busy']);
    expect(report.stations.find(({ station }) => station === 'few')).toMatchObject({
      too_few: true,
      charges_lost: 4,
    });
    expect(report.stations.find(({ station }) => station === 'bad')?.commonest_reason).toBe('no_energy');
  });
});

describe('availability', () => {
  it('adds up time by state, and takes unwatched time out of uptime', () => {
    const at = (hours: number): number => EXAMPLE_START + hours * HOUR;
    const { availability, stations } = reportOf([
      of('f', 'success'),
      intervalEnded(exampleInterval({ start: at(0), end: at(6) })),
      intervalEnded(exampleInterval({ start: at(6), end: at(8), state: 'faulted' })),
      intervalEnded(exampleInterval({ start: at(8), end: at(10), state: 'unobserved' })),
    ]);
    expect(availability.port_uptime).toEqual({ numerator: 6 * 3600, denominator: 8 * 3600, ratio: 0.75 });
    expect(availability.states).toEqual({
      available: { seconds: 6 * 3600, share: 0.6 },
      faulted: { seconds: 2 * 3600, share: 0.2 },
      unobserved: { seconds: 2 * 3600, share: 0.2 },
    });
    expect(stations[0]?.port_uptime.ratio).toBe(0.75);
  });

  it('counts a state that has not ended up to the end of the stream', () => {
    const place = { site: 'north', station: 'CS-1', evse: 1, connector: 1 };
    const begun: Outcome = { kind: 'connector_state', at: EXAMPLE_START + HOUR, ...place, state: 'charging' };
    const outcomes = [intervalEnded(exampleInterval()), begun];
    expect(reportOf(outcomes, EXAMPLE_START + 3 * HOUR).availability.states).toMatchObject({
      available: { seconds: 3600 },
      charging: { seconds: 7200 },
    });
    expect(reportOf(outcomes, null).availability.states).not.toHaveProperty('charging');
  });

  it('counts no stretch twice when its end is reported', () => {
    const place = { site: 'north', station: 'CS-1', evse: 1, connector: 1 };
    const { availability } = reportOf(
      [
        { kind: 'connector_state', at: EXAMPLE_START, ...place, state: 'available' },
        intervalEnded(exampleInterval()),
      ],
      EXAMPLE_START + HOUR,
    );
    expect(availability.states).toEqual({ available: { seconds: 3600, share: 1 } });
  });
});

describe('a connector that says it is available and is not capable', () => {
  const place = { site: 'north', station: 'CS-1', evse: 1, connector: 1 };
  const said: readonly Outcome[] = [
    intervalEnded(exampleInterval()),
    intervalEnded(
      exampleInterval({ state: 'unknown', start: EXAMPLE_START + HOUR, end: EXAMPLE_START + 2 * HOUR }),
    ),
    { kind: 'connector_state', at: EXAMPLE_START + 2 * HOUR, ...place, state: 'available' },
  ];
  const shown = (start: number, end: number | null): Outcome => ({
    kind: 'capability',
    at: EXAMPLE_START + 4 * HOUR,
    stretch: exampleStretch({ start, end }),
  });

  it('is not up, from the first charge that showed it, also in hours that have been written down', () => {
    const { availability } = reportOf(
      [...said, shown(EXAMPLE_START + HOUR / 2, null)],
      EXAMPLE_START + 4 * HOUR,
    );
    expect(availability).toMatchObject({
      incapable_seconds: 2.5 * 3600,
      port_uptime: { numerator: 0.5 * 3600, denominator: 4 * 3600 },
    });
  });

  it('is up again from the charge that proved it', () => {
    const lasting = shown(EXAMPLE_START + HOUR / 2, null);
    const over = shown(EXAMPLE_START + HOUR / 2, EXAMPLE_START + 3 * HOUR);
    const { availability } = reportOf([...said, lasting, over], EXAMPLE_START + 4 * HOUR);
    expect(availability).toMatchObject({ incapable_seconds: 1.5 * 3600 });
  });
});

describe('start times', () => {
  it('gives percentiles of what was measured, recovered flows left out', () => {
    const { start_time } = reportOf([
      ...[10, 20, 30, 40, 50].map((seconds) =>
        of(`f${seconds}`, 'success', { machineStartSeconds: seconds }),
      ),
      of('recovered', 'success', { recovered: true, machineStartSeconds: 900 }),
      of('unmeasured', 'success', { machineStartSeconds: null }),
    ]);
    expect(start_time.machine).toEqual({ count: 5, p10: 14, p25: 20, p50: 30, p75: 40, p90: 46, p95: 48 });
  });
});

describe('findings', () => {
  const message = (
    station: string,
    result: 'call' | 'invalid' | 'unmatched',
    action = 'Heartbeat',
  ): Outcome => ({
    kind: 'message',
    at: EXAMPLE_START,
    site: 'north',
    station,
    action,
    direction: 'from_station',
    result,
  });

  it('counts what is wrong with messages by station', () => {
    const { findings } = reportOf([
      message('a', 'invalid'),
      message('b', 'invalid'),
      message('b', 'invalid'),
      message('a', 'unmatched'),
      message('c', 'call'),
    ]);
    expect(findings).toEqual([
      { finding: 'invalid_messages', count: 3, of: 5, stations: ['b', 'a'], station_count: 2, kinds: {} },
      { finding: 'unmatched_messages', count: 1, of: 5, stations: ['a'], station_count: 1, kinds: {} },
    ]);
  });

  it('names stations that charge and never send power', () => {
    const charges = (station: string, peakW: number | null): Outcome[] =>
      ['1', '2', '3'].map((id) => of(`${station}${id}`, 'success', { station, peakW }));
    const { findings } = reportOf([
      ...charges('mute', null),
      ...charges('metered', 7_000),
      ...charges('sends', null),
      message('sends', 'call', 'MeterValues'),
    ]);
    expect(findings).toEqual([
      expect.objectContaining({ finding: 'stations_without_meter_values', stations: ['mute'] }),
    ]);
  });

  it('compares stations with the inventory, where there is one', () => {
    const station = {
      id: 'listed',
      site: 'north',
      vendor: '',
      model: '',
      commissioned: null,
      evses: [],
      connectorMap: {},
      externalIds: {},
    };
    const builder = new ReportBuilder({
      ...EMPTY_INVENTORY,
      stations: new Map([['listed', station]]),
    });
    builder.add(of('f', 'success', { station: 'stranger' }));
    const { findings } = builder.build({
      open: 0,
      until: null,
      lines: { lines: 100, problems: { not_json: 2 } },
    });
    expect(findings.map(({ finding, stations, count, of: all }) => [finding, stations, count, all])).toEqual([
      ['unusable_lines', [], 2, 100],
      ['stations_not_in_inventory', ['stranger'], 1, 1],
      ['stations_never_heard', ['listed'], 1, 1],
    ]);
  });

  it('counts flows whose data ask for care', () => {
    const { findings } = reportOf([
      of('f', 'success', { late: true, offline: true, recovered: true, clockSuspect: true, connector: null }),
    ]);
    expect(findings.map(({ finding }) => finding)).toEqual([
      'late_flows',
      'offline_flows',
      'recovered_flows',
      'clock_suspect_flows',
      'unplaced_flows',
    ]);
  });
});

const anyFlow = fc.record({
  station: fc.constantFrom('A', 'B', 'C'),
  site: fc.constantFrom('north', 'south'),
  firmware: fc.constantFrom('1', '2'),
  outcome: fc.constantFrom(...FLOW_OUTCOMES),
  recovered: fc.boolean(),
  reachedEnergy: fc.boolean(),
  validStop: fc.boolean(),
});
const anyVisit = fc.record({
  station: fc.constantFrom('A', 'B', 'C'),
  site: fc.constantFrom('north', 'south'),
  result: fc.constantFrom(...VISIT_RESULTS),
  charged: fc.boolean(),
  flows: fc.array(fc.nat(30).map(String), { minLength: 1, maxLength: 4 }),
});

const outcomesOf = (flows: readonly Partial<SettledFlow>[], visits: readonly Partial<Visit>[]): Outcome[] => [
  ...flows.map((flow, index) =>
    settled(exampleFlow({ ...flow, id: String(index), start: EXAMPLE_START + index })),
  ),
  ...visits.map((visit, index) =>
    visitEnded(exampleVisit({ ...visit, id: String(index), start: EXAMPLE_START + index })),
  ),
];

const shares = (
  kpis: GroupFigures['kpis'],
): readonly [string, { numerator: number; denominator: number; ratio: number | null }][] => {
  const { if_abandoned_and_unknown_had_failed: worst, attempts_per_visit: _, ...plain } = kpis;
  return [
    ...Object.entries(plain),
    ...Object.entries(worst).map(([name, kpi]): [string, typeof kpi] => [`worst ${name}`, kpi]),
  ];
};

describe('any report', () => {
  it('keeps numerators within denominators and ratios within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(anyFlow, { maxLength: 30 }),
        fc.array(anyVisit, { maxLength: 10 }),
        (flows, visits) => {
          const report = reportOf(outcomesOf(flows, visits));
          for (const group of [report, ...report.stations, ...report.firmwares]) {
            for (const [, { numerator, denominator, ratio }] of shares(group.kpis)) {
              expect(numerator).toBeLessThanOrEqual(denominator);
              expect(ratio === null ? denominator === 0 : ratio >= 0 && ratio <= 1).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('is the sum of its sites, models, firmwares and stations', () => {
    fc.assert(
      fc.property(
        fc.array(anyFlow, { maxLength: 30 }),
        fc.array(anyVisit, { maxLength: 10 }),
        (flows, visits) => {
          const report = reportOf(outcomesOf(flows, visits));
          for (const groups of [report.sites, report.models, report.firmwares, report.stations]) {
            expect(groups.reduce((sum, group) => sum + group.flows, 0)).toBe(report.flows);
            shares(report.kpis).forEach(([, whole], index) => {
              const parts = groups.map((group) => shares(group.kpis)[index]?.[1]);
              expect(parts.reduce((sum, part) => sum + (part?.numerator ?? 0), 0)).toBe(whole.numerator);
              expect(parts.reduce((sum, part) => sum + (part?.denominator ?? 0), 0)).toBe(whole.denominator);
            });
          }
        },
      ),
    );
  });

  it('is the same from the stream and from a ledger', () => {
    fc.assert(
      fc.property(
        fc.array(anyFlow, { maxLength: 20 }),
        fc.array(anyVisit, { maxLength: 6 }),
        (flows, visits) => {
          const outcomes = [...outcomesOf(flows, visits), intervalEnded(exampleInterval())];
          const opened = openSqliteLedger({ path: ':memory:' });
          if (!opened.ok) throw new Error(opened.error.message);
          opened.value.write(outcomes);
          expect({ ...reportFromLedger(opened.value, {}), open: 0 }).toEqual(reportOf(outcomes));
          opened.value.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});
