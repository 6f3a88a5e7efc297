import { createHmac } from 'node:crypto';
import { withKind } from './identity.ts';
import { shippedPaymentTags, type PaymentTags } from './payment-tags.ts';

/** Turns an identity into `~` and 16 hex digits, and its kind where its text betrays one; equal identities give equal texts. */
export type IdentityHash = (identity: string) => string;

/** Identities whose hash is kept: a fleet's regulars, about 2 MB. */
const CACHE_SIZE = 10_000;
/** Longer texts are not identities that come again, and must not fill the cache. */
const LONGEST_CACHED = 64;

/**
 * HMAC-SHA256 of an identity under `key`, the first 64 bits of it. OCPP compares idTags without regard to case
 * (CiString), so case and surrounding blanks do not count. The least recently used hashes leave the cache.
 */
export function createIdentityHash(key: Buffer, tags: PaymentTags = shippedPaymentTags()): IdentityHash {
  const cache = new Map<string, string>();
  return (identity) => {
    const known = cache.get(identity);
    if (known !== undefined) {
      cache.delete(identity);
      cache.set(identity, known);
      return known;
    }
    const normal = identity.trim().toLowerCase();
    const digest = createHmac('sha256', key).update(normal).digest('hex').slice(0, 16);
    const hash = withKind(`~${digest}`, tags(normal));
    if (identity.length > LONGEST_CACHED) return hash;
    if (cache.size >= CACHE_SIZE) {
      const oldest = cache.keys().next();
      if (oldest.done !== true) cache.delete(oldest.value);
    }
    cache.set(identity, hash);
    return hash;
  };
}
