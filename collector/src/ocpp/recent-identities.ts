import type { IdentityHash } from './identity-hash.ts';

/** What is remembered: a fleet's drivers of some hours. In memory alone, never written down. */
const MOST_REMEMBERED = 5_000;
/** Shorter ones, and those without a digit, are words as well: remembering them would spoil other texts. */
export const SHORTEST_REMEMBERED = 6;
const LONGEST = 64;
const DIGIT = /[0-9]/;
/** What an identity is made of, the separators of an eMAID or a UID included. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}*:._-]{4,62}[\p{L}\p{N}]/gu;
const PART = /[\p{L}\p{N}]{6,}/gu;

/**
 * The shapes that betray an identity wherever it stands: a vehicle's (VIN, ISO 3779: 17 signs without I, O and Q, letters
 * and digits), a SIM's (ICCID, ITU-T E.118: 18 to 20 digits that begin with 89), a subscriber's or a modem's (IMSI, IMEI: 15).
 */
const SHAPES =
  /(?<![A-Za-z0-9])(?:(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*[0-9]){4})[A-HJ-NPR-Z0-9]{17}|89[0-9]{16,18}|[0-9]{15})(?![A-Za-z0-9])/gi;
const SHORTEST_SHAPE = 15;

/** A text without the identities that have a shape of their own. */
export const hideShapes = (text: string, hash: IdentityHash): string =>
  text.length < SHORTEST_SHAPE ? text : text.replace(SHAPES, hash);

/**
 * The identities that were presented lately, so that free text which repeats one in a later frame (a card's number in the
 * `info` of a fault) can be told from other text. The oldest are forgotten first.
 */
export class RecentIdentities {
  readonly #hash: IdentityHash;
  readonly #known = new Set<string>();

  constructor(hash: IdentityHash) {
    this.#hash = hash;
  }

  note(identities: readonly string[]): void {
    for (const identity of identities) {
      if (identity.length < SHORTEST_REMEMBERED || identity.length > LONGEST || !DIGIT.test(identity))
        continue;
      const normal = identity.trim().toLowerCase();
      this.#known.delete(normal);
      this.#known.add(normal);
      if (this.#known.size <= MOST_REMEMBERED) continue;
      for (const oldest of this.#known) {
        this.#known.delete(oldest);
        break;
      }
    }
  }

  /** The text, with each identity that is known replaced by its hash. */
  scrub(text: string): string {
    if (text.length < SHORTEST_REMEMBERED || this.#known.size === 0) return text;
    return text.replace(
      TOKEN,
      (token) => this.#hidden(token) ?? token.replace(PART, (part) => this.#hidden(part) ?? part),
    );
  }

  #hidden(token: string): string | null {
    return this.#known.has(token.toLowerCase()) ? this.#hash(token) : null;
  }
}
