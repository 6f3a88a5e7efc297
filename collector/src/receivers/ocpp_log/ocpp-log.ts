import { glob } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Arrival } from '../../model/arrival.ts';
import { failed, ok, permanent, type Failure, type Result } from '../../model/result.ts';
import type { Next, Receiver } from '../receiver.ts';
import type { Redact } from './arrival-decoder.ts';
import type { OcppLogConfig } from './config.ts';
import { whereToGoOn } from './file-source.ts';
import { followArrivals } from './follow-arrivals.ts';
import { LineTally } from './line-tally.ts';
import { readArrivals, type OnArrivals, type ReadArrivalsSettings } from './read-arrivals.ts';

/** What the code passes in. */
export interface OcppLogSettings {
  /** Id of the component: `ocpp_log/depot_a`. */
  readonly id: string;
  readonly redact: Redact;
  /** An input that had to be given up, the others go on. */
  readonly onFailure: (failure: Failure) => void;
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** New files of a pattern are looked for once in so many polls. */
const POLLS_PER_SCAN = 20;

const isPattern = (path: string): boolean => /[*?[{]/.test(path);

async function expand(pattern: string): Promise<string[]> {
  if (!isPattern(pattern)) return [pattern];
  const paths: string[] = [];
  for await (const path of glob(pattern)) paths.push(path);
  return paths.sort();
}

/** Reads OCPP messages from logs of many formats, files or standard input. */
export class OcppLogReceiver implements Receiver {
  readonly id: string;
  readonly finished: Promise<void>;
  readonly #settings: OcppLogSettings;
  readonly #config: OcppLogConfig;
  readonly #stopping = new AbortController();
  readonly #tallies = new Map<string, LineTally>();
  /** How far each source was handed on, so that a renamed file that matches a pattern again is not read twice. */
  readonly #progress = new Map<string, number>();
  #running: Promise<void> = Promise.resolve();
  #finish: () => void = () => undefined;

  constructor(settings: OcppLogSettings, config: OcppLogConfig) {
    this.id = settings.id;
    this.#settings = settings;
    this.#config = config;
    this.finished = new Promise((resolve) => (this.#finish = resolve));
  }

  /** What the lines of each path were. */
  tallies(): ReadonlyMap<string, LineTally> {
    return this.#tallies;
  }

  async start(next: Next, positions: ReadonlyMap<string, number>): Promise<Result<void>> {
    const { include, follow } = this.#config;
    const paths = (await Promise.all(include.map(expand))).flat();
    if (paths.length === 0 && !follow) {
      return failed(permanent(`${this.id}: no file matches ${include.join(', ')}; correct \`include\``));
    }
    const work = follow ? this.#followAll(next, positions) : this.#readAll(paths, next, positions);
    this.#running = work.catch((error: unknown) =>
      this.#settings.onFailure(permanent(`${this.id}: ${String(error)}`)),
    );
    void this.#running.then(this.#finish);
    return ok(undefined);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #readAll(
    paths: readonly string[],
    next: Next,
    positions: ReadonlyMap<string, number>,
  ): Promise<void> {
    for (const path of paths) {
      if (this.#stopping.signal.aborted) return;
      const { onArrivals, settings } = this.#reading(path, next, positions);
      const result = await readArrivals(path, onArrivals, settings);
      if (!result.ok) this.#settings.onFailure(result.error);
    }
  }

  async #followAll(next: Next, positions: ReadonlyMap<string, number>): Promise<void> {
    const followed = new Map<string, Promise<void>>();
    const wait = this.#wait;
    const { signal } = this.#stopping;
    for (let poll = 0; !signal.aborted; poll += 1) {
      for (const pattern of poll % POLLS_PER_SCAN === 0 ? this.#config.include : []) {
        for (const path of await expand(pattern)) {
          if (followed.has(path)) continue;
          const { onArrivals, settings } = this.#reading(path, next, positions);
          const untilGone = isPattern(pattern);
          const reading =
            path === '-' || path.endsWith('.gz')
              ? readArrivals(path, onArrivals, settings).then((result) => {
                  if (!result.ok) this.#settings.onFailure(result.error);
                })
              : followArrivals(path, onArrivals, { ...settings, signal, wait, untilGone })
                  .catch((error: unknown) => this.#settings.onFailure(permanent(`${path}: ${String(error)}`)))
                  .finally(() => followed.delete(path));
          followed.set(path, reading);
        }
      }
      await wait();
    }
    await Promise.all(followed.values());
  }

  readonly #wait = (): Promise<void> =>
    setTimeout(this.#config.poll_interval, undefined, { signal: this.#stopping.signal }).catch(
      () => undefined,
    );

  #reading(
    path: string,
    next: Next,
    positions: ReadonlyMap<string, number>,
  ): { onArrivals: OnArrivals; settings: ReadArrivalsSettings } {
    const { redact, stdin } = this.#settings;
    const tally = new LineTally();
    this.#tallies.set(path, tally);
    let source: string | null = null;
    const onArrivals = async (arrivals: readonly Arrival[], sequence: number): Promise<void> => {
      if (arrivals.length === 0) return;
      await next(source === null ? { arrivals } : { arrivals, position: { source, sequence } });
      if (source !== null) this.#progress.set(source, sequence);
    };
    const onSource = (name: string, size: number | null): number => {
      const reached = (one: string): number => this.#progress.get(one) ?? positions.get(one) ?? 0;
      const goesOn = whereToGoOn(name, size, reached);
      source = goesOn.source;
      return goesOn.from;
    };
    const signal = this.#stopping.signal;
    const { max_line: maxLineBytes, format, station, zone } = this.#config;
    const log = { ...format, station, zone };
    const settings = { redact, tally, maxLineBytes, onSource, signal, ...log };
    return { onArrivals, settings: stdin === undefined ? settings : { ...settings, stdin } };
  }
}
