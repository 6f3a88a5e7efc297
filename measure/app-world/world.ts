import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '@firstcharge/collector/api/api.ts';
import { ROLES, type Role } from '@firstcharge/collector/api/contract/service.ts';
import { Secret } from '@firstcharge/collector/config/secret.ts';
import type { FieldInventory } from '@firstcharge/collector/inventory/field-inventory.ts';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { newExclusion } from '@firstcharge/collector/ledger/exclusions/new-exclusion.ts';
import { proposalsFrom } from '@firstcharge/collector/ledger/exclusions/propose.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import type { Exclusion } from '@firstcharge/collector/model/exclusion.ts';
import { faultNames, shippedFaults } from '@firstcharge/collector/processors/fault-catalogue.ts';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { Workbench } from './workbench.ts';
import { worldHistory } from './world-history.ts';

/** Where everything of a world answers, and how to be let in. */
export interface WorldAddresses {
  readonly grafana: string;
  /** A second Grafana, in which nobody has configured the app. */
  readonly unconfigured: string;
  /** The same as the first, as Grafana 12.4 with React 18. */
  readonly react18: string;
  readonly prometheus: string;
  readonly api: string;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly ledger: string;
  readonly inventory: string;
  /** The moment at which its history ends, and at which it is looked at; ISO 8601. */
  readonly now: string;
}

/** Samples of most of the history are an hour apart. */
const LOOKBACK_S = 3_900;
const LOOPBACK = '127.0.0.1:0';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function readInventory(file: string): FieldInventory {
  const inventory = loadInventory({ file, text: readFileSync(file, 'utf8'), defaultSite: 'default' });
  if (!inventory.ok) throw new Error(inventory.error.map(({ problem }) => problem).join('\n'));
  return inventory.value;
}

const HOUR_MS = 3_600_000;

/** What people have proposed: one for each that a test decides about, and some that wait. */
const written = (at: number): Exclusion[] =>
  ['MESA-01', 'MESA-02', 'MESA-03'].map((station, index) =>
    newExclusion({
      kind: 'scheduled_maintenance',
      site: 'mesa',
      station,
      evse: null,
      start: at - (30 + index) * 24 * HOUR_MS,
      end: at - (30 + index) * 24 * HOUR_MS + 2 * HOUR_MS,
      reason: 'Fans are changed',
      evidence: ['order 4711'],
      proposedBy: 'Ada Field',
      proposedAt: at,
    }),
  );

/** What the ledger shows that may be excluded waits for a decision. */
function propose(path: string, inventory: FieldInventory, at: number): void {
  const opened = openSqliteLedger({ path });
  if (!opened.ok) throw new Error(opened.error.message);
  const ledger = opened.value;
  const proposed = ledger.propose([...proposalsFrom({ ledger, inventory, at }, {}), ...written(at)]);
  ledger.close();
  if (!proposed.ok) throw new Error(proposed.error.message);
}

async function startApi(
  ledger: string,
  inventory: FieldInventory,
  tokens: Readonly<Record<Role, string>>,
): Promise<Api> {
  const api = await Api.start({
    config: {
      endpoint: LOOPBACK,
      viewer_token: new Secret(tokens.viewer),
      operator_token: new Secret(tokens.operator),
      admin_token: new Secret(tokens.admin),
      requests_per_minute: 100_000,
      // The history ends long ago.
      figure_days: 36_500,
    },
    ledger,
    inventory,
    programmes: null,
    faultNames: faultNames(shippedFaults()),
    version: '0',
    log: silent,
  });
  if (!api.ok) throw new Error(api.error.message);
  return api.value;
}

/** A recorded history with a real Prometheus, a real API, and the built app in the workbench over them. */
export class World {
  readonly addresses: WorldAddresses;
  readonly #stops: readonly (() => Promise<void>)[];

  private constructor(addresses: WorldAddresses, stops: readonly (() => Promise<void>)[]) {
    this.addresses = addresses;
    this.#stops = stops;
  }

  static async start(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'firstcharge-app-world-'));
    const token = (): string => randomBytes(24).toString('base64url');
    const tokens = { viewer: token(), operator: token(), admin: token() };
    const tokenFolder = join(folder, 'tokens');
    mkdirSync(tokenFolder);
    for (const role of ROLES) writeFileSync(join(tokenFolder, role), tokens[role], { mode: 0o600 });
    const history = await worldHistory(join(folder, 'history'));
    const prometheus = await StoredPrometheus.on(folder, history.data, LOOKBACK_S);
    const ledger = join(history.folder, 'ledger.sqlite');
    const inventoryFile = join(history.folder, 'inventory.yaml');
    const inventory = readInventory(inventoryFile);
    propose(ledger, inventory, history.end);
    const api = await startApi(ledger, inventory, tokens);
    const common = ['--prometheus', prometheus.url];
    const workbench = await Workbench.start([...common, '--api', api.url, '--tokens', tokenFolder]);
    const unconfigured = await Workbench.start(common);
    const react18 = await Workbench.start([
      ...common,
      '--api',
      api.url,
      '--tokens',
      tokenFolder,
      '--lane',
      '12',
    ]);
    return new World(
      {
        grafana: workbench.url,
        unconfigured: unconfigured.url,
        react18: react18.url,
        prometheus: prometheus.url,
        api: api.url,
        tokens,
        ledger,
        inventory: inventoryFile,
        now: new Date(history.end).toISOString(),
      },
      [
        () => workbench.stop(),
        () => unconfigured.stop(),
        () => react18.stop(),
        () => api.stop(),
        () => prometheus.stop(),
        () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
      ],
    );
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) await stop();
  }
}
