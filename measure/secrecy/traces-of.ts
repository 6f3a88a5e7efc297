import { createHash } from 'node:crypto';

/** A secret with the ways in which it may be written without being hidden. */
export interface Wanted {
  readonly what: string;
  readonly forms: readonly string[];
}

/** `what` names it without telling it. */
export const wanted = (what: string, secret: string): Wanted => {
  const bytes = Buffer.from(secret);
  const forms = [
    ...[secret, encodeURIComponent(secret), bytes.toString('hex'), [...secret].reverse().join('')],
    // Where it stands in a longer text that was encoded, its beginning is at one of three places of a group.
    ...['', ' ', '  '].map((before) =>
      Buffer.from(before + secret)
        .toString('base64')
        .slice(before === '' ? 0 : 4)
        .replace(/.{0,4}=*$/, ''),
    ),
    bytes.toString('base64url'),
    createHash('sha256').update(secret).digest('hex'),
  ];
  return {
    what,
    forms: [...new Set(forms)].filter((form) => form.length > 5).map((form) => form.toLowerCase()),
  };
};

/** What of `secrets` stands in a text, whatever its case. */
export const tracesOf = (secrets: readonly Wanted[], text: string): string[] => {
  const seen = text.toLowerCase();
  return secrets.filter(({ forms }) => forms.some((form) => seen.includes(form))).map(({ what }) => what);
};
