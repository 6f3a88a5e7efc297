import { createHash } from 'node:crypto';

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a charger made fit to leave the mapping: printable, trimmed, at most `longest` UTF-16 units; '' when there
 * is none. A cut text is copied, so that the frame that held it can be freed.
 */
export function boundedText(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value === '') return '';
  if (value.length <= longest && PLAIN.test(value)) return value;
  const start = value.length > longest * 4 ? value.slice(0, longest * 4) : value;
  const printable = start.toWellFormed().replace(UNPRINTABLE, '').trim();
  return Buffer.from(printable.slice(0, longest)).toString().trim();
}

/** Like `boundedText`, null when nothing is left. */
export function optionalText(value: unknown, longest: number): string | null {
  const text = boundedText(value, longest);
  return text === '' ? null : text;
}

/** First 16 hex digits of the SHA-256 of a station's serial number, '' when it gives none. */
export function serialHash(...serials: readonly unknown[]): string {
  for (const serial of serials) {
    const text = boundedText(serial, 50);
    if (text !== '') return createHash('sha256').update(text).digest('hex').slice(0, 16);
  }
  return '';
}
