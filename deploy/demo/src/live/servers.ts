import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { PROJECT } from '../places.ts';
import { Problem } from '../problem.ts';
import { Server, type ServerSettings } from './server.ts';

const READY_MS = 60_000;
const LOOK_MS = 50;

const howItEnded = (server: Server, code: number | null, signal: NodeJS.Signals | null): string =>
  `The ${server.name} ended by itself (${signal === null ? `exit code ${code ?? 'unknown'}` : signal}). Its last lines, from ${server.log}:\n${server.lastLines()}`;

/** The programs of the demo: started when they can be, stopped together, none left behind. */
export class Servers {
  readonly #running: Server[] = [];
  readonly #warden: ChildProcess;
  readonly #ended = Promise.withResolvers<Problem>();
  #isStopping = false;

  constructor() {
    this.#warden = spawn(process.execPath, [PROJECT.warden], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Writing to a warden that is gone must not end the demo: it stops its programs by itself.
    this.#warden.on('error', () => undefined);
    this.#warden.stdin?.on('error', () => undefined);
  }

  /** Resolves, with what to say, when a program ends that nobody stopped. */
  get ended(): Promise<Problem> {
    return this.#ended.promise;
  }

  /** Starts a program. `isReady` is asked until it says yes. */
  async start(settings: ServerSettings, isReady: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    const server = new Server(settings);
    this.#running.push(server);
    if (server.pid !== undefined) this.#warden.stdin?.write(`${server.pid}\n`);
    // The warden knows of it before it begins.
    server.release();
    void server.exited.then(({ code, signal: by }) => {
      if (!this.#isStopping) this.#ended.resolve(new Problem(howItEnded(server, code, by)));
    });
    const deadline = performance.now() + READY_MS;
    while (!(await isReady().catch(() => false))) {
      signal.throwIfAborted();
      if (server.hasEnded) throw await this.ended;
      if (performance.now() > deadline)
        throw new Problem(
          `The ${server.name} was not ready within ${READY_MS / 1_000} s. Its last lines, from ${server.log}:\n${server.lastLines()}`,
        );
      await setTimeout(LOOK_MS);
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(
      this.#running.map(async (server) => {
        await server.stop();
        if (server.pid !== undefined) this.#warden.stdin?.write(`-${server.pid}\n`);
      }),
    );
    const gone = new Promise((resolve) => this.#warden.once('exit', resolve));
    this.#warden.stdin?.end();
    const { exitCode, signalCode, pid } = this.#warden;
    if (pid !== undefined && exitCode === null && signalCode === null) await gone;
  }

  /** For those who cannot wait. */
  kill(): void {
    for (const server of this.#running) server.kill();
  }
}
