import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METRIC_ROWS } from '@firstcharge/collector/telemetry/metric-table.ts';
import { describe, expect, it } from '@jest/globals';
import { dashboardOf, type DashboardSpec } from './dashboard.ts';
import { DASHBOARDS } from './index.ts';
import { filledIn, problemsOf, queriesOf } from './lint.ts';
import { figure, trend } from './panel.ts';

const dashboards = DASHBOARDS.map(dashboardOf);
const committed = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', 'json', `${name}.json`), 'utf8');

const spec = (change: Partial<DashboardSpec>): DashboardSpec => ({
  name: 'example',
  title: 'Example',
  description: 'An example.',
  from: 'now-1h',
  variables: [],
  sections: [],
  ...change,
});

describe('dashboards', () => {
  it('are committed as their source makes them', () => {
    for (const { name } of DASHBOARDS) {
      const made = DASHBOARDS.find((each) => each.name === name);
      expect(committed(name)).toBe(`${JSON.stringify(dashboardOf(made!), null, 2)}\n`);
    }
  });

  it('have uids, descriptions, units, a data source to choose, and no panel over another', () => {
    expect(problemsOf(dashboards)).toEqual([]);
  });

  it('ask only what Prometheus can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firstcharge-dashboards-'));
    try {
      const rules = dashboards
        .flatMap(queriesOf)
        .map(({ expr }, at) => ({ record: `query:${String(at)}`, expr: filledIn(expr) }));
      expect(rules.length).toBeGreaterThan(100);
      const file = join(folder, 'queries.yaml');
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
      expect(execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('ask only for metrics that exist', () => {
    const known = new Set(METRIC_ROWS.map(([, { prometheus }]) => prometheus));
    const asked = dashboards
      .flatMap(queriesOf)
      .flatMap(({ expr }) => [...expr.matchAll(/(?<![:\w])ev_\w+(?![:\w])/g)].map(([name]) => name));
    const unknown = new Set(
      asked.map((name) => name.replace(/_bucket$/, '')).filter((name) => !known.has(name)),
    );
    expect([...unknown]).toEqual([]);
  });
});

describe('the linter', () => {
  const panel = trend({ title: 'A', description: 'a', unit: 's' }, [{ expr: 'up' }]);

  it('finds two dashboards with one uid, and a uid that is not ours', () => {
    expect(problemsOf([dashboardOf(spec({})), dashboardOf(spec({}))])).toEqual([
      'firstcharge-example: another dashboard has the same uid',
    ]);
    expect(problemsOf([dashboardOf(spec({ name: 'No Such' }))])).toHaveLength(1);
  });

  it('finds panels without description, unit or question', () => {
    const bare = figure({ title: 'B', description: '', unit: '' }, { expr: 'up' });
    const mute = trend({ title: 'C', description: 'c', unit: 's' }, []);
    const found = problemsOf([dashboardOf(spec({ sections: [{ title: 'x', panels: [bare, mute] }] }))]);
    expect(found).toEqual([
      'firstcharge-example: panel “B”: no description',
      'firstcharge-example: panel “B”: no unit',
      'firstcharge-example: panel “C”: it asks nothing',
    ]);
  });

  it('finds panels that lie over each other', () => {
    const made = dashboardOf(spec({ sections: [{ title: 'x', panels: [panel, panel] }] }));
    const panels = (made.panels ?? []).map((each) => ({ ...each, gridPos: { x: 0, y: 1, w: 12, h: 8 } }));
    expect(problemsOf([{ ...made, panels }])).toContain('firstcharge-example: “A” lies over “A”');
  });
});
