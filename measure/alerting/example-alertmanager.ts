import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@firstcharge/collector/service/testkit/processes.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { NativeServer } from './native-server.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'alert-rules', 'alertmanager.example.yaml');

interface Route {
  group_wait?: string | undefined;
  group_interval?: string | undefined;
  routes?: Route[] | undefined;
}
const route: z.ZodType<Route> = z.lazy(() =>
  z.looseObject({
    group_wait: z.string().optional(),
    group_interval: z.string().optional(),
    routes: z.array(route).optional(),
  }),
);
const example = z.looseObject({
  route,
  receivers: z.array(z.looseObject({ name: z.string() })),
});
const held = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  }),
);

/** An alert as Prometheus would post it. */
export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  /** It is over. */
  readonly ended?: boolean;
}

/** A real Alertmanager with the shipped example: its routes and inhibitions as they are, its waits a second at most. */
export class ExampleAlertmanager {
  readonly #server: NativeServer;
  readonly #url: string;

  private constructor(server: NativeServer, url: string) {
    this.#server = server;
    this.#url = url;
  }

  /** `webhooks`: where each receiver sends; those that are not named send nowhere. */
  static async start(
    folder: string,
    webhooks: Readonly<Record<string, string>>,
  ): Promise<ExampleAlertmanager> {
    const shipped = example.parse(parse(readFileSync(EXAMPLE, 'utf8')));
    const receivers = shipped.receivers.map(({ name }) => {
      const url = webhooks[name];
      return {
        name,
        ...(url !== undefined && { webhook_configs: [{ url, send_resolved: true, max_alerts: 0 }] }),
      };
    });
    const file = join(folder, 'alertmanager.json');
    writeFileSync(file, JSON.stringify({ ...shipped, route: hasty(shipped.route), receivers }));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const args = [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ];
    const ready = async (): Promise<boolean> => (await fetch(`${url}/-/ready`)).ok;
    return new ExampleAlertmanager(await NativeServer.start('prometheus-alertmanager', args, ready), url);
  }

  /** Posts alerts that began now, or that end now. Throws when they are refused. */
  async post(alerts: readonly PostedAlert[]): Promise<void> {
    const now = new Date().toISOString();
    const body = alerts.map(({ labels, ended }) =>
      ended === true ? { labels, endsAt: now } : { labels, startsAt: now },
    );
    const response = await fetch(`${this.#url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** The labels of all alerts that another one keeps silent. */
  async suppressed(): Promise<Readonly<Record<string, string>>[]> {
    const answer = held.parse(await (await fetch(`${this.#url}/api/v2/alerts`)).json());
    return answer.filter(({ status }) => status.state === 'suppressed').map(({ labels }) => labels);
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}

function hasty({ routes, ...own }: Route): Route {
  return {
    ...own,
    ...(own.group_wait !== undefined && { group_wait: own.group_wait === '0s' ? '0s' : '1s' }),
    ...(own.group_interval !== undefined && { group_interval: '1s' }),
    ...(routes !== undefined && { routes: routes.map(hasty) }),
  };
}
