import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { DemoOptions } from '../options.ts';
import { PROJECT, type Places } from '../places.ts';
import type { Servers } from './servers.ts';

const LOOPBACK = '127.0.0.1';
/** Beyond any history that somebody imports. */
const RETENTION = '400d';

/** Longer than the collector gives its own processes. */
const GRACE_MS = 20_000;
/** Stations have nothing to lose: what they knew is gone anyway. */
const STATIONS_GRACE_MS = 3_000;

const health = z.object({ stations: z.number() });

const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts broker, Alertmanager, CPMS, collector, Prometheus and stations, each when what it needs is ready. */
export async function startLive(
  servers: Servers,
  options: DemoOptions,
  places: Places,
  onStep: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { ports } = options;
  const { folder } = places;
  const logOf = (name: string): string => join(places.logs, `${name}.log`);
  const node = process.execPath;
  const control = `http://${LOOPBACK}:${ports.control}`;
  const state = existsSync(places.fleetState) ? ['--state-in', places.fleetState] : [];
  const connected = async (): Promise<number> =>
    health.parse(await (await fetch(`${control}/healthy`)).json()).stations;

  const cpmsPorts = ['--port', String(ports.cpms), '--control-port', String(ports.control)];
  const cpms = servers.start(
    {
      name: 'CPMS',
      command: node,
      args: [PROJECT.simulator, 'cpms', ...cpmsPorts, ...state],
      folder,
      log: logOf('cpms'),
      graceMs: GRACE_MS,
    },
    () => answers(`${control}/healthy`),
    signal,
  );
  const broker = servers.start(
    {
      name: 'MQTT broker',
      command: 'mosquitto',
      args: ['-c', places.brokerConfig],
      folder,
      log: logOf('mosquitto'),
      graceMs: GRACE_MS,
    },
    () => accepts(ports.broker),
    signal,
  );
  const alertmanager = servers.start(
    {
      name: 'Alertmanager',
      command: 'prometheus-alertmanager',
      args: [
        `--config.file=${places.alertmanagerConfig}`,
        `--storage.path=${places.alertmanager}`,
        `--web.listen-address=${LOOPBACK}:${ports.alertmanager}`,
        // It stands alone.
        '--cluster.listen-address=',
      ],
      folder,
      log: logOf('alertmanager'),
      graceMs: GRACE_MS,
    },
    () => answers(`http://${LOOPBACK}:${ports.alertmanager}/-/ready`),
    signal,
  );
  const prometheus = servers.start(
    {
      name: 'Prometheus server',
      command: 'prometheus',
      args: [
        `--config.file=${places.prometheusConfig}`,
        `--storage.tsdb.path=${places.prometheus}`,
        `--storage.tsdb.retention.time=${RETENTION}`,
        `--web.listen-address=${LOOPBACK}:${ports.prometheus}`,
        '--enable-feature=exemplar-storage',
        '--rules.alert.resend-delay=10s',
      ],
      folder,
      log: logOf('prometheus'),
      graceMs: GRACE_MS,
    },
    () => answers(`http://${LOOPBACK}:${ports.prometheus}/-/ready`),
    signal,
  );
  await broker;
  const collector = servers.start(
    {
      name: 'collector',
      command: node,
      args: [PROJECT.collector, 'run', '--config', places.collectorConfig],
      folder,
      log: logOf('collector'),
      graceMs: GRACE_MS,
    },
    () => answers(`http://${LOOPBACK}:${ports.health}/-/ready`),
    signal,
  );
  await Promise.all([cpms, alertmanager, prometheus, collector]);
  onStep('CPMS, MQTT broker, collector, Prometheus and Alertmanager are ready');
  const limit = options.stations === null ? [] : ['--stations', String(options.stations)];
  await servers.start(
    {
      name: 'fleet',
      command: node,
      args: [
        ...[PROJECT.simulator, 'fleet', '--scenario', places.liveScenario],
        ...['--url', `ws://${LOOPBACK}:${ports.stations}/ocpp`, '--control', control],
        ...['--mqtt', `mqtt://${LOOPBACK}:${ports.broker}`, '--truth', places.liveTruth],
        ...['--speed', String(options.speed), ...state, ...limit],
      ],
      folder,
      log: logOf('fleet'),
      graceMs: STATIONS_GRACE_MS,
    },
    async () => (await connected()) > 0,
    signal,
  );
  onStep('the first stations are connected, through the gateway');
  // A demo that make did not start may have no app to show.
  if (!existsSync(PROJECT.app)) return;
  await servers.start(
    {
      name: 'workbench',
      command: node,
      args: [
        ...[PROJECT.workbench, '--port', String(ports.workbench), '--tokens', places.tokens],
        ...[
          '--api',
          `http://${LOOPBACK}:${ports.api}`,
          '--prometheus',
          `http://${LOOPBACK}:${ports.prometheus}`,
        ],
      ],
      folder,
      log: logOf('workbench'),
      graceMs: STATIONS_GRACE_MS,
    },
    () => answers(`http://${LOOPBACK}:${ports.workbench}/api/health`),
    signal,
  );
  onStep('the Grafana app can be opened');
}
