import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config/secret.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { ROLES, type Role } from '../contract/service.ts';

const SHORTEST = 16;
/** `b64token` of RFC 6750 §2.1. */
const SENDABLE = /^[A-Za-z0-9\-._~+/]+=*$/;
const HASHED = /^sha256:([0-9a-f]{64})$/i;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Tokens, as they are written in the config. */
export type WrittenTokens = Readonly<Partial<Record<Role, Secret | undefined>>>;

/** Who a token stands for; null: nobody. Keeps hashes only, and compares them in constant time. */
export type TokenBook = (token: string) => Role | null;

/** Reads the tokens; the error says which one cannot be used. Where two roles share a token, the lower one holds. */
export const tokenBook = (written: WrittenTokens): Result<TokenBook> => {
  const hashes: (readonly [Role, Buffer])[] = [];
  for (const role of ROLES) {
    const token = written[role]?.reveal();
    if (token === undefined) continue;
    const hex = HASHED.exec(token)?.[1];
    if (hex === undefined && token.length < SHORTEST)
      return failed(permanent(`${role}_token is too short: write at least ${SHORTEST} random characters`));
    if (hex === undefined && !SENDABLE.test(token))
      return failed(
        permanent(
          `${role}_token has characters that no bearer header carries: write A–Z a–z 0–9 - . _ ~ + / =`,
        ),
      );
    hashes.push([role, hex === undefined ? hashOf(token) : Buffer.from(hex, 'hex')]);
  }
  return ok((token) => {
    const hash = hashOf(token);
    let found: Role | null = null;
    // All of them, always: how long it takes must not tell which one fits.
    for (const [role, known] of hashes.toReversed()) if (timingSafeEqual(hash, known)) found = role;
    return found;
  });
};

/** The token of an `Authorization` header; null where there is none. */
export const bearerOf = (header: string | undefined): string | null => {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return given !== undefined && SENDABLE.test(given) ? given : null;
};

/** Whether a role may what another one may. */
export const includes = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** The lower of two roles. */
export const lower = (one: Role, other: Role): Role => (includes(one, other) ? other : one);
