import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { Servers } from '@firstcharge/demo/live/servers.ts';
import { z } from 'zod';
import { readComposeFile } from './compose-file.ts';
import { buildNatively, type NativeImage } from './testkit/native-image.ts';
import { NativeStack } from './testkit/native-stack.ts';

const ROOT = resolve(__dirname, '..', '..', '..');
const LISTENS = [
  ...['cpms:9000', 'cpms:9001', 'mosquitto:1883', 'collector:9000', 'collector:9464', 'collector:13133'],
  'collector:9480',
  ...['prometheus:9090', 'alertmanager:9093', 'tempo:4318'],
];
const answer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const file = readComposeFile(join(ROOT, 'docker-compose.yml'));

const isOk = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;

/** The images that are built here, their folders as the Dockerfiles make them, with the commands of docker-compose.yml. */
describe('the services of docker-compose.yml, as processes of this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  chmodSync(folder, 0o755);
  const servers = new Servers();
  let stack: NativeStack;
  let collector: NativeImage;
  let simulator: NativeImage;

  const start = (
    name: string,
    command: readonly string[],
    isReady: () => Promise<boolean>,
  ): Promise<void> => {
    const [program = '', ...args] = command;
    const log = join(folder, `${name}.log`);
    return servers.start(
      { name, command: program, args, folder, log, graceMs: 10_000 },
      isReady,
      new AbortController().signal,
    );
  };
  const own = (image: NativeImage, name: string): string[] => [
    process.execPath,
    ...image.entrypoint.slice(1).map((path) => join(image.folder, path)),
    ...stack.commandOf(name),
  ];

  beforeAll(async () => {
    const ports = new Map<string, number>();
    for (const listen of LISTENS) ports.set(listen, await freePort());
    stack = new NativeStack(file, ROOT, folder, ports);
    const build = (name: string): Promise<NativeImage> =>
      buildNatively(`deploy/images/${name}.Dockerfile`, ROOT, join(folder, `image-${name}`));
    [collector, simulator] = await Promise.all([build('collector'), build('simulator')]);
  }, 180_000);

  afterAll(async () => {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('bring charges of simulated stations into Prometheus and the API, with the alert rules loaded', async () => {
    const health = `http://127.0.0.1:${stack.port('cpms', 9001)}/healthy`;
    const prometheus = `http://127.0.0.1:${stack.port('prometheus', 9090)}`;
    await start('cpms', own(simulator, 'cpms'), () => isOk(health));
    const [node = '', ...words] = own(simulator, 'inventory');
    execFileSync(node, words);
    const [, ...tokens] = stack.startOf('tokens');
    execFileSync(process.execPath, tokens);
    await start(
      'mosquitto',
      ['mosquitto', '-c', stack.path('mosquitto', '/mosquitto/config/mosquitto.conf')],
      async () => true,
    );
    await start('collector', own(collector, 'collector'), () =>
      isOk(`http://127.0.0.1:${stack.port('collector', 13133)}/-/ready`),
    );
    await start(
      'alertmanager',
      [
        'prometheus-alertmanager',
        ...stack.commandOf('alertmanager'),
        `--web.listen-address=127.0.0.1:${stack.port('alertmanager', 9093)}`,
        '--cluster.listen-address=',
      ],
      () => isOk(`http://127.0.0.1:${stack.port('alertmanager', 9093)}/-/ready`),
    );
    await start(
      'prometheus',
      [
        'prometheus',
        ...stack.commandOf('prometheus'),
        `--web.listen-address=127.0.0.1:${stack.port('prometheus', 9090)}`,
      ],
      () => isOk(`${prometheus}/-/ready`),
    );
    await start('stations', own(simulator, 'stations'), async () => true);
    const ask = async (query: string): Promise<number> => {
      const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
      return Number(answer.parse(await response.json()).data.result[0]?.value[1] ?? 0);
    };
    const stations = async (): Promise<number> => ask('sum(ev_station_connected)');
    await until('stations are connected, in Prometheus', async () => (await stations()) > 0, 90_000);
    await until(
      'telemetry has come through the broker',
      async () => (await ask('count(ev_link_up)')) > 0,
      60_000,
    );
    const api = (token: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${stack.port('collector', 9480)}/api/v1/stations`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const token = readFileSync(stack.path('grafana', '/run/firstcharge/tokens/viewer'), 'utf8');
    await until(
      'the API answers with the token that Grafana reads',
      async () => (await api(token)).ok,
      60_000,
    );
    expect(await (await api(token)).text()).toContain('NORTH-01');
    expect((await api('another')).status).toBe(401);
    const rules = await fetch(`${prometheus}/api/v1/rules?type=alert`);
    expect(await rules.text()).toContain('StationOffline');
  }, 240_000);
});
