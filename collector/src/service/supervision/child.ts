import { spawn, type ChildProcess } from 'node:child_process';
import type { ServiceLog } from '../service-log.ts';

/** One process that is kept running. */
export interface ChildSettings {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The child reports every second that it lives; one that is silent for this long is killed. null: it need not. */
  readonly silenceMs: number | null;
  /** Whether the others are of no use without it: then its first start must not fail. One that is not required is tried again. */
  readonly required: boolean;
  /** A line of output that says that it works, for a child that does not report over its channel. */
  readonly readyLine: string | null;
  readonly log: ServiceLog;
  readonly forward: (line: string) => void;
  /** ms on a clock that only goes forward, and evenly. */
  readonly now: () => number;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A child that lived this long is started again at once. */
const STABLE_MS = 30_000;
const STARTING_MS = 120_000;

/** Starts a process, starts it again when it ends, kills it when it hangs. */
export class Child {
  readonly #settings: ChildSettings;
  #process: ChildProcess | null = null;
  #heard = 0;
  #startedAt = 0;
  #delay = FIRST_DELAY_MS;
  #stopping = false;
  #again: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;
  #firstExit: (() => void) | null = null;
  restarts = 0;

  constructor(settings: ChildSettings) {
    this.#settings = settings;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it. Resolves true once it says that it works, or is not required and will be tried again; false when it ends before it ever did. */
  start(): Promise<boolean> {
    const { silenceMs, required } = this.#settings;
    if (silenceMs !== null) this.#watch = setInterval(() => this.#killSilent(), 1_000);
    return new Promise((resolve) => {
      this.#firstExit = () => resolve(!required);
      this.#spawn(() => {
        this.#firstExit = null;
        resolve(true);
      });
    });
  }

  /** From now on it is not started again. */
  leave(): void {
    this.#stopping = true;
    if (this.#again) clearTimeout(this.#again);
    if (this.#watch) clearInterval(this.#watch);
  }

  /** Asks it to end, and kills it after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.leave();
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
      child.once('exit', () => {
        clearTimeout(kill);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  #spawn(ready: () => void): void {
    const { args, environment, now } = this.#settings;
    this.#startedAt = now();
    this.#heard = now() + STARTING_MS;
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process = child;
    child.on('message', (message) => {
      this.#heard = now();
      if (message === 'alive') ready();
    });
    for (const stream of [child.stdout, child.stderr]) this.#forwardLines(stream, ready);
    child.once('error', () => this.#exited(null, null));
    child.once('exit', (code, signal) => this.#exited(code, signal));
  }

  #forwardLines(stream: NodeJS.ReadableStream | null, ready: () => void): void {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-65_536);
      const { forward, readyLine } = this.#settings;
      for (const line of lines) {
        forward(line);
        if (readyLine !== null && line.includes(readyLine)) ready();
      }
    });
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#stopping) return;
    const { name, log, now, required } = this.#settings;
    this.#firstExit?.();
    if (this.#firstExit && required) {
      this.#stopping = true;
      return;
    }
    this.#firstExit = null;
    this.#delay =
      now() - this.#startedAt > STABLE_MS ? FIRST_DELAY_MS : Math.min(LONGEST_DELAY_MS, this.#delay * 2);
    this.restarts += 1;
    log.error(`the ${name} process ended and is started again`, { code, signal, after_ms: this.#delay });
    this.#again = setTimeout(() => this.#spawn(() => undefined), this.#delay);
  }

  #killSilent(): void {
    const { name, log, now, silenceMs } = this.#settings;
    if (silenceMs === null || now() - this.#heard <= silenceMs) return;
    log.error(`the ${name} process does not answer and is killed`);
    this.#heard = now() + STARTING_MS;
    this.#process?.kill('SIGKILL');
  }
}
