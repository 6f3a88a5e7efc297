import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A loopback port on which nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A real Mosquitto of our own: loopback, a free port, and what it has to remember in a directory of its own. */
export class Mosquitto {
  readonly port: number;
  readonly #directory: string;
  #process: ChildProcess | null = null;

  private constructor(port: number, directory: string) {
    this.port = port;
    this.#directory = directory;
  }

  /** @param settings lines of mosquitto.conf(5) beside the usual ones */
  static async start(settings: readonly string[] = ['allow_anonymous true']): Promise<Mosquitto> {
    const directory = mkdtempSync(join(tmpdir(), 'firstcharge-mosquitto-'));
    const broker = new Mosquitto(await freePort(), directory);
    const lines = [
      `listener ${broker.port} 127.0.0.1`,
      'persistence true',
      `persistence_location ${directory}/`,
      'log_dest stderr',
      'log_type all',
      'set_tcp_nodelay true',
      // Started by root it would become a user that may not write here.
      'user root',
      ...settings,
    ];
    writeFileSync(join(directory, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    await broker.resume();
    return broker;
  }

  /** Starts it again where it was. */
  async resume(): Promise<void> {
    const child = spawn('mosquitto', ['-c', join(this.#directory, 'mosquitto.conf')], {
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    let told = '';
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`mosquitto ended: ${told}`)));
      child.stderr.on('data', (text: Buffer) => {
        told = `${told}${text.toString()}`.slice(-4_000);
        if (/mosquitto version \S+ running/.test(told)) resolve();
      });
    });
  }

  /** Ends it; sessions and what waits in them are kept. */
  async pause(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // A signal that comes while it is still starting is lost: it begins to run after it has said so.
    const again = setInterval(() => child.kill(signal), 250);
    await ended;
    clearInterval(again);
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
