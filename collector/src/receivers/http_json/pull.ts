import { setTimeout as wait } from 'node:timers/promises';
import type { JSONValue } from 'json-p3';
import type { Arrival } from '../../model/arrival.ts';
import { retryable, type Failure } from '../../model/result.ts';
import type { Next } from '../receiver.ts';
import type { PullConfig } from './config.ts';
import { fetchPage, type Page } from './page.ts';
import { firstUrl, latestOf, nextPage } from './paging.ts';

/** What a pull is given. */
export interface PullSettings {
  /** Name of its position: `http_json/ncm:signal`. */
  readonly source: string;
  readonly map: (path: string, body: Uint8Array) => readonly Arrival[];
  readonly next: Next;
  /** Where an earlier run came to; undefined for the first of all. */
  readonly position: number | undefined;
  readonly now: () => number;
  /** A pull failed, and is tried again in `againMs`. */
  readonly onFailure: (failure: Failure, againMs: number) => void;
  /** Items were handed on. */
  readonly onArrivals: (count: number) => void;
}

const RETRY_MS = 1_000;
/** Failures in a row make the wait longer, up to this. */
const LONGEST_BACKOFF_MS = 600_000;

/** Asks one URL again and again, page by page, and goes on where it was. */
export class Pull {
  readonly #config: PullConfig;
  readonly #settings: PullSettings;
  #position: number | undefined;
  #etag: string | null = null;
  #failures = 0;

  constructor(config: PullConfig, settings: PullSettings) {
    this.#config = config;
    this.#settings = settings;
    this.#position = settings.position;
  }

  /** Resolves when the signal aborts. */
  async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const failure = await this.#round(stopping);
      if (stopping.aborted) return;
      this.#failures = failure === null ? 0 : this.#failures + 1;
      const ms = this.#waitMs(failure);
      if (failure !== null) this.#settings.onFailure(failure, ms);
      await wait(ms, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  #waitMs(failure: Failure | null): number {
    const { every } = this.#config;
    if (failure === null) return every;
    const told = failure.kind === 'retryable' ? failure.retryAfterMs : undefined;
    // As soon as the other side says, otherwise later each time; spread, so that many collectors do not come together.
    const own = Math.min(LONGEST_BACKOFF_MS, RETRY_MS * 2 ** Math.min(this.#failures - 1, 20));
    if (told === undefined) return own * (0.75 + Math.random() / 2);
    // Told so again and again, "at once" would be without a pause.
    return this.#failures > 1 ? Math.max(told, RETRY_MS) : told;
  }

  /** One pull, to its last page. The position moves when all pages are durable: an answer may begin with the newest. */
  async #round(stopping: AbortSignal): Promise<Failure | null> {
    const { since, max_pages: most, pause } = this.#config;
    const { now } = this.#settings;
    const initial = since === undefined ? 0 : since.as === 'number' ? since.initial : now() - since.initial;
    let url = firstUrl(this.#config, this.#position ?? initial);
    const asked = new Set<string>();
    let latest: number | null = null;
    for (let count = 0; count < most; count += 1) {
      if (count > 0 && pause > 0) await wait(pause, undefined, { signal: stopping }).catch(() => undefined);
      // Only a pull of one page is known by its tag: of several, later ones may have changed.
      const fetched = await fetchPage(url, this.#config, count === 0 ? this.#etag : null, stopping);
      if (!fetched.ok) return fetched.error;
      if (fetched.value === null) return null;
      const page = fetched.value;
      const body = jsonOf(page);
      const at = body === undefined ? null : latestOf(body, this.#config, now());
      if (at !== null && at > (latest ?? -Infinity)) latest = at;
      const following = body === undefined ? null : nextPage(page, body, this.#config);
      if (following === 'elsewhere') return retryable('the next page is at another host');
      asked.add(url.href);
      // Some call the last page its own next one.
      const isEnd = following === null || asked.has(following.href);
      const isLast = isEnd || count === most - 1;
      await this.#deliver(this.#settings.map(url.pathname, page.body), isLast ? latest : null, stopping);
      if (stopping.aborted) return null;
      if (count === 0) this.#etag = isLast ? page.etag : null;
      if (isEnd) return null;
      url = following;
    }
    return null;
  }

  /** Tries until it is durable, or we stop. The position is told only when it moved: one that does not would be taken for a repetition. */
  async #deliver(arrivals: readonly Arrival[], reached: number | null, stopping: AbortSignal): Promise<void> {
    const { source, next, onArrivals } = this.#settings;
    const sequence = reached === null ? null : Math.floor(reached);
    const moved = sequence !== null && sequence > (this.#position ?? -1);
    while (arrivals.length > 0 && !stopping.aborted) {
      try {
        await next(moved ? { arrivals, position: { source, sequence } } : { arrivals });
        onArrivals(arrivals.length);
        break;
      } catch {
        await wait(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
    if (moved && !stopping.aborted) this.#position = sequence;
  }
}

function jsonOf(page: Page): JSONValue | undefined {
  try {
    const value: JSONValue = JSON.parse(Buffer.from(page.body).toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}
