import type { JSONValue } from 'json-p3';
import type { PullConfig } from './config.ts';
import type { Page } from './page.ts';

/** `<https://…>; rel="next"` (RFC 8288 §3). */
const NEXT_LINK = /<([^>]*)>\s*(?:;[^,]*)?;\s*rel="?next"?/i;

/** The first value of a path that says something. */
function valueAt(
  path:
    { select: (value: JSONValue, at: readonly []) => readonly { readonly value: JSONValue }[] } | undefined,
  body: JSONValue,
): string | null {
  const [node] = path?.select(body, []) ?? [];
  const { value } = node ?? {};
  return typeof value === 'string' || typeof value === 'number' ? String(value) || null : null;
}

/** The URL of the next page, null at the last one. `elsewhere` is a link to another host, to which our keys must not go. */
export function nextPage(page: Page, body: JSONValue, { next }: PullConfig): URL | null | 'elsewhere' {
  if (next === undefined) return null;
  if (next.token !== undefined && next.parameter !== undefined) {
    const token = valueAt(next.token, body);
    if (token === null) return null;
    const url = new URL(page.url.href);
    url.searchParams.set(next.parameter, token);
    return url;
  }
  const link =
    next.url === undefined ? (NEXT_LINK.exec(page.link ?? '')?.[1] ?? null) : valueAt(next.url, body);
  if (link === null) return null;
  if (!URL.canParse(link, page.url.href)) return 'elsewhere';
  const url = new URL(link, page.url.href);
  return url.origin === page.url.origin ? url : 'elsewhere';
}

const NUMBER_FORMS = { epoch_s: 1_000, epoch_ms: 1, number: 1 } as const;

/** Clocks need not agree; what is further ahead of ours is wrong, and would let nothing come until then. */
const MOST_AHEAD_MS = 300_000;

/** How far the items of a page go: ms, or the number itself; null when they do not say. */
export function latestOf(body: JSONValue, { since }: PullConfig, now: number): number | null {
  if (since === undefined) return null;
  const most = since.as === 'number' ? Infinity : now + MOST_AHEAD_MS;
  let latest: number | null = null;
  for (const { value } of since.from.select(body, [])) {
    const at = since.as === 'iso' ? Date.parse(String(value)) : Number(value ?? NaN) * NUMBER_FORMS[since.as];
    if (Number.isFinite(at) && at <= most && at > (latest ?? -Infinity)) latest = at;
  }
  return latest;
}

/** The first URL of a pull that goes on where the one before came to. */
export function firstUrl({ url, since }: PullConfig, position: number): URL {
  if (since === undefined) return new URL(url);
  const texts = {
    iso: () => new Date(position).toISOString(),
    epoch_s: () => String(Math.floor(position / 1_000)),
    epoch_ms: () => String(position),
    number: () => String(position),
  };
  return new URL(url.replaceAll('{since}', encodeURIComponent(texts[since.as]())));
}
