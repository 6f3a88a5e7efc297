import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DASHBOARDS } from '@firstcharge/dashboards/index.ts';
import { dashboardOf } from '@firstcharge/dashboards/dashboard.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { neededBy } from '../detect/rules/needed.ts';
import { readRules } from '../detect/rules/rule-files.ts';
import { waveSites } from '../detect/scenario/fleet.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { stringify } from 'yaml';
import { METRIC_NAMES } from '../recorded-fleet/metric-names.ts';
import { recordFleet, type RecordedFleet } from '../recorded-fleet/recorded-fleet.ts';
import { emptyPanels, firstChoices } from './asked.ts';

const RULES = join(import.meta.dirname, '..', '..', 'alert-rules', 'rules');
const STEP_S = 300;
const STEP_MS = STEP_S * 1000;

/** Panels that have nothing to show here, and why. */
const EMPTY_HERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  site: { 'Alerts firing here': 'alerts are evaluated live; over a history there are recording rules only' },
  station: { Ping: 'a log of messages has no pings of the socket' },
  connectivity: {
    'Ping, 95 %': 'a log of messages has no pings of the socket',
    Traffic: 'simulated routers do not count their bytes',
  },
};

const SCENARIO = {
  seed: 3,
  start: '2026-09-01T00:00:00Z',
  days: 2.2,
  background: 3,
  meter_interval_seconds: 300,
  telemetry: {},
  drivers: { plug_first: 0.4, tap_first: 0.2, app: 0.2, terminal: 0.2 },
  sites: waveSites(0).map(({ written }) => written),
  behaviours: [
    { behaviour: 'clock-offset', where: { station: 'HUB0-01' } },
    { behaviour: 'network-drop', where: {}, when: { rate: 2, persistent: false } },
  ],
};

let folder: string;
let fleet: RecordedFleet;
let prometheus: StoredPrometheus;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-dashboards-'));
  const loaded = loadScenario(stringify(SCENARIO), 'dashboards');
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  const { recording } = readRules(RULES);
  const all = recording.map(({ name }) => name).join(' + ');
  const reader = {
    name: 'all',
    expr: all,
    labels: {},
    interval: STEP_S,
    holdFor: 0,
    keepFiringFor: 0,
    file: '',
  };
  const { levels } = neededBy({ recording, alerting: [reader] }, (word) => METRIC_NAMES.has(word));
  fleet = await recordFleet(loaded.scenario, {
    folder,
    metrics: METRIC_NAMES,
    levels,
    step: STEP_S,
    next: (at) => (Math.floor(at / STEP_MS) + 1) * STEP_MS,
  });
  prometheus = await StoredPrometheus.on(folder, fleet.data);
}, 400_000);
afterAll(async () => {
  await prometheus.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The collector's own figures are not part of a history: `collector-dashboard.e2e.test.ts` asks a live one. */
const OF_CHARGING = DASHBOARDS.filter(({ name }) => name !== 'collector');

describe('over two simulated days, a real Prometheus answers every panel', () => {
  for (const spec of OF_CHARGING)
    it(`of ${spec.title}, but for those that are named here`, async () => {
      const dashboard = dashboardOf(spec);
      const end = Math.floor(fleet.end / STEP_S) * STEP_S;
      const choices = await firstChoices(dashboard, prometheus, end);
      const shown = { start: end - 12 * 3600, end, step: STEP_S };
      const variables = { ...choices, __range: '2d', __rate_interval: '35m' };
      const empty = await emptyPanels(dashboard, prometheus, { shown, variables });
      expect(empty).toEqual(Object.keys(EMPTY_HERE[spec.name] ?? {}));
    }, 120_000);
});
