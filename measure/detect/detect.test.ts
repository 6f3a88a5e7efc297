import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { scoresOf, type Scores } from './comparison/scores.ts';
import { concerns, isRight } from './comparison/verdict.ts';
import { toldAt } from './evaluator/inhibition.ts';
import type { FiredAlert } from './evaluator/fired-alert.ts';
import { measuredRules } from './rules/measured-rules.ts';
import { runWave, type WaveResult } from './wave-run.ts';

const RULES = join(import.meta.dirname, '..', '..', 'alert-rules', 'rules');
const SCENARIO = `seed: 5
start: 2026-10-05T00:00:00Z
days: 1.5
background: 0
telemetry: {}
meter_interval_seconds: 300
sites:
  - { id: quay, time_zone: UTC, latitude: 1, longitude: 2, profile: city, demand: 8, stations: [
      { count: 3, vendor: V, model: M, firmware: 1.0.0, protocol: ocpp1.6, power: AC, watts: 22000, evses: 2 } ] }
behaviours:
  - { behaviour: router-outage, where: { site: quay }, when: { from: +0.6d, to: +0.8d, persistent: true } }
  - { behaviour: network-drop, where: { site: quay }, when: { from: +0.3d, to: +0.301d } }
`;

let folder: string;
let wave: WaveResult;
let scores: Scores;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-detect-'));
  const loaded = loadScenario(SCENARIO, 'small.yaml');
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  const { recording, alerting } = measuredRules(RULES);
  const reach = alerting.filter(({ file }) => file.includes('reachability'));
  const rules = { recording, alerting: reach };
  wave = await runWave(loaded.scenario, { folder, rules, inhibitRules: [], say: () => undefined });
  scores = scoresOf([wave], 0);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a small run', () => {
  it('raises the outage of a router within the hour, with a symptom that fits', () => {
    expect(scores.found).toHaveLength(1);
    const [outage] = scores.found;
    const { fault, raised } = outage ?? {};
    expect(fault?.behaviour).toBe('router-outage');
    expect(((raised?.start ?? Infinity) - (fault?.start ?? 0)) / 60_000).toBeLessThanOrEqual(60);
    expect(raised?.labels).toMatchObject({ site: 'quay' });
  });

  it('raises nothing where nothing was wrong, and nothing at a drop of a minute', () => {
    expect(scores.judged.filter(({ right }) => !right)).toEqual([]);
  });

  it('has the alerts end when the outage is over', () => {
    const over = wave.faults.find(({ behaviour }) => behaviour === 'router-outage')?.end ?? 0;
    const offline = wave.told.filter(({ name }) => name === 'StationOffline');
    expect(offline).toHaveLength(3);
    for (const { end } of offline) expect(((end ?? Infinity) - over) / 60_000).toBeLessThanOrEqual(30);
  });
});

describe('an alert', () => {
  const alert = (labels: Record<string, string>, start = 0): FiredAlert => ({
    name: 'A',
    labels,
    start,
    end: null,
  });
  const fault = {
    type: 'fault' as const,
    id: 'X',
    behaviour: 'router-outage',
    where: { site: 'quay' },
    start: 0,
    end: 1000,
    persistent: true,
    code: 'none' as const,
    decoy: false,
    everyday: false,
    ramp_days: null,
    first_failed_flow: null,
  };

  it('is right only at the place, in the time, and with a symptom of a fault', () => {
    const right = { site: 'quay', station: 'QUAY-01', symptom: 'offline' };
    expect(isRight(alert(right), [fault])).toBe(true);
    expect(isRight(alert({ ...right, site: 'hub' }), [fault])).toBe(false);
    expect(isRight(alert({ ...right, symptom: 'heating' }), [fault])).toBe(false);
    expect(isRight(alert(right, 14 * 3_600_000), [fault])).toBe(false);
    expect(isRight(alert(right), [{ ...fault, decoy: true }])).toBe(false);
  });

  it('of one EVSE does not concern a fault of the other', () => {
    const where = { site: 'quay', station: 'QUAY-01', evse: 2 };
    expect(concerns(alert({ site: 'quay', station: 'QUAY-01', evse: '1' }), { ...fault, where })).toBe(false);
    expect(concerns(alert({ site: 'quay', station: 'QUAY-01' }), { ...fault, where })).toBe(true);
  });

  it('is told once what inhibits it at its site is over, as by Alertmanager', () => {
    const rule = {
      source_matchers: ['alertname="SiteOffline"'],
      target_matchers: ['station=~".+"', 'symptom="offline"'],
      equal: ['site'],
    };
    const target = alert(
      { alertname: 'StationOffline', site: 'quay', station: 'QUAY-01', symptom: 'offline' },
      60_000,
    );
    const source = (site: string, start: number, end: number | null = null): FiredAlert => ({
      ...alert({ alertname: 'SiteOffline', site }, start),
      end,
    });
    const told = (...ones: readonly FiredAlert[]): number | null =>
      toldAt({ ...target, end: 900_000 }, [target, ...ones], [rule], 300_000);
    expect(told()).toBe(360_000);
    expect(told(source('quay', 0))).toBeNull();
    expect(told(source('quay', 200_000))).toBeNull();
    expect(told(source('quay', 600_000))).toBe(360_000);
    expect(told(source('hub', 0))).toBe(360_000);
    expect(told(source('quay', 0, 100_000))).toBe(360_000);
    expect(told(source('quay', 0, 500_000))).toBe(500_000);
    expect(told(source('quay', 400_000, 700_000), source('quay', 0, 500_000))).toBe(700_000);
    expect(told(source('quay', 400_000, 900_000), source('quay', 0, 500_000))).toBeNull();
  });
});
