import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program that runs as long as the demo does. */
export interface ServerSettings {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly log: string;
  /** Time that it is given to end in good order, ms. */
  readonly graceMs: number;
}

/** How a program came to its end. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LAST_LINES = 12;
/** Waits for a line and becomes the program; ends when there will be none. */
const WHEN_TOLD = 'read -r go && exec "$@" </dev/null';

/**
 * A program, leader of a process group of its own, so that a Ctrl-C at the terminal reaches the demo alone. It
 * waits for `release`, and is never begun when the demo is killed before.
 */
export class Server {
  readonly name: string;
  readonly log: string;
  /** Resolves when it is gone. */
  readonly exited: Promise<Exit>;
  readonly #process: ChildProcess;
  readonly #graceMs: number;
  #exit: Exit | null = null;

  constructor({ name, command, args, folder, log, graceMs }: ServerSettings) {
    this.#graceMs = graceMs;
    this.name = name;
    this.log = log;
    mkdirSync(dirname(log), { recursive: true });
    const file = openSync(log, 'w');
    const child = spawn('sh', ['-c', WHEN_TOLD, 'sh', command, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['pipe', file, file],
    });
    closeSync(file);
    // One that has ended already cannot be told; its exit says enough.
    child.stdin?.on('error', () => undefined);
    this.#process = child;
    this.exited = new Promise((resolve) => {
      const ended = (exit: Exit): void => {
        this.#exit = exit;
        resolve(exit);
      };
      child.once('error', () => ended({ code: null, signal: null }));
      child.once('exit', (code, signal) => ended({ code, signal }));
    });
  }

  /** Process id, and id of its group; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Lets it begin. */
  release(): void {
    this.#process.stdin?.end('go\n');
  }

  get hasEnded(): boolean {
    return this.#exit !== null;
  }

  /** What it said last. */
  lastLines(): string {
    return readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  }

  /** Asks it to end, and ends its whole group by force when it takes too long. */
  async stop(): Promise<void> {
    if (!this.hasEnded) this.#process.kill('SIGTERM');
    const deadline = setTimeout(() => this.kill(), this.#graceMs);
    await this.exited;
    clearTimeout(deadline);
    this.kill();
  }

  /** Ends what is left of its group. */
  kill(): void {
    if (this.pid === undefined) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // The group is empty: nothing is left.
    }
  }
}
