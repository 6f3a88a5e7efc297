import { boundedText } from './text.ts';

/** A transaction's id as text; null when missing or one of those that stations use for "none": 0, −1, ''. */
export function transactionId(id: number | string | undefined): string | null {
  if (typeof id === 'number') return id > 0 ? String(id) : null;
  const text = boundedText(id, 64);
  return text === '' || text === '0' || text === '-1' ? null : text;
}
