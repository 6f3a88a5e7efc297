import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '@firstcharge/collector/api/api.ts';
import { ROLES, type Role } from '@firstcharge/collector/api/contract/service.ts';
import { Secret } from '@firstcharge/collector/config/secret.ts';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { Workbench } from './workbench.ts';
import { worldHistory, type WorldHistory } from './world-history.ts';

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

async function startApi(history: WorldHistory, tokens: Readonly<Record<Role, string>>): Promise<Api> {
  const file = join(history.folder, 'inventory.yaml');
  const inventory = loadInventory({ file, text: readFileSync(file, 'utf8'), defaultSite: 'default' });
  if (!inventory.ok) throw new Error(inventory.error.map(({ problem }) => problem).join('\n'));
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
    ledger: join(history.folder, 'ledger.sqlite'),
    inventory: inventory.value,
    programmes: null,
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
    const api = await startApi(history, tokens);
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
        ledger: join(history.folder, 'ledger.sqlite'),
        inventory: join(history.folder, 'inventory.yaml'),
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
