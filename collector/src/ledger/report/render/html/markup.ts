import { printable } from '../words.ts';

/** Markup that is safe to put into the page; only this folder makes it. */
export interface Markup {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text, that of hostile chargers included, as markup: escaped, without control and bidirectional characters. */
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

type Part = string | number | Markup | readonly Markup[];

const partHtml = (part: Part): string => {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
};

/** Markup from a template: what is put in is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: strings
    .map((text, index) => text + (index < parts.length ? partHtml(parts[index] ?? '') : ''))
    .join(''),
});

/** Nothing. */
export const NOTHING: Markup = { html: '' };
