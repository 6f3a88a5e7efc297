import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../model/outcome.ts';
import {
  EXAMPLE_START,
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../../examples.ts';
import { ReportBuilder } from '../report-builder.ts';
import type { Report } from '../report.ts';
import { renderCsv } from './csv.ts';
import { renderJson } from './json.ts';
import { tableLines } from './table.ts';
import { renderTerminal } from './terminal.ts';

const reportOf = (outcomes: readonly Outcome[]): Report => {
  const builder = new ReportBuilder();
  for (const outcome of outcomes) builder.add(outcome);
  return builder.build({
    open: 2,
    until: null,
    lines: { lines: 1_000, problems: { not_json: 3, bad_time: 1 } },
  });
};

/** CS-1: four successes. CS-2: two failures, then a success at the third try; offline for an hour of three. */
const SMALL: readonly Outcome[] = [
  ...['a', 'b', 'c', 'd'].map((id) => settled(exampleFlow({ id }))),
  ...['e', 'f'].map((id) => settled(exampleFailure({ id, station: 'CS-2' }))),
  settled(exampleFlow({ id: 'g', station: 'CS-2' })),
  settled(exampleFlow({ id: 'h', station: 'CS-2', outcome: 'abandoned', reachedEnergy: false, stages: [] })),
  ...['a', 'b', 'c', 'd'].map((id) => visitEnded(exampleVisit({ id, flows: [id] }))),
  visitEnded(exampleVisit({ id: 'e', flows: ['e', 'f', 'g'], station: 'CS-2', result: 'later_ok' })),
  visitEnded(exampleVisit({ id: 'h', flows: ['h'], station: 'CS-2', result: 'not_counted', charged: false })),
  intervalEnded(exampleInterval({ station: 'CS-2', end: EXAMPLE_START + 7_200_000 })),
  intervalEnded(
    exampleInterval({
      station: 'CS-2',
      start: EXAMPLE_START + 7_200_000,
      end: EXAMPLE_START + 10_800_000,
      state: 'unknown',
    }),
  ),
];

describe('the report on a terminal', () => {
  it('reads as it should', () => {
    expect(renderTerminal(reportOf(SMALL))).toBe(`Firstcharge report · KPI definitions 1
2026-11-01 10:00 to 2026-11-01 10:30 UTC · 8 flows · 2 still open · 6 visits · 2 stations

KPIs
                         rate  95 % interval  sample  had abandoned and unknown failed
First Charge Success   80.0 %    37.6–96.4 %  4 of 5                       66.7 % of 6
Visit Success         100.0 %   56.6–100.0 %  5 of 5                       83.3 % of 6
Charge Start Success   71.4 %    35.9–91.8 %  5 of 7                       62.5 % of 8
Charge End Success    100.0 %   56.6–100.0 %  5 of 5                      100.0 % of 5
Session Success        71.4 %    35.9–91.8 %  5 of 7                       62.5 % of 8
Non-charge visits      16.7 %     3.0–56.4 %  1 of 6
Attempts per visit       1.33                 8 in 6

Reliability Index
                                   value  95 % interval      sample
index, 0 to 100                     79.9      55.2–87.7  7 attempts
A  port uptime                    66.7 %              –         3 h
F  First Charge Success           80.0 %    37.1–97.7 %           5
E  Charge End Success            100.0 %   62.1–100.0 %           5
Q  power and speed of the start   80.0 %    32.4–97.7 %           5
formula 1: 100 · A^0.25 · F^0.45 · E^0.20 · Q^0.10; F and E are pulled towards their peers where little was seen

Outcomes
             flows   share
success          5  62.5 %
failed           2  25.0 %
interrupted      0   0.0 %
refused          0   0.0 %
abandoned        1  12.5 %
unknown          0   0.0 %

Charge start time
            p10     p25     p50     p75     p90     p95  charges
machine  22.0 s  22.0 s  22.0 s  22.0 s  22.0 s  22.0 s        5
driver   41.0 s  41.0 s  41.0 s  41.0 s  41.0 s  41.0 s        5

Funnel
stage      entered  ok  failed  left  commonest reasons
plug in          7   7       0     0
authorize        7   7       0     0
start            7   7       0     0
handshake        7   5       2     0  no energy 2
energy           5   5       0     0
stop             5   5       0     0
unplug           5   5       0     0

Failures by reason
flows  outcome  stage      reason     attribution
    2  failed   handshake  no energy  EVSE

Sites
site   flows  lost  first charge  95 % interval        start  95 % interval
north      8     2   80.0 % of 5    37.6–96.4 %  71.4 % of 7    35.9–91.8 %

Models
vendor  model  flows  lost  first charge  95 % interval        start  95 % interval
Volta   V150       8     2   80.0 % of 5    37.6–96.4 %  71.4 % of 7    35.9–91.8 %

Firmware
model  firmware  flows  lost  first charge  95 % interval        start  95 % interval
V150   1.0           8     2   80.0 % of 5    37.6–96.4 %  71.4 % of 7    35.9–91.8 %

Availability
              share  connector hours
port uptime  66.7 %                3
available    66.7 %                2
unknown      33.3 %                1
over 1 connector; port uptime is available or in use and capable / observed, no exclusions

About the data
4 of 1,000  lines of the log could not be used  not json 3, bad time 1
`);
  });

  it('fits a hundred columns whatever the names', () => {
    const long = 'x'.repeat(48);
    const flows = Array.from({ length: 12 }, (_, n) =>
      settled(
        exampleFailure({
          id: String(n),
          station: `${long}${n}`,
          site: long,
          vendor: long,
          model: long,
          firmware: long,
        }),
      ),
    );
    const worst = Array.from({ length: 20 }, (_, n) =>
      settled(exampleFailure({ id: `w${n}`, station: long, site: long })),
    );
    const lines = renderTerminal(reportOf([...flows, ...worst])).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lets no text of a charger steer the terminal', () => {
    const text = renderTerminal(
      reportOf([settled(exampleFlow({ vendor: '\u001b[2Jgone', model: 'a\u202eb', site: 'a\nb' }))]),
    );
    for (const steering of ['\u001b', '\u202e']) expect(text).not.toContain(steering);
    expect(text).toContain('?[2Jgone');
    expect(text).toContain('a?b');
  });

  it('is short without flows', () => {
    const text = renderTerminal(new ReportBuilder().build({ open: 0, until: null }));
    expect(text).toContain('0 flows');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('paints titles where it may', () => {
    const text = renderTerminal(reportOf(SMALL), {
      width: 100,
      paint: (style, part) => `<${style}>${part}</>`,
    });
    expect(text).toContain('<bold>KPIs</>');
  });
});

describe('a table', () => {
  it('shortens the widest text, never a number', () => {
    const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }];
    expect(tableLines(columns, [['a rather long name', '12,345']], 20)).toEqual([
      'name               n',
      'a rather lo…  12,345',
    ]);
  });
});

describe('the report as CSV', () => {
  const rows = (report: Report): string[][] =>
    renderCsv(report)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));

  it('has a row for each station, and every cell has a heading', () => {
    const [header = [], ...stations] = rows(reportOf(SMALL));
    expect(header.slice(0, 9)).toEqual([
      'kpi_version',
      'site',
      'station',
      'vendor',
      'model',
      'firmware',
      'flows',
      'visits',
      'success',
    ]);
    expect(stations.map((row) => row.length)).toEqual([header.length, header.length]);
    const cell = (row: number, name: string): string | undefined => stations[row]?.[header.indexOf(name)];
    expect([cell(0, 'station'), cell(1, 'station')]).toEqual(['CS-1', 'CS-2']);
    expect([
      cell(1, 'first_charge_success_numerator'),
      cell(1, 'first_charge_success_denominator'),
      cell(1, 'first_charge_success'),
    ]).toEqual(['0', '1', '0']);
    expect(cell(1, 'too_few')).toBe('true');
    expect(cell(1, 'port_uptime_denominator')).toBe('10800');
    expect(cell(0, 'port_uptime')).toBe('');
  });

  it('quotes what would break it and disarms what a spreadsheet would run', () => {
    const text = renderCsv(
      reportOf([settled(exampleFlow({ vendor: 'a "b", c', model: '=HYPERLINK("x")' }))]),
    );
    expect(text).toContain('"a ""b"", c"');
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe('the report as JSON', () => {
  it('has the documented shape in snake case', () => {
    const report: unknown = JSON.parse(renderJson(reportOf(SMALL)));
    const share = {
      numerator: expect.any(Number),
      denominator: expect.any(Number),
      ratio: expect.any(Number),
    };
    expect(report).toMatchObject({
      kpi_version: '1',
      flows: 8,
      open: 2,
      visits: 6,
      outcomes: { success: 5, failed: 2, interrupted: 0, refused: 0, abandoned: 1, unknown: 0 },
      kpis: {
        charge_start_success: share,
        charge_end_success: share,
        session_success: share,
        first_charge_success: share,
        visit_success: share,
        attempts_per_visit: { numerator: 8, denominator: 6 },
        non_charge_visits: share,
        if_abandoned_and_unknown_had_failed: { charge_start_success: share, first_charge_success: share },
      },
      sites: [{ site: 'north' }],
      models: [{ vendor: 'Volta', model: 'V150' }],
      firmwares: [{ firmware: '1.0' }],
      stations: [{ station: 'CS-1' }, { station: 'CS-2' }],
      availability: { port_uptime: { ratio: 2 / 3 }, stations: [{ station: 'CS-2' }] },
      findings: [{ finding: 'unusable_lines', count: 4, of: 1_000, kinds: { not_json: 3, bad_time: 1 } }],
    });
    const keys = [...renderJson(reportOf(SMALL)).matchAll(/"([^"]+)":/g)].map(([, key]) => key);
    // The parts of the Reliability Index are called by their letters.
    expect(keys.filter((key) => !/^(?:[a-z0-9_]+|[AFEQ])$/.test(key ?? ''))).toEqual([]);
  });
});
