import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../model/outcome.ts';
import { INDEX_WEIGHTS, type IndexPart, type ReliabilityIndex } from '../../model/reliability-index.ts';
import {
  EXAMPLE_START,
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../examples.ts';
import { ReportBuilder } from './report-builder.ts';
import type { Report } from './report.ts';

const HOUR = 3_600_000;
interface Place {
  readonly station: string;
  readonly site?: string;
  readonly model?: string;
  readonly firmware?: string;
}

/** A station's visits of one flow each: so many that went well, so many that failed at the first try. */
const visits = (place: Place, good: number, bad: number): Outcome[] =>
  Array.from({ length: good + bad }, (_, index) => {
    const id = `${place.station}-${place.firmware ?? ''}-${index}`;
    const failed = index >= good;
    const flow = (failed ? exampleFailure : exampleFlow)({ ...place, id });
    const visit = exampleVisit({
      ...place,
      id,
      flows: [id],
      result: failed ? 'failed' : 'first_ok',
      charged: !failed,
    });
    return [settled(flow), visitEnded(visit)];
  }).flat();

const reportOf = (outcomes: readonly Outcome[], weights = INDEX_WEIGHTS): Report => {
  const builder = new ReportBuilder(undefined, weights);
  for (const outcome of outcomes) builder.add(outcome);
  return builder.build({ open: 0, until: null });
};
const indexOf = (report: Report, station: string): Extract<ReliabilityIndex, { too_few: false }> => {
  const index = report.stations.find((one) => one.station === station)?.reliability_index;
  if (!index || index.too_few) throw new Error('no index');
  return index;
};
const F = (report: Report, station: string): IndexPart => indexOf(report, station).parts.F!;

describe('the peers of a station', () => {
  it('are the others of its model at its site, where these have thirty counted visits', () => {
    const report = reportOf([
      ...visits({ station: 'A' }, 5, 0),
      ...visits({ station: 'B' }, 15, 15),
      ...visits({ station: 'C', site: 'south' }, 30, 0),
    ]);
    expect(F(report, 'A')).toMatchObject({ prior: { level: 'model_at_site', rate: 0.5 }, value: 10 / 15 });
  });

  it('are the others of its model anywhere, where its site is thin', () => {
    const report = reportOf([
      ...visits({ station: 'A' }, 5, 0),
      ...visits({ station: 'B' }, 0, 29),
      ...visits({ station: 'C', site: 'south' }, 29, 0),
      ...visits({ station: 'D', model: 'other' }, 0, 100),
    ]);
    expect(F(report, 'A').prior).toEqual({ level: 'model', rate: 0.5 });
  });

  it('are the whole fleet, where its model is thin', () => {
    const report = reportOf([
      ...visits({ station: 'A' }, 5, 0),
      ...visits({ station: 'D', model: 'other' }, 5, 10),
    ]);
    expect(F(report, 'A').prior).toEqual({ level: 'fleet', rate: 10 / 20 });
  });

  it('are nobody, where it stands alone', () => {
    expect(F(reportOf(visits({ station: 'A' }, 9, 1)), 'A')).toMatchObject({ prior: null, value: 0.9 });
  });

  it('do not count what the station itself did as another model', () => {
    const report = reportOf([
      ...visits({ station: 'A', model: '', firmware: 'old' }, 40, 0),
      ...visits({ station: 'A' }, 5, 5),
      ...visits({ station: 'B' }, 15, 15),
    ]);
    expect(F(report, 'A')).toMatchObject({
      numerator: 45,
      denominator: 50,
      prior: { level: 'model_at_site', rate: 0.5 },
    });
  });
});

describe('the index of a report', () => {
  it('ranks a busy good post above a quiet perfect one', () => {
    const report = reportOf([
      ...visits({ station: 'quiet' }, 5, 0),
      ...visits({ station: 'busy' }, 285, 15),
      ...visits({ station: 'bad' }, 40, 60),
    ]);
    expect(indexOf(report, 'quiet').score).toBeLessThan(indexOf(report, 'busy').score);
    expect(indexOf(report, 'bad').score).toBeLessThan(indexOf(report, 'quiet').score);
  });

  it('says too few for a station with four attempts, and has one for its site, model and fleet', () => {
    const report = reportOf([...visits({ station: 'A' }, 4, 0), ...visits({ station: 'B' }, 6, 0)]);
    expect(report.stations[0]?.reliability_index).toEqual({ too_few: true, n: 4, version: '1' });
    for (const group of [report, report.sites[0], report.models[0], report.firmwares[0]]) {
      expect(group?.reliability_index).toMatchObject({ too_few: false, n: 10 });
    }
  });

  it('takes port-seconds of a station, a site and the fleet, those of stations without a flow at their site', () => {
    const interval = (station: string, hours: number, state: 'available' | 'faulted') =>
      intervalEnded(
        exampleInterval({ station, state, start: EXAMPLE_START, end: EXAMPLE_START + hours * HOUR }),
      );
    const report = reportOf([
      ...visits({ station: 'A' }, 10, 0),
      interval('A', 3, 'available'),
      intervalEnded(
        exampleInterval({
          station: 'A',
          state: 'faulted',
          start: EXAMPLE_START + 3 * HOUR,
          end: EXAMPLE_START + 4 * HOUR,
        }),
      ),
      interval('silent', 4, 'faulted'),
    ]);
    const availability = (index: ReliabilityIndex | undefined) =>
      index && !index.too_few ? index.parts.A?.value : null;
    expect(availability(report.stations[0]?.reliability_index)).toBe(0.75);
    expect(availability(report.models[0]?.reliability_index)).toBe(0.75);
    expect(availability(report.sites[0]?.reliability_index)).toBe(3 / 8);
    expect(availability(report.reliability_index)).toBe(3 / 8);
  });

  it('leaves out and names what it could not measure', () => {
    const flows = visits({ station: 'A' }, 10, 0).map((outcome) =>
      outcome.kind === 'flow_settled'
        ? { ...outcome, flow: { ...outcome.flow, powerRatio: null, machineStartSeconds: null } }
        : outcome,
    );
    expect(indexOf(reportOf(flows), 'A').missing).toEqual(['A', 'Q']);
  });

  it('weighs power and start by charges, and counts only flows that reached energy', () => {
    const report = reportOf(visits({ station: 'A' }, 10, 5));
    const { Q } = indexOf(report, 'A').parts;
    expect(Q?.value).toBeCloseTo(0.8, 12);
    expect(Q?.denominator).toBe(10);
  });

  it('takes weights of one’s own, and says so', () => {
    const report = reportOf(visits({ station: 'A' }, 9, 1), { A: 0, F: 1, E: 0, Q: 0 });
    expect(indexOf(report, 'A')).toMatchObject({ score: 90, version: '1-weights-A0-F1-E0-Q0' });
  });
});
