import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { translated } from '@firstcharge/collector/exporters/testdata/translated.ts';
import type { Report } from '@firstcharge/collector/ledger/report/report.ts';
import { countsInStart } from '@firstcharge/collector/model/kpi.ts';
import { FLOW_OUTCOMES, type SettledFlow } from '@firstcharge/collector/model/flow.ts';
import { VISIT_RESULTS } from '@firstcharge/collector/model/visit.ts';
import { firstcharge, Folder } from '@firstcharge/collector/service/testkit/collector-process.ts';
import { CollectorOnLog, type LedgerRows } from './collector-on-log.ts';
import { countersOfFlows, countersOfIntervals, countersOfVisits } from './predicted-counters.ts';
import { difference, sampleName, sum, type Samples } from './sample-book.ts';
import { simulateLog, type SimulatedLog } from './simulated-log.ts';
import { toldByPrometheus, type ToldByPrometheus } from './told-by-prometheus.ts';
import { toldBySpans } from './told-by-spans.ts';
import type { ToldFlow } from './told-flow.ts';

const folder = new Folder();
let simulated: SimulatedLog;
let collector: CollectorOnLog;
let rows: LedgerRows;
let prometheus: ToldByPrometheus;
let traced: readonly ToldFlow[];
/** What `report` says of the log, and of the ledger that `run` made of it. */
const reports: Report[] = [];
const flowFiles: string[][] = [];

/** Standard output of a command that must succeed. */
async function output(...args: string[]): Promise<string> {
  const running = firstcharge(args);
  const { code } = await running.exited;
  if (code !== 0) throw new Error(`firstcharge ${args.join(' ')}: ${code}\n${running.output}`);
  return running.output;
}

async function report(...from: string[]): Promise<void> {
  const flows = folder.file(`flows-${reports.length}.jsonl`);
  const json = folder.file(`report-${reports.length}.json`);
  const text = await output(
    'report',
    ...from,
    '--inventory',
    simulated.inventory,
    '--format',
    'json',
    '--flows',
    flows,
  );
  folder.write(json.slice(folder.path.length + 1), text);
  reports.push(JSON.parse(text.slice(text.indexOf('{\n'))));
  flowFiles.push(readFileSync(flows, 'utf8').trim().split('\n').sort());
}

beforeAll(async () => {
  simulated = await simulateLog(folder.path);
  await report(simulated.log);
  collector = new CollectorOnLog(simulated);
  await collector.start();
  collector.run();
  collector.writeTo(1);
  await collector.untilSeen();
  prometheus = await toldByPrometheus(collector.prometheus);
  await collector.running.stop();
  rows = collector.rows();
  traced = toldBySpans(collector.otlp.sink.spans);
  await report('--ledger', collector.storage);
}, 58_000);
afterAll(async () => {
  await collector.stop();
  folder.remove();
});

/** Of a series of counts by one label, the counts by that label's values. */
function byLabel(samples: Samples, metric: string, label: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, value] of samples) {
    if (!name.startsWith(`${metric}{`)) continue;
    const key = new RegExp(`[{,]${label}="([^"]*)"`).exec(name)?.[1] ?? '';
    counts[key] = (counts[key] ?? 0) + value;
  }
  return counts;
}

const total = (samples: Samples, metric: string): number =>
  [...samples].reduce((all, [name, value]) => all + (name.startsWith(`${metric}{`) ? value : 0), 0);

const outcomesOf = (flows: readonly Pick<ToldFlow, 'outcome'>[]): Record<string, number> =>
  Object.fromEntries(
    FLOW_OUTCOMES.map((outcome) => [outcome, flows.filter((flow) => flow.outcome === outcome).length]),
  );

/** Samples of the metrics that `like` has. */
function ofSameMetrics(samples: Samples, like: Samples): Map<string, number> {
  const metric = (name: string): string => name.slice(0, name.indexOf('{'));
  const wanted = new Set([...like.keys()].map(metric));
  return new Map([...samples].filter(([name]) => wanted.has(metric(name))));
}

/** A flow of the ledger as a trace tells it. */
const asTold = (flow: SettledFlow): ToldFlow => {
  const { id, traceId, site, station, evse, connector, vendor, model, firmware, start, visit, late } = flow;
  const { outcome, failedStage, reason, attribution, recovered, reachedEnergy, validStop, energyWh } = flow;
  const { machineStartSeconds, driverStartSeconds, powerRatio } = flow;
  const stages = flow.stages
    .filter(({ result }) => result !== 'skipped')
    .map(({ stage, result }) => ({ stage, result }));
  return {
    ...{ id, traceId, site, station, evse, connector, vendor, model, firmware, start, visit, late },
    ...{ outcome, failedStage, reason, attribution, recovered, reachedEnergy, validStop },
    energyWh: Math.round(energyWh * 1e6) / 1e6,
    ...{ machineStartSeconds, driverStartSeconds, powerRatio, stages },
  };
};

