import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReportBuilder } from '@firstcharge/collector/ledger/report/report-builder.ts';
import type { Report } from '@firstcharge/collector/ledger/report/report.ts';
import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import type { Outcome } from '@firstcharge/collector/model/outcome.ts';
import {
  INDEX_WEIGHTS,
  REFERENCE_START_SECONDS,
  RELIABILITY_INDEX_VERSION,
  type ReliabilityIndex,
} from '@firstcharge/collector/model/reliability-index.ts';
import { BlockFile } from '../detect/prometheus/blocks.ts';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { neededBy } from '../detect/rules/needed.ts';
import { recordLevels } from '../detect/rules/record.ts';
import { readRules } from '../detect/rules/rule-files.ts';
import { indexedWeek, WEEK_END, WEEK_START } from './indexed-week.ts';
import { countersOfFlows, countersOfIntervals, countersOfVisits } from './predicted-counters.ts';
import { sampleName } from './sample-book.ts';

const RULES = join(import.meta.dirname, '..', '..', 'alert-rules', 'rules');
const STEP = 300;

interface Score {
  readonly score: number;
  readonly formula: string | undefined;
}

/** Scores that the recording rules make of the counters, by the group that they are of. */
const recorded = new Map<string, Score>();
let report: Report;
let folder = '';

/** The counters as a scrape every five minutes would have shown them: each moved when its flow, visit or state was settled. */
function writeHistory(file: BlockFile, outcomes: readonly Outcome[]): void {
  const totals = new Map<string, number>();
  const pending = [...outcomes].sort((one, other) => one.at - other.at);
  const increments = (outcome: Outcome): ReadonlyMap<string, number> => {
    if (outcome.kind === 'flow_settled') return countersOfFlows([outcome.flow].map(told));
    if (outcome.kind === 'visit_ended') return countersOfVisits([outcome.visit]);
    return outcome.kind === 'interval_ended' ? countersOfIntervals([outcome.interval]) : new Map();
  };
  for (const outcome of outcomes) for (const name of increments(outcome).keys()) totals.set(name, 0);
  const infos = outcomes.flatMap((outcome) => (outcome.kind === 'flow_settled' ? [outcome.flow] : []));
  const info = new Set(
    infos.map(({ site, station, model, firmware }) =>
      sampleName('ev_station_info', { site, station, model, firmware }),
    ),
  );
  const lines = new Map<string, string[]>([...totals.keys(), ...info].sort().map((name) => [name, []]));
  let next = 0;
  for (let at = WEEK_START / 1_000; at <= WEEK_END / 1_000; at += STEP) {
    for (; (pending[next]?.at ?? Infinity) <= at * 1_000; next += 1) {
      const outcome = pending[next];
      for (const [name, by] of outcome ? increments(outcome) : [])
        totals.set(name, (totals.get(name) ?? 0) + by);
    }
    for (const [name, value] of totals) lines.get(name)?.push(`${name} ${value} ${at}\n`);
    for (const name of info) lines.get(name)?.push(`${name} 1 ${at}\n`);
  }
  let family = '';
  for (const [name, samples] of lines) {
    const metric = name.slice(0, name.indexOf('{'));
    if (metric !== family)
      file.write(
        `# TYPE ${metric.replace(/_total$/, '')} ${metric.endsWith('_total') ? 'counter' : 'gauge'}\n`,
        0,
      );
    family = metric;
    file.write(samples.join(''), samples.length);
  }
}

const told = (flow: SettledFlow) => ({ ...flow, stages: [] });

beforeAll(async () => {
  const outcomes = indexedWeek();
  const builder = new ReportBuilder();
  for (const outcome of outcomes) builder.add(outcome);
  report = builder.build({ open: 0, until: null });
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-index-'));
  const data = join(folder, 'data');
  const file = new BlockFile(folder, 'samples');
  writeHistory(file, outcomes);
  await file.toBlock(data);
  const { recording } = readRules(RULES);
  const wanted = /^(fleet|site|model|firmware):ev_reliability_index:score7d$/;
  const scores = recording.filter(({ name }) => wanted.test(name));
  const asked = scores.map((rule) => ({ ...rule, holdFor: 0, keepFiringFor: 0, file: '' }));
  const { levels } = neededBy({ recording, alerting: asked }, () => false);
  const range = { start: WEEK_START / 1_000 + 3_600, end: WEEK_END / 1_000 };
  await recordLevels([...levels, scores], { folder, data, ...range, step: STEP }, () => undefined);
  const prometheus = await StoredPrometheus.on(folder, data);
  for (const { name } of scores) {
    const end = WEEK_END / 1_000;
    for (const { metric, values } of await prometheus.range(name, { start: end, end, step: STEP })) {
      const { site = '', model = '', firmware = '' } = metric;
      const level = name.slice(0, name.indexOf(':'));
      const score = Number(values.at(-1)?.[1]);
      recorded.set([level, site, model, firmware].join('|'), { score, formula: metric['formula'] });
    }
  }
  await prometheus.stop();
}, 170_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How far a recorded score is from what was expected of it. */
const apart = (name: string, expected: number): number =>
  Math.abs((recorded.get(name)?.score ?? NaN) - expected);

const scoreOf = (index: ReliabilityIndex): number => (index.too_few ? NaN : index.score);

describe('the Reliability Index of the recording rules', () => {
  it('is that of a report of the same days, for sites and models', () => {
    const expected = [
      ...report.sites.map((one) => [`site|${one.site}||`, one.reliability_index] as const),
      ...report.models.map((one) => [`model||${one.model}|`, one.reliability_index] as const),
    ];
    expect(expected).toHaveLength(4);
    for (const [name, index] of expected)
      expect([name, apart(name, scoreOf(index)) < 0.3]).toEqual([name, true]);
  });

  it('is better where good and bad are mixed by what means of power and start hide, and by no more', () => {
    const index = report.reliability_index;
    const Q = index.too_few ? NaN : (index.parts.Q?.value ?? NaN);
    const flows = indexedWeek().flatMap((outcome) => (outcome.kind === 'flow_settled' ? [outcome.flow] : []));
    const mean = (of: (flow: SettledFlow) => number | null): number => {
      const measured = flows.map(of).filter((value) => value !== null);
      return measured.reduce((sum, value) => sum + value, 0) / measured.length;
    };
    const ofMeans =
      Math.min(
        1,
        mean((flow) => flow.powerRatio),
      ) * Math.min(1, REFERENCE_START_SECONDS.DC / mean((flow) => flow.machineStartSeconds));
    expect(ofMeans).toBeGreaterThan(Q * 1.05);
    expect(apart('fleet|||', scoreOf(index) * (ofMeans / Q) ** INDEX_WEIGHTS.Q)).toBeLessThan(0.3);
  });

  it('is pulled towards all of the model for a firmware, where a report leaves the firmware itself out', () => {
    const { firmwares } = report;
    expect(firmwares).toHaveLength(3);
    for (const { model, firmware, reliability_index } of firmwares) {
      const far = apart(`firmware||${model}|${firmware}`, scoreOf(reliability_index));
      expect([firmware, far < 2]).toEqual([firmware, true]);
    }
  });

  it('tells good from bad, and names the formula that docs, reports and ledger name', () => {
    expect(recorded.get('site|north||')?.score).toBeGreaterThan(
      (recorded.get('site|south||')?.score ?? NaN) + 5,
    );
    expect(new Set([...recorded.values()].map(({ formula }) => formula))).toEqual(
      new Set([RELIABILITY_INDEX_VERSION]),
    );
    expect(report.reliability_index.version).toBe(RELIABILITY_INDEX_VERSION);
  });
});
