import { failed, ok, permanent, retryable, type Result } from '../../model/result.ts';
import type { PullConfig } from './config.ts';

/** One answer of a pull. */
export interface Page {
  readonly url: URL;
  readonly body: Uint8Array;
  readonly link: string | null;
  readonly etag: string | null;
}

/** The longest that another side may make us wait, ms. */
const LONGEST_WAIT_MS = 3_600_000;

/** Retry-After (RFC 9110 §10.2.3): seconds or a date; undefined when absent or unreadable. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

/** The body, as long as it is not too long. */
async function bodyOf(response: Response, longest: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > longest) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Fetches one page; null when it is as it was under `etag`. Messages name no URL: what is asked for may hold ids. */
export async function fetchPage(
  url: URL,
  config: PullConfig,
  etag: string | null,
  stopping: AbortSignal,
): Promise<Result<Page | null>> {
  const headers = new Headers({ accept: 'application/json' });
  for (const { name, secret } of config.headers) headers.set(name, secret.reveal());
  if (etag !== null) headers.set('if-none-match', etag);
  const timeout = AbortSignal.timeout(config.timeout);
  const signal = AbortSignal.any([stopping, timeout]);
  try {
    // Our keys go to nobody but whom they are for.
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    if (response.status === 304) return ok(null);
    if (!response.ok) {
      await response.body?.cancel();
      const message = `answers ${response.status}`;
      const later = response.status === 429 || response.status >= 500;
      return failed(
        later
          ? retryable(message, retryAfter(response.headers.get('retry-after'), Date.now()))
          : permanent(message),
      );
    }
    const body = await bodyOf(response, config.max_body);
    if (body === null)
      return failed(permanent(`a page is longer than ${config.max_body} bytes: ask for fewer items`));
    return ok({ url, body, link: response.headers.get('link'), etag: response.headers.get('etag') });
  } catch {
    return failed(
      retryable(timeout.aborted ? `does not answer within ${config.timeout} ms` : 'cannot be reached'),
    );
  }
}
