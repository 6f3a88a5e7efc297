/* `firstcharge` as operators run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf, isAlive, until } from './processes.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', '..', 'bin', 'firstcharge.js');
const GATEWAY = join(import.meta.dirname, '..', '..', 'gateway', 'process.ts');

/** A folder of its own under the system's temporary one. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'firstcharge-service-'));

  file(name: string): string {
    return join(this.path, name);
  }
  write(name: string, text: string): string {
    writeFileSync(this.file(name), text);
    return this.file(name);
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A child process with its output, and all processes that it started. */
export class RunningProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  output = '';
  #family = new Set<number>();

  constructor(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ code, signal })),
    );
  }

  /** Pid; 0 when it was never started. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The process with this in its command line that it started, once there is one that is not `other`. */
  childWith(text: string, other = 0): Promise<number> {
    return until(`${text} runs`, () => {
      const children = childrenOf(this.pid);
      for (const { pid } of children) this.#family.add(pid);
      return children.find(({ pid, command }) => pid !== other && command.includes(text))?.pid;
    });
  }

  /** All of its processes that are still there, itself included. */
  alive(): number[] {
    for (const { pid } of childrenOf(this.pid)) this.#family.add(pid);
    return [this.pid, ...this.#family].filter(isAlive);
  }

  /** Asks it to end and waits until it has. */
  async stop(): Promise<{ code: number | null; signal: string | null }> {
    this.alive();
    this.child.kill('SIGTERM');
    return this.exited;
  }

  /** Leaves nothing of it behind, whatever it does. */
  async destroy(): Promise<void> {
    for (const pid of this.alive()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await this.exited;
  }
}

/** `firstcharge` with these arguments. */
export const firstcharge = (args: readonly string[], environment?: NodeJS.ProcessEnv): RunningProcess =>
  new RunningProcess([LAUNCHER, ...args], environment);

/** A gateway without a supervisor. */
export const gatewayProcess = (config: object): RunningProcess =>
  new RunningProcess([GATEWAY], { FIRSTCHARGE_GATEWAY_CONFIG: JSON.stringify(config) });

/** The port that a gateway says it listens on. */
export const gatewayPort = (running: RunningProcess): Promise<number> =>
  until(
    'the gateway listens',
    () => {
      const port = /"message":"listening".*?"port":(\d+)/.exec(running.output)?.[1];
      return port === undefined ? undefined : Number(port);
    },
    40_000,
  );
