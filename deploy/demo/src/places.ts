import { join, resolve } from 'node:path';

/** The project's root. */
export const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const at = (...parts: readonly string[]): string => join(ROOT, ...parts);

/** Files of the project that the demo runs or reads. */
export const PROJECT = {
  collector: at('collector', 'bin', 'firstcharge.js'),
  simulator: at('simulator', 'src', 'main.ts'),
  scenario: at('simulator', 'scenarios', 'demo.yaml'),
  prometheusTemplate: at('deploy', 'prometheus', 'prometheus.yml'),
  alertmanagerExample: at('alert-rules', 'alertmanager.example.yaml'),
  rules: at('alert-rules', 'rules'),
  mapping: at('deploy', 'demo', 'mapping.yaml'),
  collectorTemplate: at('deploy', 'demo', 'firstcharge.yaml'),
  /** Is there once the app has been built. */
  app: at('grafana-plugin', 'dist', 'plugin.json'),
  workbench: at('grafana-plugin', 'workbench', 'src', 'main.ts'),
  warden: at('deploy', 'demo', 'src', 'live', 'warden.ts'),
  /** What decides how a history turns out. */
  sources: [at('collector', 'src'), at('simulator', 'src'), at('deploy', 'demo', 'src', 'history')],
} as const;

/** Everything that the demo writes. */
export interface Places {
  readonly folder: string;
  readonly log: string;
  readonly truth: string;
  /** Registers and counters at which the live stations go on. */
  readonly fleetState: string;
  readonly inventory: string;
  readonly identityKey: string;
  readonly collectorConfig: string;
  readonly prometheusConfig: string;
  readonly alertmanagerConfig: string;
  readonly brokerConfig: string;
  /** Rules with short waits. */
  readonly rules: string;
  readonly liveScenario: string;
  /** What the live world knows of its own faults. */
  readonly liveTruth: string;
  readonly cache: string;
  /** Text on its way into blocks. */
  readonly pieces: string;
  readonly collector: string;
  readonly ledger: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  /** Of the API, a file a role. */
  readonly tokens: string;
  readonly logs: string;
}

export function placesIn(folder: string): Places {
  const inside = (...parts: readonly string[]): string => join(folder, ...parts);
  return {
    folder,
    log: inside('history.jsonl'),
    truth: inside('truth.jsonl'),
    fleetState: inside('fleet-state.json'),
    inventory: inside('inventory.yaml'),
    identityKey: inside('identity.key'),
    collectorConfig: inside('firstcharge.yaml'),
    prometheusConfig: inside('prometheus.yml'),
    alertmanagerConfig: inside('alertmanager.yml'),
    brokerConfig: inside('mosquitto.conf'),
    rules: inside('rules'),
    liveScenario: inside('live-scenario.yaml'),
    liveTruth: inside('live-truth.jsonl'),
    cache: inside('cache'),
    pieces: inside('pieces'),
    collector: inside('collector'),
    ledger: inside('collector', 'ledger.sqlite'),
    prometheus: inside('prometheus'),
    alertmanager: inside('alertmanager'),
    tokens: inside('tokens'),
    logs: inside('logs'),
  };
}
