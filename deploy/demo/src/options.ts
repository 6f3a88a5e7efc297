import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What listens while the demo runs, with the port it takes unless told otherwise. */
export const PORTS = {
  prometheus: { port: 9090, use: 'Prometheus' },
  alertmanager: { port: 9093, use: 'Alertmanager' },
  broker: { port: 1883, use: 'the MQTT broker' },
  metrics: { port: 9464, use: "the collector's /metrics" },
  stations: { port: 9000, use: 'the gateway to which the stations connect' },
  cpms: { port: 9180, use: 'the small CPMS behind the gateway' },
  control: { port: 9181, use: "the CPMS's control endpoint" },
  api: { port: 9480, use: "the collector's API" },
  workbench: { port: 3300, use: 'the workbench that shows the Grafana app' },
  health: { port: 13133, use: "the collector's health check" },
} as const;
export type PortName = keyof typeof PORTS;
export type Ports = Readonly<Record<PortName, number>>;

/** The environment variable that moves a port: `FIRSTCHARGE_DEMO_PORT_PROMETHEUS`. */
export const portVariable = (name: PortName): string => `FIRSTCHARGE_DEMO_PORT_${name.toUpperCase()}`;

/** What the demo was asked to do. */
export interface DemoOptions {
  /** Days of history before today; 0 switches it off. */
  readonly days: number;
  readonly stations: number | null;
  /** How many times more often drivers come than in the field. */
  readonly speed: number;
  /** Ends by itself after so many seconds of life; null waits for Ctrl-C. */
  readonly forSeconds: number | null;
  /** Everything that the demo writes is in here. */
  readonly folder: string | null;
  readonly ports: Ports;
}

export const USAGE = `make demo, or: node deploy/demo/src/main.ts [options]

  --for SECONDS    end after so many seconds of live stations
  --no-history     begin with an empty Prometheus
  --days N         days of history (30)
  --stations N     only the first so many stations, spread over the sites
  --speed N        how many times more often drivers come than in the field (80)
  --folder PATH    where everything is written (.demo)

Ports: ${Object.keys(PORTS)
  .map((name) => `FIRSTCHARGE_DEMO_PORT_${name.toUpperCase()}`)
  .join(', ')}
`;

const number = (least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

const flags = z.object({
  for: number(1, 1e7).optional(),
  'no-history': z.boolean().default(false),
  days: number(1, 60).default(30),
  stations: number(1, 1000).pipe(z.int()).optional(),
  speed: number(0.01, 1000).default(80),
  folder: z.string().min(1).optional(),
});

const FLAGS = {
  for: { type: 'string' },
  'no-history': { type: 'boolean' },
  days: { type: 'string' },
  stations: { type: 'string' },
  speed: { type: 'string' },
  folder: { type: 'string' },
} as const;

/** What was written, or what is wrong with it. */
function parseFlags(argv: readonly string[]): object | string {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The options of a command line and an environment, or a sentence for each mistake. */
export function readOptions(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): { options: DemoOptions } | { problems: readonly string[] } {
  const given = parseFlags(argv);
  if (typeof given === 'string') return { problems: [given] };
  const problems: string[] = [];
  const parsed = flags.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`));
  const portOf = (name: PortName): number => {
    const text = environment[portVariable(name)];
    const port = text === undefined ? PORTS[name].port : Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      problems.push(`${portVariable(name)} must be a port from 1 to 65535, not "${text ?? ''}"`);
    return port;
  };
  const ports: Ports = {
    prometheus: portOf('prometheus'),
    alertmanager: portOf('alertmanager'),
    broker: portOf('broker'),
    metrics: portOf('metrics'),
    stations: portOf('stations'),
    cpms: portOf('cpms'),
    control: portOf('control'),
    api: portOf('api'),
    workbench: portOf('workbench'),
    health: portOf('health'),
  };
  if (!parsed.success || problems.length > 0) return { problems };
  const { days, stations, speed, folder, for: forSeconds, 'no-history': isWithout } = parsed.data;
  return {
    options: {
      days: isWithout ? 0 : days,
      stations: stations ?? null,
      speed,
      forSeconds: forSeconds ?? null,
      folder: folder === undefined ? null : resolve(folder),
      ports,
    },
  };
}
