import type { DeliveryConfig } from './config.ts';

/** The longest wait that another side may ask for with Retry-After, ms: its word must not stop us for ever. */
export const MAX_RETRY_AFTER_MS = 300_000;

/**
 * How long to wait before attempt number `attempt` (1 = the first repetition), in ms: doubling, and spread over the
 * upper half so that many senders do not come back together; never sooner than the other side asked.
 * @param random a number in [0, 1)
 */
export const backoffMs = (
  attempt: number,
  retry: DeliveryConfig['retry_on_failure'],
  random: number,
  retryAfterMs = 0,
): number => {
  const full = Math.min(retry.max_seconds, retry.initial_seconds * 2 ** Math.min(attempt - 1, 30)) * 1000;
  return Math.max(full / 2 + (full / 2) * random, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
};

/**
 * Retry-After of RFC 9110 §10.2.3 in ms: seconds or an HTTP date; 0 when absent or unreadable.
 * @param now ms since the epoch
 */
export const retryAfterMs = (header: string | null, now: number): number => {
  if (header === null) return 0;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
};
