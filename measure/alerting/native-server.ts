import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';

/** A program from the system's packages that runs as long as it is needed. */
export class NativeServer {
  readonly #process: ChildProcess;
  #output = '';

  private constructor(process: ChildProcess) {
    this.#process = process;
    for (const stream of [process.stdout, process.stderr])
      stream?.on(
        'data',
        (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-20_000)),
      );
  }

  /** Starts it, and waits until `isReady` says yes; throws with its last words when it never does. */
  static async start(
    command: string,
    args: readonly string[],
    isReady: () => Promise<boolean>,
  ): Promise<NativeServer> {
    const server = new NativeServer(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    try {
      await until(`${command} is ready`, isReady, 30_000);
    } catch (error) {
      await server.stop();
      throw new Error(`${String(error)}\n${server.#output}`, { cause: error });
    }
    return server;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}
