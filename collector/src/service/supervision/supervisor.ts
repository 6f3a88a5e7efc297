import { Child, type ChildSettings } from './child.ts';

/** Time for a gateway to let its sockets close, and for the stream to hand on what it has. */
const GRACE_MS = 12_000;

/** The processes of one collector. Each is started again by itself when it ends; none takes another with it. */
export class Supervisor {
  readonly #children: ReadonlyMap<string, Child>;

  constructor(children: readonly ChildSettings[]) {
    this.#children = new Map(children.map((settings) => [settings.name, new Child(settings)]));
  }

  /**
   * Starts all of them at once: chargers find their gateway again although the ledger of another child takes long to open. Resolves with
   * the name of a required one that could not be started, as soon as that is known; null when all run.
   */
  start(): Promise<string | null> {
    return new Promise((resolve) => {
      const starting = [...this.#children].map(async ([name, child]) => {
        if (!(await child.start())) resolve(name);
      });
      void Promise.all(starting).then(() => resolve(null));
    });
  }

  /** Process ids by name. */
  pids(): Readonly<Record<string, number | undefined>> {
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.pid]));
  }

  /** Gateways first, so that what they saw last is still tracked. */
  async stop(): Promise<void> {
    const children = [...this.#children.values()].reverse();
    for (const child of children) child.leave();
    for (const child of children) await child.stop(GRACE_MS);
  }
}
