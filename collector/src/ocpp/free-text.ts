import type { IdentityHash } from './identity-hash.ts';
import { isHashed } from './identity.ts';
import { hideShapes, SHORTEST_REMEMBERED, type RecentIdentities } from './recent-identities.ts';
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

/** Among them what is told apart by its text, and what has times and numbers in it only. */
const NO_WORDS = new Set(['timestamp', 'expiryDate', 'transactionId', 'messageId']);

/** What a station is: a driver's identity that is spelt like a vendor or a model must not rename it. */
const EQUIPMENT = new Set([
  'chargePointVendor',
  'chargePointModel',
  'firmwareVersion',
  'vendorName',
  'model',
  'meterType',
]);
/** Serial numbers have the shapes of other numbers; what leaves of them is a hash. */
const SERIALS = new Set([
  'chargePointSerialNumber',
  'chargeBoxSerialNumber',
  'meterSerialNumber',
  'serialNumber',
]);

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** Where identities are known from. */
export interface KnownIdentities {
  /** Those that this payload names; hidden in it already. */
  readonly here: readonly string[];
  /** Those that other frames named. */
  readonly recent: RecentIdentities | null;
  readonly hash: IdentityHash;
}

/**
 * Replaces identities wherever free text repeats them as a word, without regard to case, and whatever has the shape of
 * one. `value` is a payload in which the identities themselves are hidden already; it is copied where it changes.
 */
export function scrubFreeText(value: unknown, { here, recent, hash }: KnownIdentities): unknown {
  const pattern =
    here.length === 0 ? null : new RegExp(`(?<![a-z0-9])(?:${here.map(escape).join('|')})(?![a-z0-9])`, 'gi');
  const shortest = Math.min(SHORTEST_REMEMBERED, ...here.map((identity) => identity.length));
  let left = MOST_TEXTS;
  const text = (given: string, name: string): string => {
    if (given.length < shortest || isHashed(given)) return given;
    left -= 1;
    if (left < 0) return '';
    const known = pattern === null ? given : given.replace(pattern, hash);
    if (SERIALS.has(name)) return known;
    const shapeless = hideShapes(known, hash);
    return recent === null || EQUIPMENT.has(name) ? shapeless : recent.scrub(shapeless);
  };
  // A word of OCPP is no number of a vehicle; what merely stands where one belongs may be.
  const word = (given: unknown, name: string): unknown =>
    typeof given === 'string' && !NO_WORDS.has(name) && !isHashed(given) ? hideShapes(given, hash) : given;
  const scrub = (inner: unknown, name: string, depth: number): unknown => {
    if (typeof inner === 'string') return text(inner, name);
    if (typeof inner !== 'object' || inner === null || depth > DEEPEST) return inner;
    if (Array.isArray(inner)) return inner.map((item) => scrub(item, name, depth + 1));
    if (!isObject(inner)) return inner;
    let copy: Record<string, unknown> | null = null;
    for (const key of Object.keys(inner)) {
      const scrubbed = STRUCTURAL.has(key) ? word(inner[key], key) : scrub(inner[key], key, depth + 1);
      if (scrubbed !== inner[key]) (copy ??= { ...inner })[key] = scrubbed;
    }
    return copy ?? inner;
  };
  return scrub(value, '', 0);
}