/** The same, but that sums which were added up in another order do not differ. */
const rounded = (value: object): object =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'number' ? Number(part.toPrecision(10)) : part,
    ),
  );

describe('a log of messy stations', () => {
  it('has something of everything in which ledger and counters may differ', () => {
    expect(rows.flows.length).toBeGreaterThan(500);
    const outcomes = outcomesOf(rows.flows);
    for (const outcome of FLOW_OUTCOMES) expect([outcome, outcomes[outcome]]).not.toEqual([outcome, 0]);
    expect(rows.flows.filter(({ late }) => late).length).toBeGreaterThan(0);
    expect(rows.amendments.length).toBeGreaterThan(0);
    expect(byLabel(prometheus.increases, 'ev_charge_corrections_total', 'from')['started']).toBeGreaterThan(
      0,
    );
    expect(Object.keys(byLabel(prometheus.increases, 'ev_charge_visits_total', 'result'))).toHaveLength(4);
  });

  it('gives the same report, and the same flows line by line, as the ledger that the collector made of it', () => {
    const [ofLog, ofLedger] = reports;
    expect(flowFiles[1]).toEqual(flowFiles[0]);
    // A ledger holds no messages and no flows that are open.
    const comparable = ({ open: _open, findings: _findings, ...rest }: Report): object => rounded(rest);
    expect(ofLog?.open).toBe(0);
    expect(comparable(ofLedger!)).toEqual(comparable(ofLog!));
  });

  it('gives KPIs whose counts are those of the flows and visits in the ledger', () => {
    const [ofLog] = reports;
    const counted = sum(countersOfFlows(rows.flows), countersOfVisits(rows.visits));
    const attempts = total(counted, 'ev_charge_start_attempts_total');
    const visits = byLabel(counted, 'ev_charge_visits_total', 'result');
    const [first = 0, later = 0, failed = 0] = [visits['first_ok'], visits['later_ok'], visits['failed']];
    expect(ofLog?.outcomes).toEqual(outcomesOf(rows.flows));
    expect(ofLog?.kpis).toMatchObject({
      charge_start_success: {
        numerator: total(counted, 'ev_charge_start_successes_total'),
        denominator: attempts,
      },
      session_success: {
        numerator: total(counted, 'ev_charge_session_successes_total'),
        denominator: attempts,
      },
      charge_end_success: {
        numerator: total(counted, 'ev_charge_end_successes_total'),
        denominator: total(counted, 'ev_charge_end_attempts_total'),
      },
      first_charge_success: { numerator: first, denominator: first + later + failed },
      visit_success: { numerator: first + later, denominator: first + later + failed },
      attempts_per_visit: {
        numerator: rows.visits.reduce((all, visit) => all + visit.flows.length, 0),
        denominator: rows.visits.length,
      },
    });
  });
});

describe('traces', () => {
  it('tell every flow of the ledger, once, as it was when it was settled', () => {
    const amended = new Set(rows.amendments.map(({ flow }) => flow));
    const byId = (one: ToldFlow, other: ToldFlow): number => (one.id < other.id ? -1 : 1);
    expect(traced.map(({ id }) => id).sort()).toEqual(rows.flows.map(({ id }) => id).sort());
    const told = traced
      .filter(({ id }) => !amended.has(id))
      .map((flow) => ({ ...flow, energyWh: Math.round(flow.energyWh * 1e6) / 1e6 }));
    expect(told.sort(byId)).toEqual(
      rows.flows
        .filter(({ id }) => !amended.has(id))
        .map(asTold)
        .sort(byId),
    );
  });

  it('tell of what was amended the outcome from which it was amended', () => {
    for (const { id, outcome } of traced) {
      const [earliest] = rows.amendments.filter(({ flow }) => flow === id);
      if (earliest) expect(earliest.from).toBe(outcome);
    }
  });
});

