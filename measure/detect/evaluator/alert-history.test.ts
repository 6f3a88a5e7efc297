import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { firingsOf } from './alert-history.ts';

/** What is there at each minute (`x`) or not (`.`), `for` and `keep_firing_for` in minutes. */
const CASES: readonly (readonly [present: string, holdFor: number, keepFiringFor: number])[] = [
  ['xxxxxx......', 0, 0],
  ['...xxx......', 0, 0],
  ['xxxxxx......', 3, 0],
  ['xxx.........', 3, 0],
  ['xxxx........', 3, 0],
  ['xx.xx.xxxxxx', 2, 0],
  ['x.x.x.x.x.x.', 0, 0],
  ['x.x.x.x.x.x.', 1, 0],
  ['xxxxx.......', 0, 3],
  ['xxxxx.......', 2, 3],
  ['xx..........', 2, 3],
  ['xxx.........', 2, 3],
  ['xxx..x......', 0, 3],
  ['xxx...x.....', 0, 3],
  ['xxx....x....', 0, 3],
  ['xxx.....x...', 0, 3],
  ['xxx....xxxxx', 2, 3],
  ['xxx...x...x.', 1, 3],
  ['x...x...x...', 0, 4],
  ['x....x....x.', 0, 4],
  ['............', 0, 2],
  ['xxxxxxxxxxxx', 11, 0],
  ['xxxxxxxxxxxx', 12, 0],
  ['.x.xxx.xxxx.', 3, 1],
  ['xxxx.xxxx.xx', 2, 1],
];

const MINUTE = 60_000;
const minutes = (text: string): number[] => [...text].map((_, index) => index * MINUTE);

/** Minutes at which it fires, by our own evaluator. */
function ours([present, holdFor, keepFiringFor]: (typeof CASES)[number]): number[] {
  const at = minutes(present);
  const firings = firingsOf(
    at,
    [...present].map((character) => character === 'x'),
    { holdFor: holdFor * 60, keepFiringFor: keepFiringFor * 60 },
  );
  return at.filter((time) => firings.some(({ start, end }) => time >= start && (end === null || time < end)));
}

describe('the history of an alert', () => {
  it(`is that of Prometheus in ${CASES.length} cases`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'firstcharge-alerts-'));
    const rules = CASES.map(([, holdFor, keepFiringFor], index) => ({
      alert: `Case${index}`,
      expr: `case${index} == 1`,
      for: `${holdFor}m`,
      keep_firing_for: `${keepFiringFor}m`,
    }));
    writeFileSync(
      join(folder, 'rules.yaml'),
      stringify({ groups: [{ name: 'cases', interval: '1m', rules }] }),
    );
    const tests = {
      rule_files: ['rules.yaml'],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: CASES.map(([present], index) => ({
            series: `case${index}`,
            values: [...present].map((character) => (character === 'x' ? '1' : '0')).join(' '),
          })),
          alert_rule_test: CASES.flatMap((entry, index) =>
            minutes(entry[0]).map((time) => ({
              eval_time: `${time / MINUTE}m`,
              alertname: `Case${index}`,
              exp_alerts: ours(entry).includes(time) ? [{}] : [],
            })),
          ),
        },
      ],
    };
    writeFileSync(join(folder, 'tests.yaml'), stringify(tests));
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'tests.yaml'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true, force: true });
    expect({ status, said: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
  });
});
