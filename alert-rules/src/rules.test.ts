import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { lint } from './lint.ts';
import { FOLDER, loadRules } from './load.ts';
import { outputsOf } from './outputs.ts';
import { promtool } from './promtool.ts';
import { alertsOf } from './rule.ts';
import { readSurroundings } from './surroundings.ts';

const loaded = loadRules();
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const { files, params, unused } = loaded.value;
const around = readSurroundings(FOLDER);
const alerts = alertsOf(files);

describe('the alert rules', () => {
  it('have a runbook, firing and quiet cases, labels, annotations and known metrics each', () => {
    expect(lint(files, around)).toEqual([]);
  });

  it('pair alert, runbook and cases one to one', () => {
    const names = alerts.map(({ alert }) => alert).sort();
    expect([...around.runbooks.keys()].sort()).toEqual(names);
    expect([...around.cases.keys()].sort()).toEqual(names);
  });

  it('use every param', () => {
    expect(unused).toEqual([]);
  });

  it('are rendered as committed', () => {
    for (const [path, text] of outputsOf(files, params))
      expect([path, readFileSync(join(FOLDER, path), 'utf8') === text]).toEqual([path, true]);
  });

  it('are accepted by promtool', () => {
    expect(promtool(FOLDER, 'check')).toBeNull();
  });

  it.each(readdirSync(join(FOLDER, 'tests')).filter((file) => file.endsWith('.yaml')))(
    'fire and are quiet as the cases in %s say',
    (file) => {
      expect(promtool(FOLDER, 'test', [file])).toBeNull();
    },
    120_000,
  );

  it('are told apart by promtool from rules that do not fire', () => {
    const text = readFileSync(join(FOLDER, 'tests', 'alerts-blind.yaml'), 'utf8');
    const broken = text.replace('../rules/', `${join(FOLDER, 'rules')}/`).replace('value: 1', 'value: 2');
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'broken.yaml');
    writeFileSync(file, broken);
    expect(promtool(FOLDER, 'test', [file])).toContain('FAILED');
  });
});

describe('the rules for Grafana', () => {
  it('are the same alerts, with dollars escaped and a condition on the value', () => {
    const provisioned = readdirSync(join(FOLDER, 'grafana'))
      .map((file) => readFileSync(join(FOLDER, 'grafana', file), 'utf8'))
      .join('\n');
    const titles = [...provisioned.matchAll(/title: (\S+)/g)].map(([, title]) => title);
    expect(titles.sort()).toEqual(alerts.map(({ alert }) => alert).sort());
    expect(provisioned).not.toMatch(/[^$]\$(labels|values|A)/);
    const uids = [...provisioned.matchAll(/uid: (fc-\S+)/g)].map(([, uid]) => uid);
    expect(new Set(uids).size).toBe(alerts.length);
  });
});

const matchers = z.array(z.string());
const example = z.looseObject({
  inhibit_rules: z.array(
    z.object({ source_matchers: matchers, target_matchers: matchers, equal: matchers.optional() }),
  ),
});

describe('the Alertmanager example', () => {
  const file = join(FOLDER, 'alertmanager.example.yaml');
  const amtool = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync('amtool', args, { encoding: 'utf8' });
    return `${stdout}${stderr}`;
  };
  const receivers = (...labels: string[]): string =>
    amtool('config', 'routes', 'test', `--config.file=${file}`, ...labels).split('\n')[0] ?? '';

  it('is accepted by amtool', () => {
    expect(amtool('check-config', file)).toContain('SUCCESS');
  });

  it('sends pages to pager and desk, tickets to the desk, and the watchdog outside', () => {
    expect(receivers('alertname=SiteOffline', 'severity=page', 'site=A')).toBe('pager,desk');
    expect(receivers('alertname=StationOffline', 'severity=ticket', 'site=A', 'station=A1')).toBe('desk');
    expect(receivers('alertname=Watchdog', 'severity=info')).toBe('dead-mans-switch');
  });

  it('never inhibits by a label that both sides may lack', () => {
    const { inhibit_rules: rules } = example.parse(parse(readFileSync(file, 'utf8')));
    const guards = (all: readonly string[]): boolean => all.some((matcher) => matcher.endsWith('!= ""'));
    for (const rule of rules.filter(({ equal }) => equal !== undefined)) {
      expect([rule.source_matchers, guards(rule.source_matchers)]).toEqual([rule.source_matchers, true]);
      expect([rule.target_matchers, guards(rule.target_matchers)]).toEqual([rule.target_matchers, true]);
    }
  });

  it('names alerts that exist', () => {
    const names = alerts.map(({ alert }) => alert);
    const patterns = [...readFileSync(file, 'utf8').matchAll(/alertname (?:=~|=) "?([^",\]]+)"?/g)].map(
      ([, pattern = '']) => pattern,
    );
    for (const pattern of patterns)
      for (const part of pattern.split(/\|(?![^(]*\))/))
        expect([part, names.some((name) => new RegExp(`^(?:${part})$`).test(name))]).toEqual([part, true]);
  });
});
