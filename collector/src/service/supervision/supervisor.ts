import { Child, type ChildSettings } from './child.ts';

/** Time for a gateway to let its sockets close, and for the stream to hand on what it has. */
const GRACE_MS = 12_000;

/** The processes of one collector. Each is started again by itself when it ends; none takes another with it. */
export class Supervisor {
  readonly #children: ReadonlyMap<string, Child>;

  constructor(children: readonly ChildSettings[]) {
    this.#children = new Map(children.map((settings) => [settings.name, new Child(settings)]));
  }

  /** Starts all of them. The name of one that could not be started at all, null when all run. */
  async start(): Promise<string | null> {
    for (const [name, child] of this.#children) if (!(await child.start())) return name;
    return null;
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
