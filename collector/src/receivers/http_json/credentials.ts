import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { mayEnter } from '../http/may-enter.ts';
import type { ListenConfig } from './config.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that says nothing of the two. */
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const headerOf = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
};

/** Whether a request has the token and the header that are asked for; its body is not needed yet. */
export function mayCome(
  headers: IncomingHttpHeaders,
  { bearer_token: token, header }: ListenConfig,
): boolean {
  if (token !== undefined && !mayEnter(headers.authorization, token)) return false;
  return header === undefined || same(headerOf(headers, header.name), header.secret.reveal());
}

/** Whether a body was signed with the secret, where that is asked for. */
export function isSigned(headers: IncomingHttpHeaders, body: Uint8Array, { hmac }: ListenConfig): boolean {
  if (hmac === undefined) return true;
  const expected = `${hmac.prefix}${createHmac(hmac.algorithm, hmac.secret.reveal()).update(body).digest(hmac.encoding)}`;
  const given = headerOf(headers, hmac.header).trim();
  // Hex digits are the same in either case; base64 is not.
  return hmac.encoding === 'hex' ? same(given.toLowerCase(), expected.toLowerCase()) : same(given, expected);
}
