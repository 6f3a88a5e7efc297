import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { portVariable, type PortName, type Ports } from '../options.ts';
import { freePorts } from './free-ports.ts';

const MAIN = resolve(import.meta.dirname, '..', 'main.ts');
const MARK = 'FIRSTCHARGE_DEMO_TEST';
const NAMES: readonly PortName[] = [
  'prometheus',
  'alertmanager',
  'broker',
  'metrics',
  'stations',
  'cpms',
  'control',
  'api',
  'workbench',
  'health',
];

/** A demo in a folder and on ports of its own, whose processes can all be found. */
export class RunningDemo {
  readonly process: ChildProcess;
  readonly ports: Ports;
  readonly folder: string;
  readonly #mark: string;
  output = '';

  private constructor(process: ChildProcess, ports: Ports, folder: string, mark: string) {
    this.process = process;
    this.ports = ports;
    this.folder = folder;
    this.#mark = mark;
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  static async start(args: readonly string[]): Promise<RunningDemo> {
    const ports = await freePorts();
    const folder = mkdtempSync(join(tmpdir(), 'firstcharge-demo-'));
    const mark = randomUUID();
    const variables = NAMES.map((name) => [portVariable(name), String(ports[name])]);
    const child = spawn(process.execPath, [MAIN, '--folder', folder, ...args], {
      env: { ...process.env, ...Object.fromEntries(variables), [MARK]: mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningDemo(child, ports, folder, mark);
  }

  /** Waits until it has said this; rejects when it ends before. */
  async says(text: string, deadlineMs: number): Promise<void> {
    await this.until(() => this.output.includes(text), deadlineMs, `"${text}" was not said`);
  }

  /** Its exit code. */
  async ends(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }

  /** Process ids of all that it has started, itself included. */
  processes(): string[] {
    return readdirSync('/proc').filter((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        return readFileSync(join('/proc', name, 'environ'), 'utf8').includes(`${MARK}=${this.#mark}`);
      } catch {
        return false;
      }
    });
  }

  /** The process of its own whose command line contains this. */
  processOf(command: string): number {
    const found = this.processes().find((pid) =>
      readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ').includes(command),
    );
    if (found === undefined) throw new Error(`there is no ${command}`);
    return Number(found);
  }

  async until(holds: () => boolean, deadlineMs: number, complaint: string): Promise<void> {
    const deadline = performance.now() + deadlineMs;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`${complaint}:\n${this.output}`);
      await setTimeout(50);
    }
  }

  /** Ends whatever is left. */
  clear(): void {
    for (const pid of this.processes()) process.kill(Number(pid), 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
