import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES, type Role } from '@firstcharge/collector/api/contract/service.ts';
import { RealPrometheus } from '@firstcharge/collector/exporters/prometheus/testdata/real-prometheus.ts';
import { exampleExclusion } from '@firstcharge/collector/ledger/examples.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import {
  firstcharge,
  Folder,
  RunningProcess,
} from '@firstcharge/collector/service/testkit/collector-process.ts';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { identifyingLog } from './identities.ts';

const WORKBENCH = join(import.meta.dirname, '..', '..', 'grafana-plugin', 'workbench', 'src', 'main.ts');
/** Flows of the log that the ledger has at its end. */
const FLOWS = 40;

const token = (): string => randomBytes(24).toString('base64url');

/** A collector that has read a log full of identities, its API with known tokens, a Prometheus that scrapes it, and the built app in the workbench. */
export class SecretWorld {
  readonly tokens: Readonly<Record<Role, string>> = { viewer: token(), operator: token(), admin: token() };
  readonly log = identifyingLog();
  /** An outage on which somebody may decide. */
  readonly exclusion = '00000000000000e1';
  readonly #folder = new Folder();
  readonly #processes: RunningProcess[] = [];
  #prometheus: RealPrometheus | null = null;
  url = '';
  api = '';

  async start(): Promise<void> {
    const [apiPort, metrics, health] = [await freePort(), await freePort(), await freePort()];
    this.api = `http://127.0.0.1:${apiPort}/api/v1`;
    mkdirSync(this.#folder.file('tokens'));
    for (const role of ROLES)
      writeFileSync(this.#folder.file(`tokens/${role}`), this.tokens[role], { mode: 0o600 });
    this.#folder.write('traffic.jsonl', `${this.log.lines.join('\n')}\n`);
    const config = this.#folder.write('firstcharge.yaml', this.#config(apiPort, metrics, health));
    this.#prometheus = await RealPrometheus.scraping(`127.0.0.1:${metrics}`);
    this.#processes.push(firstcharge(['run', '--config', config]));
    await until('the ledger has the flows of the log', async () => (await this.flows()) >= FLOWS, 60_000);
    await until('Prometheus has charges', async () => (await this.#charges()) > 0, 30_000);
    const ledger = openSqliteLedger({ path: this.#folder.file('storage/ledger.sqlite') });
    if (!ledger.ok) throw new Error(ledger.error.message);
    ledger.value.propose([exampleExclusion({ id: this.exclusion, site: 'default' })]);
    ledger.value.close();
    const workbench = new RunningProcess([
      ...[
        WORKBENCH,
        '--port',
        '0',
        '--api',
        `http://127.0.0.1:${apiPort}`,
        '--prometheus',
        this.#prometheus.url,
      ],
      ...['--tokens', this.#folder.file('tokens')],
    ]);
    this.#processes.push(workbench);
    this.url = await until('the workbench listens', () => /http:\S+/.exec(workbench.output)?.[0], 60_000);
  }

  /** What the programs have printed. */
  get output(): string {
    return this.#processes.map(({ output }) => output).join('\n');
  }

  async flows(): Promise<number> {
    const answer = await fetch(`${this.api}/flows?limit=500`, {
      headers: { authorization: `Bearer ${this.tokens.viewer}` },
    });
    const page: unknown = await answer.json();
    return typeof page === 'object' && page !== null && 'items' in page && Array.isArray(page.items)
      ? page.items.length
      : 0;
  }

  async stop(): Promise<void> {
    for (const running of this.#processes.reverse()) await running.destroy();
    await this.#prometheus?.stop();
    this.#folder.remove();
  }

  async #charges(): Promise<number> {
    const samples = await this.#prometheus?.query('count(ev_charge_flows_total)');
    return samples?.[0]?.value ?? 0;
  }

  #config(api: number, metrics: number, health: number): string {
    const tokenFiles = ROLES.map((role) => [`${role}_token_file`, this.#folder.file(`tokens/${role}`)]);
    return JSON.stringify({
      receivers: { ocpp_log: { include: [this.#folder.file('traffic.jsonl')], follow: true } },
      processors: { charge_flow: null, availability: null, visits: null },
      exporters: { prometheus: { endpoint: `127.0.0.1:${metrics}` } },
      extensions: {
        health_check: { endpoint: `127.0.0.1:${health}` },
        api: { endpoint: `127.0.0.1:${api}`, ...Object.fromEntries(tokenFiles), figure_days: 36_500 },
      },
      service: {
        extensions: ['health_check', 'api'],
        pipelines: {
          charging: {
            receivers: ['ocpp_log'],
            processors: ['charge_flow', 'availability', 'visits'],
            exporters: ['prometheus'],
          },
        },
      },
      storage: { directory: this.#folder.file('storage') },
    });
  }
}