describe('counters in Prometheus, last − first', () => {
  it('are those that were pushed by OTLP', () => {
    const pushed = [...translated(collector.otlp.sink.metrics)].filter(([name]) =>
      /^ev_.*_(total|sum|count)\{/.test(name),
    );
    expect(difference(prometheus.increases, new Map(pushed))).toEqual(new Map());
  });

  it('began at 0 and never fell', () => {
    expect(prometheus.increases.size).toBeGreaterThan(1_000);
    expect(prometheus.bornLater).toEqual([]);
    expect(prometheus.fallen).toEqual([]);
  });

  it('are those of the traces, without what came late, and with starts that were taken back', () => {
    const live = traced.filter(({ late }) => !late);
    const predicted = countersOfFlows(live);
    const more = difference(ofSameMetrics(prometheus.increases, predicted), predicted);
    // Where a start was counted and the flow turned out to be no attempt, both its counters have one more.
    const takenBack = byLabel(
      new Map([...prometheus.increases].filter(([name]) => name.includes('from="started"'))),
      'ev_charge_corrections_total',
      'to',
    );
    const starts = /^ev_charge_start_(attempts|successes)_total/;
    expect([...more].filter(([name, by]) => !starts.test(name) || by < 0)).toEqual([]);
    const { late = 0, ...outcomes } = takenBack;
    const all = Object.values(takenBack).reduce((one, other) => one + other, 0);
    expect(total(more, 'ev_charge_start_attempts_total')).toBe(all);
    expect(total(more, 'ev_charge_start_successes_total')).toBe(all);
    const reached = (flow: ToldFlow): boolean =>
      flow.reachedEnergy && !flow.recovered && !countsInStart(flow);
    for (const [outcome, count] of Object.entries(outcomes)) {
      const candidates = live.filter((flow) => flow.outcome === outcome && reached(flow));
      expect(count).toBeLessThanOrEqual(candidates.length);
    }
    expect(late).toBeLessThanOrEqual(traced.filter((flow) => flow.late && flow.reachedEnergy).length);
  });

  it('and late flows and corrections make the ledger', () => {
    const { increases } = prometheus;
    const live = byLabel(increases, 'ev_charge_flows_total', 'outcome');
    const late = byLabel(increases, 'ev_charge_late_flows_total', 'outcome');
    const amended = new Map(
      [...increases].filter(
        ([name]) => name.startsWith('ev_charge_corrections') && !name.includes('"started"'),
      ),
    );
    const from = byLabel(amended, 'ev_charge_corrections_total', 'from');
    const to = byLabel(amended, 'ev_charge_corrections_total', 'to');
    const reconciled = FLOW_OUTCOMES.map((outcome) => {
      const [counted = 0, told = 0, lost = 0, won = 0] = [
        live[outcome],
        late[outcome],
        from[outcome],
        to[outcome],
      ];
      return [outcome, counted + told - lost + won];
    });
    expect(Object.fromEntries(reconciled)).toEqual(outcomesOf(rows.flows));
    const noted = new Map<string, number>();
    for (const amendment of rows.amendments) {
      const name = sampleName('ev_charge_corrections_total', { from: amendment.from, to: amendment.to });
      noted.set(name, (noted.get(name) ?? 0) + 1);
    }
    expect(difference(amended, noted)).toEqual(new Map());
    const lateFlows = rows.flows.filter((flow) => flow.late).length;
    expect(Object.values(late).reduce((one, other) => one + other, 0)).toBe(lateFlows);
  });

  it('of starts are, with corrections and late flows, those of the ledger', () => {
    const { increases } = prometheus;
    const started = total(increases, 'ev_charge_start_attempts_total');
    const counts = (outcome: string): number =>
      Number(['started', 'success', 'failed', 'interrupted'].includes(outcome));
    let corrected = started;
    for (const [name, value] of increases) {
      const [, from = '', to = ''] =
        /^ev_charge_corrections_total\{from="(.*?)",to="(.*?)"\}/.exec(name) ?? [];
      if (from !== '') corrected += value * (counts(to) - counts(from));
    }
    const asSettled = new Map(traced.map((flow) => [flow.id, flow]));
    const late = traced.filter((flow) => flow.late && countsInStart(flow)).length;
    // A recovered flow is no start whatever its outcome becomes.
    const recovered = rows.amendments
      .filter(({ flow }) => asSettled.get(flow)?.recovered)
      .reduce((all, { from, to }) => all + counts(to) - counts(from), 0);
    expect(corrected + late - recovered).toBe(rows.flows.filter(countsInStart).length);
  });

  it('of visits are, with corrections, those of the ledger', () => {
    const { increases } = prometheus;
    const counted = byLabel(increases, 'ev_charge_visits_total', 'result');
    const from = byLabel(increases, 'ev_charge_visit_corrections_total', 'from');
    const to = byLabel(increases, 'ev_charge_visit_corrections_total', 'to');
    const reconciled = VISIT_RESULTS.map((result) => [
      result,
      (counted[result] ?? 0) - (from[result] ?? 0) + (to[result] ?? 0),
    ]);
    const inLedger = VISIT_RESULTS.map((result) => [
      result,
      rows.visits.filter((visit) => visit.result === result).length,
    ]);
    expect(Object.fromEntries(reconciled)).toEqual(Object.fromEntries(inLedger));
  });

  it('of the visits of a connector are apart from the ledger by no more than what was corrected', () => {
    const { increases } = prometheus;
    const corrected = total(increases, 'ev_charge_visit_corrections_total');
    const predicted = countersOfVisits(rows.visits);
    const apart = difference(ofSameMetrics(increases, predicted), predicted);
    const visits = [...apart].filter(([name]) => name.startsWith('ev_charge_visits_total{'));
    // A visit that turned out to be another is missing at one place and too many at another.
    expect(visits.reduce((all, [, value]) => all + Math.abs(value), 0)).toBeLessThanOrEqual(2 * corrected);
    expect(apart.size).toBeLessThan(predicted.size / 10);
  });

  it('of seconds in a state are those of the ledger', () => {
    const predicted = countersOfIntervals(rows.intervals);
    expect(difference(ofSameMetrics(prometheus.increases, predicted), predicted)).toEqual(new Map());
  });
});
