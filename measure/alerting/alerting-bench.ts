import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectorConfig } from '@firstcharge/collector/service/testkit/collector-config.ts';
import {
  firstcharge,
  Folder,
  gatewayPort,
  type RunningProcess,
} from '@firstcharge/collector/service/testkit/collector-process.ts';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { SmallCpms } from '@firstcharge/collector/service/testkit/small-cpms.ts';
import { WebhookSink } from '@firstcharge/demo/alerts/webhook-sink.ts';
import { z } from 'zod';
import { AlertChain } from './alert-chain.ts';
import { NativeServer } from './native-server.ts';
import { canConnect } from './reachable.ts';

/** Part of the command line of the process that tracks. */
const STREAM = '--only stream';
const MAPPING = join(import.meta.dirname, '..', '..', 'deploy', 'demo', 'mapping.yaml');

const INVENTORY = {
  sites: [{ id: 'ring' }],
  stations: [
    {
      id: 'CS-1',
      site: 'ring',
      evses: [{ id: 1, connectors: [{ id: 1, power_type: 'DC', rated_watts: 150_000 }] }],
    },
  ],
  links: [{ id: 'ring-router', site: 'ring', kind: 'router' }],
  terminals: [{ id: 'ring-terminal', site: 'ring', serves: [{ station: 'CS-1', evse: 1 }] }],
};

const config = z.looseObject({
  receivers: z.record(z.string(), z.unknown()),
  service: z.looseObject({
    pipelines: z.record(z.string(), z.looseObject({ receivers: z.array(z.string()) })),
  }),
});

/** Chargers and sensors at one end, a webhook at the other, and everything between them for real. */
export class AlertingBench {
  readonly webhook = new WebhookSink();
  readonly folder = new Folder();
  readonly #cpms = new SmallCpms();
  #broker: NativeServer | null = null;
  #collector: RunningProcess | null = null;
  #chain: AlertChain | null = null;
  #brokerPort = 0;
  #metricsPort = 0;
  /** Where stations connect. */
  stationsPort = 0;

  get chain(): AlertChain {
    if (this.#chain === null) throw new Error('start first');
    return this.#chain;
  }

  get brokerUrl(): string {
    return `mqtt://127.0.0.1:${this.#brokerPort}`;
  }

  async start(): Promise<void> {
    await this.webhook.start();
    await this.#cpms.start();
    this.#brokerPort = await freePort();
    await this.startBroker();
    this.#metricsPort = await freePort();
    const healthPort = await freePort();
    this.folder.write('inventory.yaml', JSON.stringify(INVENTORY));
    this.folder.write('firstcharge.yaml', this.#config(healthPort));
    this.#collector = firstcharge(['run', '--config', this.folder.file('firstcharge.yaml')]);
    this.stationsPort = await gatewayPort(this.#collector).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.log}`);
    });
    await until(
      'the collector is ready',
      async () => (await fetch(`http://127.0.0.1:${healthPort}/-/ready`)).ok || undefined,
      30_000,
    );
    const target = `127.0.0.1:${this.#metricsPort}`;
    this.#chain = await AlertChain.start({ folder: this.folder.path, target, webhook: this.webhook });
  }

  /** The broker keeps its sessions and what waits in them in the bench's folder. */
  async startBroker(): Promise<void> {
    const file = join(this.folder.path, 'mosquitto.conf');
    writeFileSync(
      file,
      [
        `listener ${this.#brokerPort} 127.0.0.1`,
        'allow_anonymous true',
        'persistence true',
        `persistence_location ${this.folder.path}/`,
        // As root it would become another user, who may not write here.
        'user root',
      ].join('\n'),
    );
    this.#broker = await NativeServer.start('mosquitto', ['-c', file], () => canConnect(this.#brokerPort));
  }

  async stopBroker(): Promise<void> {
    await this.#broker?.stop();
  }

  /** Kills the process that tracks, without warning; the collector starts another. */
  async killStream(): Promise<void> {
    const collector = this.#collector;
    if (collector === null) throw new Error('start first');
    const stream = await collector.childWith(STREAM);
    process.kill(stream, 'SIGKILL');
    await collector.childWith(STREAM, stream);
  }

  /** What the collector exposes of itself and of the chargers. */
  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#metricsPort}/metrics`)).text();
  }

  get log(): string {
    return this.#collector?.output ?? '';
  }

  async stop(): Promise<void> {
    await this.#collector?.destroy();
    await this.#chain?.stop();
    await this.stopBroker();
    await this.#cpms.stop();
    await this.webhook.stop();
    this.folder.remove();
  }

  #config(healthPort: number): string {
    const places = {
      folder: this.folder.path,
      cpmsPort: this.#cpms.port,
      metricsPort: this.#metricsPort,
      healthPort,
      otlpUrl: null,
    };
    const written = config.parse(JSON.parse(collectorConfig(places)));
    const { receivers, service, ...rest } = written;
    const pipelines = Object.entries(service.pipelines).map(([name, pipeline]) => [
      name,
      { ...pipeline, receivers: [...pipeline.receivers, 'mqtt'] },
    ]);
    return JSON.stringify({
      ...rest,
      receivers: {
        ...receivers,
        mqtt: {
          broker: this.brokerUrl,
          mappings: [MAPPING],
          reconnect: { initial: '100ms', max: '500ms' },
        },
      },
      inventory: { file: 'inventory.yaml' },
      service: { ...service, pipelines: Object.fromEntries(pipelines) },
    });
  }
}
