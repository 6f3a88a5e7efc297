import { describe, expect, it } from '@jest/globals';
import { formatSourceError } from '@firstcharge/collector/config/source-error.ts';
import { build } from './build.ts';
import { parseParams } from './params.ts';
import { durationSeconds, metricNames, momentaryReads, rangeReads } from './promql-text.ts';
import { parseRuleSource } from './rule-source.ts';
import { staleReads } from './stale-reads.ts';

const told = (text: string): readonly string[] => {
  const params = parseParams('params.yaml', text);
  return params.ok ? [] : params.error.map(formatSourceError);
};

describe('params', () => {
  it('are refused with file, line and fix when a value is not what its name promises', () => {
    expect(
      told('reach:\n  offline_for: 20\n  share_ratio: 20\n  pings: soon\nconnector:\n  fail_nats: 0\n'),
    ).toEqual([
      'params.yaml:2:16: reach.offline_for: must be a duration, as its name ends in _for or _window. Fix: write one such as 15m, 1h or 7d',
      'params.yaml:3:16: reach.share_ratio: must be a share, as its name ends in _ratio. Fix: write 0.2 for 20 %',
      'params.yaml:4:10: reach.pings: must be a number, is text. Fix: write a number',
      'params.yaml:6:14: connector.fail_nats: must be above 0, as its name ends in _nats. Fix: write 7 for 1 in 1,100',
    ]);
  });

  it('are refused where a section is no map', () => {
    expect(told('reach: 5\n')[0]).toMatch(/^params.yaml:1:8: reach: .* Fix: /);
  });
});

describe('rule sources', () => {
  const source = (text: string) => {
    const parsed = parseRuleSource('source/x.yaml', text);
    if (!parsed.ok) return parsed.error.map(formatSourceError);
    const built = build([parsed.value], new Map([['a.b', '7']]));
    return built.ok ? built.value.files : built.error.map(formatSourceError);
  };
  const groups = 'groups:\n  - name: g\n    interval: 1m\n    rules:\n';

  it('stand for one rule a row, with params filled in', () => {
    const text = `${groups}      - for_each: [{ w: 1h }, { w: 2h }]\n        record: a:ev_x:\${w}\n        expr: ev_x[\${w}] > \${a.b}\n`;
    expect(source(text)).toMatchObject([
      {
        groups: [
          {
            rules: [
              { record: 'a:ev_x:1h', expr: 'ev_x[1h] > 7' },
              { record: 'a:ev_x:2h', expr: 'ev_x[2h] > 7' },
            ],
          },
        ],
      },
    ]);
  });

  it('are refused with line and fix when a placeholder stands for nothing', () => {
    expect(source(`${groups}      - record: a:ev_x:y\n        expr: ev_x > \${a.c}\n`)).toEqual([
      'source/x.yaml:5:9: groups[0].rules[0]: ${a.c} stands for nothing. Fix: add a.c to params.yaml',
    ]);
  });

  it('are refused with line and fix when a key is wrong', () => {
    expect(source(`${groups}      - record: a:ev_x:y\n        exp: 1\n`)[0]).toMatch(
      /^source\/x.yaml:\d+:\d+: /,
    );
  });
});

describe('an expression', () => {
  it('names its metrics, not its labels, functions or durations', () => {
    expect(
      metricNames('sum by (ev_site) (increase(ev_a_total{x="ev_b"}[1h:5m])) / on () site:ev_c:rate1h > up'),
    ).toEqual(['ev_site', 'ev_a_total', 'site:ev_c:rate1h', 'up']);
  });

  it('tells its ranges', () => {
    expect(rangeReads('increase(ev_a{b="[9d]"}[6h]) + max_over_time((ev_a > 1)[7h:5m])')).toEqual([
      { metric: 'ev_a', seconds: 21_600 },
      { metric: '', seconds: 25_200 },
    ]);
    expect(durationSeconds('1h30m')).toBe(5_400);
    expect(durationSeconds('soon')).toBeNaN();
  });
});

describe('a series that is recorded every ten minutes', () => {
  const group = (name: string, interval: string, rules: { record: string; expr: string }[]) => ({
    name,
    interval,
    rules,
  });
  const slow = group('slow', '10m', [
    { record: 'a:ev_x:slow', expr: 'ev_x' },
    { record: 'a:ev_y:slow', expr: 'a:ev_x:slow * 2' },
  ]);
  const read = (expr: string, interval = '10m') =>
    staleReads([
      {
        name: 'x.yaml',
        groups: [{ ...slow, interval }, group('quick', '4m', [{ record: 'a:ev_z:quick', expr }])],
      },
    ]);

  it('is read at one moment in its own group alone', () => {
    expect(read('last_over_time(a:ev_x:slow{site="A"}[15m]) > 1')).toEqual([]);
    const told =
      'x.yaml: a:ev_z:quick: a:ev_x:slow is recorded every 10m only, and most of the time not there. Fix: read it over a longer range, last_over_time(a:ev_x:slow[…])';
    expect(read('a:ev_x:slow{site="A"} > 1')).toEqual([told]);
    expect(read('sum_over_time(a:ev_x:slow[1d:1h])')).toEqual([told]);
  });

  it('is told from one of every four minutes', () => {
    expect(momentaryReads('a:ev_x:slow / a:ev_z:quick[4m] > b:ev_z:c[1h:5m]')).toEqual([
      'a:ev_x:slow',
      'b:ev_z:c',
    ]);
    expect(read('a:ev_x:slow{site="A"} > 1', '4m')).toEqual([]);
  });
});
