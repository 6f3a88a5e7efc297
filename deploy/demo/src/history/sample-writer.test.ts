import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExtraLabels, FamilyView } from '@firstcharge/collector/telemetry/collection.ts';
import { LabelSets } from '@firstcharge/collector/telemetry/label-set.ts';
import type { LabelSet } from '@firstcharge/collector/telemetry/label-set.ts';
import { METRICS } from '@firstcharge/collector/telemetry/metric-table.ts';
import type { MetricName } from '@firstcharge/collector/telemetry/metric-table.ts';
import { SampleWriter } from './sample-writer.ts';

const MINUTE_MS = 60_000;
const REST_MS = 30 * MINUTE_MS;
const TARGET = 'instance="demo",job="demo"';

const sets = new LabelSets();
const charge = (station: string): LabelSet =>
  sets.intern('charge', ['ring', station, '1', '1', 'Voltaria', 'Swift', '2'], 0);
const [one, other] = [charge('RING-01'), charge('RING-02')];
const plain: ExtraLabels = { index: 0, values: [], text: '' };

const family = (
  name: MetricName,
  set: LabelSet,
  value: number,
  buckets: readonly number[] = [],
): FamilyView => ({
  spec: METRICS[name],
  start: 0,
  time: 0,
  count: 1,
  sets: [set],
  extras: [plain],
  values: Float64Array.of(value),
  bucketCounts: buckets.length === 0 ? null : Float64Array.from(buckets),
  exemplars: null,
});

let text = '';
let writer = new SampleWriter(() => undefined, TARGET);
beforeEach(() => {
  text = '';
  writer = new SampleWriter((more) => (text += more), TARGET);
});

/** Samples at whole minutes, and gives the lines as `metric station value minute`. */
function sample(minute: number, views: readonly FamilyView[], isLast = false): string[] {
  text = '';
  writer.sample(views, { at: minute * MINUTE_MS, restMs: REST_MS, isLast });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', labels = '', value = '', at = ''] = /^(\w+)\{(.*)\} (\S+) (\S+)$/.exec(line) ?? [];
      return `${name} ${/station="([^"]+)"/.exec(labels)?.[1] ?? ''} ${value} ${Number(at) / 60}`;
    });
}

const attempts = (value: number): FamilyView => family('startAttempts', one, value);
const successes = (value: number): FamilyView => family('startSuccesses', one, value);

describe('samples of a history', () => {
  it('carry the labels that a scrape would add', () => {
    sample(5, [attempts(1)]);
    expect(text).toMatch(/firmware="2",instance="demo",job="demo"\} 1 300\n$/);
  });

  it('leave out what has never counted anything, and begin with its 0 when it does', () => {
    expect(sample(5, [attempts(0)])).toEqual([]);
    expect(sample(10, [attempts(0)])).toEqual([]);
    expect(sample(15, [attempts(1)])).toEqual([
      'ev_charge_start_attempts_total RING-01 0 10',
      'ev_charge_start_attempts_total RING-01 1 15',
    ]);
  });

  it('rest while nothing moves, but never longer than allowed', () => {
    sample(5, [attempts(1)]);
    const minutes = [10, 15, 20, 25, 30, 35, 40].filter((minute) => sample(minute, [attempts(1)]).length > 0);
    expect(minutes).toEqual([35]);
  });

  it('tell the value before a move, so that the increase is neither lost nor smeared', () => {
    sample(5, [attempts(1)]);
    sample(10, [attempts(1)]);
    sample(15, [attempts(1)]);
    expect(sample(20, [attempts(2)])).toEqual([
      'ev_charge_start_attempts_total RING-01 1 15',
      'ev_charge_start_attempts_total RING-01 2 20',
    ]);
    expect(sample(25, [attempts(3)])).toEqual(['ev_charge_start_attempts_total RING-01 3 25']);
  });

  it('are taken of all counters of a connector at the same moments, and of others apart', () => {
    const others = family('endAttempts', other, 4);
    sample(5, [attempts(1), successes(1), others]);
    sample(10, [attempts(1), successes(1), others]);
    expect(sample(15, [attempts(2), successes(1), others])).toEqual([
      'ev_charge_start_attempts_total RING-01 1 10',
      'ev_charge_start_attempts_total RING-01 2 15',
      'ev_charge_start_successes_total RING-01 1 10',
      'ev_charge_start_successes_total RING-01 1 15',
    ]);
  });

  it('are taken of a gauge every time, whatever its value', () => {
    const place = sets.intern('station', ['ring', 'RING-01'], 0);
    expect(sample(5, [family('connected', place, 0)])).toHaveLength(1);
    expect(sample(10, [family('connected', place, 0)])).toHaveLength(1);
  });

  it('begin and end a piece with all that has counted', () => {
    sample(5, [attempts(1)]);
    expect(sample(10, [attempts(1)], true)).toEqual(['ev_charge_start_attempts_total RING-01 1 10']);
    writer.beginPiece();
    expect(sample(15, [attempts(1)])).toEqual(['ev_charge_start_attempts_total RING-01 1 15']);
  });

  it('begin a counter that wakes with a piece in the piece before', () => {
    expect(sample(5, [attempts(0)])).toEqual([]);
    expect(sample(10, [attempts(0)], true)).toEqual(['ev_charge_start_attempts_total RING-01 0 10']);
    writer.beginPiece();
    expect(sample(15, [attempts(1)])).toEqual(['ev_charge_start_attempts_total RING-01 1 15']);
  });

  it('cumulate the buckets of a histogram, with sum and count', () => {
    const buckets = METRICS.start.buckets;
    const counts = [...buckets.map(() => 0), 0];
    const cohort = sets.intern('cohort', ['ring', 'Swift', '2'], 0);
    const filled = counts.with(1, 2).with(2, 1);
    sample(5, [family('start', cohort, 11, filled)]);
    const values = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ').at(-2));
    expect(values).toEqual(['0', '2', ...Array<string>(buckets.length - 1).fill('3'), '11', '3']);
    expect(writer.samples).toBe(buckets.length + 3);
  });
});
