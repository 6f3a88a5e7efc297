import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { formatSourceError } from '../config/source-error.ts';
import { Mosquitto } from '../receivers/mqtt/testkit/mosquitto.ts';
import { registry } from './components.ts';
import { readConfigFile } from './config-file.ts';
import { serviceLog } from './service-log.ts';
import { StreamService } from './stream/stream-service.ts';
import { freePort, until } from './testkit/processes.ts';

const MAPPING = `messages:
  - topic: 'links/{iccid}/state'
    subject: { link: { by: iccid, is: '{iccid}' } }
    time: $.at
    signals: [{ condition: link_up, holds: $.up }]
  - path: /payments
    subject: { terminal: { by: tid, is: $.terminal } }
    event: $.id
    signals: [{ payment: $.state }]
`;
const inventory = (iccid: string): string => `sites: [{ id: north }]
links: [{ id: SIM-1, site: north, kind: sim, external_ids: { iccid: '${iccid}' } }]
terminals: [{ id: T-1, site: north, external_ids: { tid: '55' } }]
`;

let folder = '';
let broker: Mosquitto;
let client: MqttClient;
let ports: { readonly metrics: number; readonly webhook: number };
let service: StreamService | null = null;
const logged: string[] = [];

const file = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-telemetry-'));
  broker = await Mosquitto.start();
  client = await connectAsync(`mqtt://localhost:${broker.port}`);
  ports = { metrics: await freePort(), webhook: await freePort() };
  logged.length = 0;
  mkdirSync(file('storage'));
  writeFileSync(file('storage/identity.key'), '0f'.repeat(32));
  writeFileSync(file('mapping.yaml'), MAPPING);
  writeFileSync(file('inventory.yaml'), inventory('8988001'));
  writeFileSync(
    file('firstcharge.yaml'),
    JSON.stringify({
      receivers: {
        'mqtt/depot': { broker: `mqtt://localhost:${broker.port}`, mappings: ['mapping.yaml'] },
        'http_json/pay': { mappings: ['mapping.yaml'], listen: { endpoint: `127.0.0.1:${ports.webhook}` } },
      },
      exporters: { prometheus: { endpoint: `127.0.0.1:${ports.metrics}` } },
      service: {
        pipelines: { all: { receivers: ['mqtt/depot', 'http_json/pay'], exporters: ['prometheus'] } },
      },
      inventory: { file: 'inventory.yaml' },
      storage: { directory: file('storage') },
    }),
  );
});
afterEach(async () => {
  await service?.stop();
  service = null;
  await client.endAsync(true);
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(): Promise<void> {
  const read = readConfigFile(file('firstcharge.yaml'), registry, {});
  if (!read.ok) throw new Error(read.error.map(formatSourceError).join('\n'));
  const { config, mappings, catalogue, inventoryPath, inventoryText } = read.value;
  const started = await StreamService.start({
    ...{ config, mappings, catalogue, inventory: read.value.inventory },
    inventoryFile: inventoryPath === null ? null : { path: inventoryPath, text: inventoryText },
    environment: {},
    stdin: Readable.from([]),
    version: '0.0.0',
    log: serviceLog('stream', 'debug', { write: (line) => void logged.push(line) }),
    now: Date.now,
  });
  if (!started.ok) throw new Error(started.error.message);
  service = started.value;
}

/** A series of the collector's own, as Prometheus would see it. */
async function figure(series: string): Promise<number | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${ports.metrics}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.split(' ')[1]);
}

const reaches = (series: string, value: number): Promise<unknown> =>
  until(`${series} is ${value}`, async () => ((await figure(series)) === value ? true : undefined));

const state = (iccid: string): Promise<unknown> =>
  client.publishAsync(
    `links/${iccid}/state`,
    JSON.stringify({ up: true, at: new Date().toISOString(), rssi: -1 }),
    { qos: 1 },
  );
const pay = (body: object): Promise<Response> =>
  fetch(`http://127.0.0.1:${ports.webhook}/payments`, { method: 'POST', body: JSON.stringify(body) });

describe('a collector with receivers of telemetry', () => {
  it('takes what it maps, counts what it does not, and follows its inventory', async () => {
    await run();
    await reaches('firstcharge_connections{component="mqtt/depot"}', 1);
    await state('8988001');
    await reaches('firstcharge_accepted_total{component="mqtt/depot"}', 1);
    expect(
      await figure('firstcharge_receiver_problems_total{component="mqtt/depot",reason="unmapped_field"}'),
    ).toBe(1);
    await state('8988002');
    await reaches('firstcharge_receiver_problems_total{component="mqtt/depot",reason="unknown_device"}', 1);
    writeFileSync(file('inventory.yaml'), inventory('8988002'));
    await until(
      'the inventory is read again',
      () => logged.some((line) => line.includes('inventory read again')) || undefined,
    );
    await state('8988002');
    await reaches('firstcharge_accepted_total{component="mqtt/depot"}', 2);
    expect((await pay({ id: 'a', terminal: 55, state: 'declined' })).status).toBe(204);
    expect(await figure('firstcharge_accepted_total{component="http_json/pay"}')).toBe(1);
    expect(logged.join('\n')).not.toMatch(/8988/);
  });

  it('tells of every mapping that is wrong, where it is wrong', () => {
    writeFileSync(file('mapping.yaml'), MAPPING.replace('link_up', 'link_upp'));
    const read = readConfigFile(file('firstcharge.yaml'), registry, {});
    expect(read.ok ? [] : read.error.map(formatSourceError)).toEqual([
      'mapping.yaml:5:28: messages[0].signals[0].condition: must be one of link_up, data_session, breaker_closed, grid_present, terminal_up, backend_connected. Fix: did you mean `link_up`?',
    ]);
    writeFileSync(file('mapping.yaml'), MAPPING.replace('path: /payments', 'topic: payments'));
    const useless = readConfigFile(file('firstcharge.yaml'), registry, {});
    expect(useless.ok ? [] : useless.error.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([
      'receivers.http_json/pay.mappings: no entry of these has a `path`',
    ]);
    rmSync(file('mapping.yaml'));
    const gone = readConfigFile(file('firstcharge.yaml'), registry, {});
    expect(gone.ok ? [] : gone.error.map(({ path, problem }) => `${path}: ${problem}`)).toContainEqual(
      expect.stringContaining('receivers.mqtt/depot.mappings: the mapping mapping.yaml cannot be read'),
    );
  });
});
