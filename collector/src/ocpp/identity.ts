import { PAYMENT_METHODS, type PaymentMethod } from '../model/payment.ts';
import { boundedText, optionalText } from './text.ts';

/** Stands between the hash of a credential and the kind that its text betrayed before it was hashed. */
const KIND_MARK = '.';
const HASHED = /^~[0-9a-f]{16}(?:\.[a-z_]{1,20})?$/;

/** The text is the hash of an identity already. */
export const isHashed = (text: string): boolean => HASHED.test(text);

/** The hash of a credential with its kind, where that is known. */
export const withKind = (hash: string, kind: PaymentMethod | null): string =>
  kind === null ? hash : `${hash}${KIND_MARK}${kind}`;

/** A hashed credential as the frame holds it, its kind left out; null when nobody is named. */
export function identityOf(idToken: unknown): string | null {
  const text = optionalText(idToken, 64);
  return text !== null && isHashed(text) ? (text.split(KIND_MARK, 1)[0] ?? null) : text;
}

/** The kind of a hashed credential; null when its text betrayed none. */
export function kindOf(idToken: unknown): PaymentMethod | null {
  const text = boundedText(idToken, 64);
  if (!isHashed(text)) return null;
  const kind = text.split(KIND_MARK)[1];
  return PAYMENT_METHODS.find((method) => method === kind) ?? null;
}
