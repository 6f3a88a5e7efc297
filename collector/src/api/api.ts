import type { FastifyInstance } from 'fastify';
import type { FieldInventory } from '../inventory/field-inventory.ts';
import { readProgrammes } from '../inventory/programmes/programmes.ts';
import { formatSourceError } from '../config/source-error.ts';
import { failed, ok, permanent, type Result } from '../model/result.ts';
import type { FaultNames } from '../processors/fault-catalogue.ts';
import { grafanaIdCheck } from './access/grafana-id.ts';
import { tokenBook } from './access/tokens.ts';
import type { ApiConfig } from './config.ts';
import type { ApiLog } from './log.ts';
import { createApiServer } from './server/api-server.ts';
import { AnswerThreads } from './threads/answer-threads.ts';

/** What an API is started with. */
export interface ApiSettings {
  readonly config: ApiConfig;
  /** File of the ledger; it may come later. */
  readonly ledger: string;
  readonly inventory: FieldInventory;
  /** File of the uptime programmes; null: the shipped ones. */
  readonly programmes: string | null;
  readonly faultNames: FaultNames;
  readonly version: string;
  readonly log: ApiLog;
}

const addressOf = (endpoint: string): { host: string; port: number } => {
  const at = endpoint.lastIndexOf(':');
  return { host: endpoint.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(endpoint.slice(at + 1)) };
};

/** `/api/v1`, listening. */
export class Api {
  readonly #app: FastifyInstance;
  readonly #threads: AnswerThreads;
  /** `http://host:port`, without the path. */
  readonly url: string;

  private constructor(app: FastifyInstance, threads: AnswerThreads, url: string) {
    this.#app = app;
    this.#threads = threads;
    this.url = url;
  }

  static async start({
    config,
    ledger,
    inventory,
    programmes,
    faultNames,
    version,
    log,
  }: ApiSettings): Promise<Result<Api>> {
    const { viewer_token: viewer, operator_token: operator, admin_token: admin } = config;
    const tokens = tokenBook({ viewer, operator, admin });
    if (!tokens.ok) return tokens;
    const rules = readProgrammes(programmes ?? undefined);
    if (!rules.ok) return failed(permanent(rules.error.map(formatSourceError).join('\n')));
    const threads = new AnswerThreads(
      { ...{ ledger, inventory, faultNames }, programmes: rules.value, figureDays: config.figure_days },
      log,
    );
    const app = await createApiServer({
      ...{ threads, version, log },
      tokens: tokens.value,
      grafanaId: config.grafana_id ? grafanaIdCheck(config.grafana_id) : null,
      requestsPerMinute: config.requests_per_minute,
    });
    try {
      const url = await app.listen(addressOf(config.endpoint));
      void threads.warm();
      return ok(new Api(app, threads, url));
    } catch (error) {
      await threads.stop();
      const why = error instanceof Error ? error.message : String(error);
      return failed(permanent(`api cannot listen on ${config.endpoint}: ${why}`));
    }
  }

  useInventory(inventory: FieldInventory): void {
    this.#threads.useInventory(inventory);
  }

  /** Answers what has been asked, then ends. */
  async stop(): Promise<void> {
    await this.#app.close();
    await this.#threads.stop();
  }
}
