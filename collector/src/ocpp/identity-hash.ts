import { createHmac } from 'node:crypto';
import { withKind } from './identity.ts';
import { shippedPaymentTags, type PaymentTags } from './payment-tags.ts';

/** Turns an identity into `~` and 16 hex digits, and its kind where its text betrays one; equal identities give equal texts. */
export type IdentityHash = (identity: string) => string;

/** Keys of the hash, the newest first. */
export type IdentityKeys = readonly [Buffer, ...Buffer[]];

/** Identities whose hash is kept: a fleet's regulars, about 2 MB. */
const CACHE_SIZE = 10_000;
/** Longer texts are not identities that come again, and must not fill the cache. */
const LONGEST_CACHED = 64;

const digestOf = (key: Buffer, text: string): string =>
  `~${createHmac('sha256', key).update(text).digest('hex').slice(0, 16)}`;

/**
 * HMAC-SHA256 of an identity under the newest key, the first 64 bits of it. OCPP compares idTags without regard to case
 * (CiString), so case and surrounding blanks do not count. The least recently used hashes leave the cache.
 *
 * An identity that `inUse` knows under an older key keeps that hash, so that what is under way when a key is changed stays
 * one visit of one driver.
 */
export function createIdentityHash(
  keys: IdentityKeys,
  tags: PaymentTags = shippedPaymentTags(),
  inUse: ReadonlySet<string> = new Set(),
): IdentityHash {
  const cache = new Map<string, string>();
  const [newest, ...older] = keys;
  const known = (text: string): string | undefined =>
    inUse.size === 0 ? undefined : older.map((key) => digestOf(key, text)).find((hash) => inUse.has(hash));
  return (identity) => {
    const cached = cache.get(identity);
    if (cached !== undefined) {
      cache.delete(identity);
      cache.set(identity, cached);
      return cached;
    }
    const normal = identity.trim().toLowerCase();
    const hash = withKind(known(normal) ?? digestOf(newest, normal), tags(normal));
    if (identity.length > LONGEST_CACHED) return hash;
    if (cache.size >= CACHE_SIZE) {
      const oldest = cache.keys().next();
      if (oldest.done !== true) cache.delete(oldest.value);
    }
    cache.set(identity, hash);
    return hash;
  };
}
