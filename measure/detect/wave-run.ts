import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldInventory } from '@firstcharge/collector/inventory/field-inventory.ts';
import { silencesOf } from '@firstcharge/collector/inventory/maintenance/silences.ts';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { METRIC_ROWS } from '@firstcharge/collector/telemetry/metric-table.ts';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { readFaults, type TrueFault } from './comparison/truth-faults.ts';
import type { FiredAlert } from './evaluator/fired-alert.ts';
import { firedAlerts } from './evaluator/fired-alerts.ts';
import { toldAt, type InhibitRule } from './evaluator/inhibition.ts';
import { isSilenced } from './evaluator/silence.ts';
import { fineSpans, stepsOf } from './history/fine-steps.ts';
import { keptFirings, keptSamples, linkBlocks, noteFirings, noteHistory } from './history/kept-history.ts';
import { trackWave } from './history/wave-history.ts';
import { StoredPrometheus } from './prometheus/stored-prometheus.ts';
import { neededBy, type Needed } from './rules/needed.ts';
import { recordLevels } from './rules/record.ts';
import type { Rules } from './rules/rule-files.ts';

const STEP_S = 300;
/** Around what is injected. */
const FINE_STEP_S = 60;
const DAY_MS = 86_400_000;
/** `group_wait` of the Alertmanager example. */
const WAIT_MS = 10_000;

/** What alert rules made of a scenario. */
export interface WaveResult {
  readonly scenario: Scenario;
  readonly faults: readonly TrueFault[];
  /** That somebody would have been told of. */
  readonly told: readonly FiredAlert[];
  readonly inhibited: readonly FiredAlert[];
  readonly samples: number;
}

/** Names of all series that the collector may show, and of what it knows. */
const METRICS = new Set(
  METRIC_ROWS.flatMap(([, { prometheus, kind }]) =>
    kind === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${prometheus}_${part}`) : [prometheus],
  ),
);

/** Where a wave is worked on, and by which rules it is judged. */
export interface WaveSettings {
  /** Emptied before, unless it holds this very wave; removed after. */
  readonly folder: string;
  readonly rules: Rules;
  readonly inhibitRules: readonly InhibitRule[];
  readonly say: (text: string) => void;
  /** Leaves the folder as it is, for the same wave with other rules. */
  readonly keep?: boolean;
}

/** Simulates a scenario, takes it through the collector into Prometheus, and evaluates the rules there. */
export async function runWave(scenario: Scenario, settings: WaveSettings): Promise<WaveResult> {
  const { folder, rules, say } = settings;
  const needed = neededBy(rules, (word) => METRICS.has(word));
  const samples =
    keptSamples(folder, { scenario, metrics: needed.metrics }) ??
    (await makeHistory(scenario, settings, needed.metrics));
  const fired = keptFirings(folder, rules) ?? (await firingsIn(scenario, settings, needed.levels));
  const faults = readFaults(join(folder, 'truth.jsonl'));
  if (settings.keep !== true) rmSync(folder, { recursive: true, force: true });
  const { start, days } = scenario;
  const silences = silencesOf(inventoryOf(scenario), { start, end: start + days * DAY_MS });
  const told: FiredAlert[] = [];
  const inhibited: FiredAlert[] = [];
  for (const alert of fired) {
    const at = isSilenced(alert, silences) ? null : toldAt(alert, fired, settings.inhibitRules, WAIT_MS);
    if (at === null) inhibited.push(alert);
    else told.push({ ...alert, start: at - WAIT_MS });
  }
  say(`${fired.length} firings, ${inhibited.length} of them inhibited or silenced`);
  return { scenario, faults, told, inhibited, samples };
}

/** Every firing of the alerting rules in the blocks of a wave, after what recording rules make of them. */
async function firingsIn(
  { start, days }: Scenario,
  { folder, rules, say }: WaveSettings,
  levels: Needed['levels'],
): Promise<readonly FiredAlert[]> {
  const data = join(folder, 'data');
  linkBlocks(join(folder, 'raw'), data);
  const range = { start: start / 1000, end: (start + days * DAY_MS) / 1000, step: STEP_S };
  await recordLevels(levels, { folder, data, ...range }, (level) =>
    say(`recording rules, level ${level + 1} of ${levels.length}`),
  );
  const fine = { spans: fineSpans(readFaults(join(folder, 'truth.jsonl'))), step: FINE_STEP_S };
  const fired: FiredAlert[] = [];
  const prometheus = await StoredPrometheus.on(folder, data);
  try {
    for (const rule of rules.alerting)
      fired.push(...(await firedAlerts(prometheus, rule, { ...range, fine })));
  } finally {
    await prometheus.stop();
  }
  noteFirings(folder, rules, fired);
  return fired;
}

/** What the collector knows of the stations of a scenario, and of work that is planned there. */
function inventoryOf(scenario: Scenario): FieldInventory {
  const text = inventoryYaml(scenario);
  const inventory = loadInventory({ file: 'inventory.yaml', text, defaultSite: 'default' });
  if (!inventory.ok) throw new Error(inventory.error.map(({ problem }) => problem).join('\n'));
  return inventory.value;
}

/** The log of a scenario, its truth, and the blocks of what the collector made of it; resolves with the number of samples. */
export async function makeHistory(
  scenario: Scenario,
  { folder, say }: Pick<WaveSettings, 'folder' | 'say'>,
  metrics: ReadonlySet<string>,
): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [log, truth] = [join(folder, 'log.jsonl'), join(folder, 'truth.jsonl')];
  const quiet = { show: () => undefined, end: () => undefined };
  const { lines } = await logToFiles(
    { scenario, stations: Infinity, progress: quiet, stopped: () => false },
    { out: log, truth, stateOut: undefined },
  );
  say(`${lines} lines simulated`);
  const { start } = scenario;
  const next = stepsOf(fineSpans(readFaults(truth)), { coarse: STEP_S * 1000, fine: FINE_STEP_S * 1000 });
  const end = start + scenario.days * DAY_MS;
  const history = {
    folder,
    data: join(folder, 'raw'),
    log,
    inventory: inventoryOf(scenario),
    start,
    end,
    next,
    metrics,
  };
  const samples = await trackWave(history);
  rmSync(log, { force: true });
  noteHistory(folder, { scenario, metrics, samples });
  say(`${samples} samples of ${metrics.size} metrics`);
  return samples;
}
