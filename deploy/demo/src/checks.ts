import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { PORTS, portVariable, type PortName, type Ports } from './options.ts';

const NEEDED_BYTES = 1.5e9;

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A sentence for each program that is on no folder of the path. */
export function missingPrograms(programs: readonly string[], path: string): string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return programs
    .filter((program) => !folders.some((folder) => isExecutable(join(folder, program))))
    .map(
      (program) =>
        `\`${program}\` is not on the PATH. Debian, Ubuntu: sudo apt-get install prometheus prometheus-alertmanager mosquitto; elsewhere: https://prometheus.io/download (2.42 or newer) and https://mosquitto.org/download.`,
    );
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const names = Object.keys(PORTS).filter((name): name is PortName => name in PORTS);

/** A sentence for each port that is in use already, or wanted twice. */
export async function takenPorts(ports: Ports): Promise<string[]> {
  const sentences: string[] = [];
  const wanted = new Map<number, PortName>();
  for (const name of names) {
    const port = ports[name];
    const other = wanted.get(port);
    const change = `Set ${portVariable(name)} to another port.`;
    if (other !== undefined)
      sentences.push(
        `Port ${port} is wanted twice, for ${PORTS[other].use} and for ${PORTS[name].use}. ${change}`,
      );
    else if (!(await isFree(port)))
      sentences.push(
        `Port ${port} is in use by another program; the demo needs it for ${PORTS[name].use}. ${change}`,
      );
    wanted.set(port, name);
  }
  return sentences;
}

/** A sentence if the folder cannot be written, or its disk is nearly full. */
export function unfitFolder(folder: string, neededBytes = NEEDED_BYTES): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return [`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`];
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= neededBytes) return [];
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  return [
    `The disk of ${folder} has ${gigabytes(free)} left and the demo needs ${gigabytes(neededBytes)}. Free some, or name another folder with --folder.`,
  ];
}
