import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Secret } from '../../config/secret.ts';
import { shippedProgrammes } from '../../inventory/programmes/programmes.ts';
import { faultNames, shippedFaults } from '../../processors/fault-catalogue.ts';
import type { GrafanaIdCheck } from '../access/grafana-id.ts';
import { tokenBook } from '../access/tokens.ts';
import { createApiServer } from '../server/api-server.ts';
import { AnswerThreads } from '../threads/answer-threads.ts';
import { seededInventory, seededLedgerFile } from './seeded-ledger.ts';
import type { Role } from '../contract/service.ts';

export const TOKENS: Readonly<Record<Role, string>> = {
  viewer: 'viewer-token-for-tests',
  operator: 'operator-token-for-tests',
  admin: 'admin-token-for-tests',
};

/** One line of the API's log. */
export interface Logged {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A server over a seeded ledger, asked without a socket. */
export interface ApiBench {
  readonly app: FastifyInstance;
  readonly ledger: string;
  readonly logged: readonly Logged[];
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
  readonly stop: () => Promise<void>;
}

/** What a bench may be told. */
export interface BenchSettings {
  readonly grafanaId?: GrafanaIdCheck;
  readonly requestsPerMinute?: number;
}

export const apiBench = async ({ grafanaId, requestsPerMinute }: BenchSettings = {}): Promise<ApiBench> => {
  const ledger = seededLedgerFile();
  const logged: Logged[] = [];
  const write = (message: string, fields = {}): void => void logged.push({ message, fields });
  const log = { info: write, warn: write, error: write };
  const threads = new AnswerThreads(
    {
      ...{ ledger, inventory: seededInventory(), programmes: shippedProgrammes() },
      ...{ faultNames: faultNames(shippedFaults()), figureDays: 36_500 },
    },
    log,
  );
  const tokens = tokenBook({
    viewer: new Secret(TOKENS.viewer),
    operator: new Secret(TOKENS.operator),
    admin: new Secret(TOKENS.admin),
  });
  if (!tokens.ok) throw new Error(tokens.error.message);
  const app = await createApiServer({
    ...{ threads, tokens: tokens.value, grafanaId: grafanaId ?? null, version: '0.0.0' },
    requestsPerMinute: requestsPerMinute ?? 100_000,
    log,
  });
  return {
    ...{ app, ledger, logged },
    get: (path, headers = {}) =>
      app.inject({
        ...{ method: 'GET', url: `/api/v1${path}` },
        headers: { authorization: `Bearer ${TOKENS.viewer}`, ...headers },
      }),
    stop: async () => {
      await app.close();
      await threads.stop();
      rmSync(dirname(ledger), { recursive: true, force: true });
    },
  };
};
