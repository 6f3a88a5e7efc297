import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { writeHastyRules } from '@firstcharge/demo/alerts/hasty-rules.ts';
import { z } from 'zod';
import { NativeServer } from './native-server.ts';
import type { WebhookSink } from '@firstcharge/demo/alerts/webhook-sink.ts';

const RULES = join(import.meta.dirname, '..', '..', 'alert-rules', 'rules');

const queryAnswer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

const managers = z.object({ data: z.object({ activeAlertmanagers: z.array(z.unknown()) }) });

/** How the shipped rules are run. */
export interface ChainSettings {
  readonly folder: string;
  /** host:port of the collector's /metrics. */
  readonly target: string;
  readonly webhook: WebhookSink;
}

/**
 * A real Prometheus with the shipped rules, every second and without their waiting times, and a real Alertmanager that
 * passes what fires to a webhook at once. Expressions, labels and annotations are those that operators get.
 */
export class AlertChain {
  readonly #servers: readonly NativeServer[];
  readonly prometheus: string;

  private constructor(servers: readonly NativeServer[], prometheus: string) {
    this.#servers = servers;
    this.prometheus = prometheus;
  }

  static async start({ folder, target, webhook }: ChainSettings): Promise<AlertChain> {
    const [port, alertmanagerPort] = [await freePort(), await freePort()];
    const file = (name: string, content: object): string => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const alertmanager = await NativeServer.start(
      'prometheus-alertmanager',
      [
        `--config.file=${file('alertmanager.json', {
          route: { receiver: 'webhook', group_by: ['...'], group_wait: '0s', group_interval: '1s' },
          receivers: [
            { name: 'webhook', webhook_configs: [{ url: webhook.url, send_resolved: true, max_alerts: 0 }] },
          ],
        })}`,
        `--storage.path=${join(folder, 'alertmanager')}`,
        `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
        '--cluster.listen-address=',
      ],
      async () => (await fetch(`http://127.0.0.1:${alertmanagerPort}/-/ready`)).ok,
    );
    const rules = join(folder, 'rules');
    writeHastyRules(RULES, rules, { share: 0, leastInterval: 1 });
    const url = `http://127.0.0.1:${port}`;
    const prometheus = await NativeServer.start(
      'prometheus',
      [
        `--config.file=${file('prometheus.json', {
          global: { scrape_interval: '1s', evaluation_interval: '1s' },
          rule_files: [join(rules, '*.yaml')],
          alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] }] },
          scrape_configs: [{ job_name: 'firstcharge', static_configs: [{ targets: [target] }] }],
        })}`,
        `--storage.tsdb.path=${join(folder, 'prometheus')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--rules.alert.resend-delay=1s',
      ],
      async () => (await fetch(`${url}/-/ready`)).ok,
    );
    // Prometheus finds its Alertmanagers some seconds after its start.
    await until(
      'Prometheus knows the Alertmanager',
      async () => {
        const answer = await fetch(`${url}/api/v1/alertmanagers`);
        return managers.parse(await answer.json()).data.activeAlertmanagers.length > 0;
      },
      20_000,
    );
    return new AlertChain([prometheus, alertmanager], url);
  }

  /** The one value of a query; NaN when there is none. */
  async value(query: string): Promise<number> {
    const answer = await fetch(`${this.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const [found] = queryAnswer.parse(await answer.json()).data.result;
    return found === undefined ? NaN : Number(found.value[1]);
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
  }
}
