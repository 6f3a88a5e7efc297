import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '@firstcharge/collector/api/api.ts';
import { Secret } from '@firstcharge/collector/config/secret.ts';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { freePort } from '@firstcharge/collector/service/testkit/processes.ts';
import { faultNames, shippedFaults } from '@firstcharge/collector/processors/fault-catalogue.ts';
import { NativeServer } from '../../alerting/native-server.ts';
import { Workbench } from '../../app-world/workbench.ts';

const ROLES = ['viewer', 'operator', 'admin'] as const;
const TOKEN = 'a-token-for-measuring-pages';
/** A month of ten thousand stations is loaded into the API's memory first. */
const LOADED_MS = 300_000;

/** Servers over the data of a folder. */
export interface PageWorld {
  readonly workbench: string;
  readonly api: string;
  /** Token of the viewer. */
  readonly token: string;
  readonly stop: () => Promise<void>;
}

/** Starts a real Prometheus on `prometheus/`, the API on `api/`, and the built app in the workbench over them. */
export async function runWorld(folder: string): Promise<PageWorld> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0)) await end();
  };
  try {
    const prometheusPort = await freePort();
    const prometheus = `http://127.0.0.1:${prometheusPort}`;
    const server = await NativeServer.start(
      'prometheus',
      prometheusArguments(folder, prometheusPort),
      async () => (await fetch(`${prometheus}/-/ready`)).ok,
    );
    stops.push(() => server.stop());
    const api = await startApi(join(folder, 'api'));
    stops.push(() => api.stop());
    const loaded = await fetch(`${api.url}/api/v1/inventory`, {
      headers: { authorization: `Bearer ${TOKEN}` },
      signal: AbortSignal.timeout(LOADED_MS),
    });
    if (!loaded.ok) throw new Error(await loaded.text());
    const workbench = await Workbench.start([
      ...['--prometheus', prometheus, '--api', api.url, '--tokens', writeTokens(folder)],
    ]);
    stops.push(() => workbench.stop());
    return { workbench: workbench.url, api: api.url, token: TOKEN, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function prometheusArguments(folder: string, port: number): readonly string[] {
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global: {}\n');
  return [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    '--storage.tsdb.retention.time=20y',
    // Blocks stay as they were written, so that they can be measured again.
    '--storage.tsdb.min-block-duration=2h',
    '--storage.tsdb.max-block-duration=2h',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ];
}

function writeTokens(folder: string): string {
  const place = join(folder, 'tokens');
  mkdirSync(place, { recursive: true });
  for (const role of ROLES) writeFileSync(join(place, role), TOKEN);
  return place;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The API over `inventory.yaml` and `ledger.sqlite` of a folder; it answers from threads of its own. */
async function startApi(folder: string): Promise<Api> {
  const file = join(folder, 'inventory.yaml');
  const inventory = loadInventory({ file, text: readFileSync(file, 'utf8'), defaultSite: 'default' });
  if (!inventory.ok) throw new Error(inventory.error.map(({ problem }) => problem).join('\n'));
  const token = new Secret(TOKEN);
  const api = await Api.start({
    config: {
      endpoint: '127.0.0.1:0',
      ...{ viewer_token: token, operator_token: token, admin_token: token },
      // A page that is measured again and again asks more often than people do.
      requests_per_minute: 1_000_000,
      // What is measured may have been written long ago.
      figure_days: 36_500,
    },
    ledger: join(folder, 'ledger.sqlite'),
    inventory: inventory.value,
    ...{ programmes: null, faultNames: faultNames(shippedFaults()), version: '0', log: silent },
  });
  if (!api.ok) throw new Error(api.error.message);
  return api.value;
}
