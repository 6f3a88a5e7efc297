import { isHashed } from './identity.ts';
import { isObject } from './signed-values.ts';

const DEEPEST = 16;
const MOST_TEXTS = 1_000;

/** Properties that hold words of OCPP, times and ids: an idTag that is spelt like one of them must not change them. */
const STRUCTURAL = new Set([
  'status',
  'reason',
  'type',
  'kind',
  'unit',
  'phase',
  'context',
  'measurand',
  'location',
  'format',
  'timestamp',
  'expiryDate',
  'eventType',
  'triggerReason',
  'chargingState',
  'stoppedReason',
  'transactionId',
  'updateType',
  'messageId',
  'vendorId',
  'meterValue',
  'transactionData',
]);

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/**
 * Replaces identities wherever free text repeats them as a word, without regard to case. `value` is a payload in which the
 * identities themselves are hidden already; it is copied where it changes.
 */
export function scrubFreeText(
  value: unknown,
  identities: readonly string[],
  hash: (identity: string) => string,
): unknown {
  if (identities.length === 0) return value;
  const pattern = new RegExp(`(?<![a-z0-9])(?:${identities.map(escape).join('|')})(?![a-z0-9])`, 'gi');
  const shortest = Math.min(...identities.map((identity) => identity.length));
  let left = MOST_TEXTS;
  const scrub = (inner: unknown, depth: number): unknown => {
    if (typeof inner === 'string') {
      if (inner.length < shortest || isHashed(inner)) return inner;
      left -= 1;
      return left < 0 ? '' : inner.replace(pattern, hash);
    }
    if (typeof inner !== 'object' || inner === null || depth > DEEPEST) return inner;
    if (Array.isArray(inner)) return inner.map((item) => scrub(item, depth + 1));
    if (!isObject(inner)) return inner;
    let copy: Record<string, unknown> | null = null;
    for (const name of Object.keys(inner)) {
      if (STRUCTURAL.has(name)) continue;
      const scrubbed = scrub(inner[name], depth + 1);
      if (scrubbed !== inner[name]) (copy ??= { ...inner })[name] = scrubbed;
    }
    return copy ?? inner;
  };
  return scrub(value, 0);
}
