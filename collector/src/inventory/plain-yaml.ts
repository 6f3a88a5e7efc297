import { parsePlainFlow } from './plain-flow.ts';

/** The text is YAML of a kind that this reader leaves to a full one. */
class NotPlain extends Error {}

interface Line {
  readonly indent: number;
  readonly text: string;
}

const KEY = /^(?:([A-Za-z0-9_][\w./-]*)|"([^"\\]*)"|'([^']*)'):(?: +(.*))?$/;
/** Begins with no indicator, holds neither a comment nor a key (YAML 1.2 §7.3.3, stricter). */
const PLAIN = /^(?:[\p{L}\p{N}_+./~(]|-\d)(?:(?!: | #).)*(?<!:)$/u;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;

class PlainYamlReader {
  readonly #lines: Line[] = [];
  #at = 0;

  constructor(text: string) {
    if (/[\t\r]/.test(text)) throw new NotPlain();
    for (const raw of text.split('\n')) {
      const content = raw.trim();
      if (content === '' || content.startsWith('#')) continue;
      this.#lines.push({ indent: raw.length - raw.trimStart().length, text: content });
    }
  }

  document(): unknown {
    if (this.#lines.length === 0) return {};
    const value = this.#block(0);
    if (this.#at < this.#lines.length) throw new NotPlain();
    return value;
  }

  #block(indent: number): unknown {
    return this.#isItem(indent) ? this.#sequence(indent) : this.#mapping(indent);
  }

  #isItem(indent: number): boolean {
    const line = this.#lines[this.#at];
    return line !== undefined && line.indent === indent && (line.text === '-' || line.text.startsWith('- '));
  }

  #sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.#isItem(indent)) {
      const item = this.#lines[this.#at]?.text.slice(1) ?? '';
      const text = item.trimStart();
      if (text !== '' && KEY.test(text)) {
        // A map that begins behind its dash is a block of its own, as far in as its first key.
        const inner = indent + 1 + item.length - text.length;
        this.#lines[this.#at] = { indent: inner, text };
        items.push(this.#mapping(inner));
      } else {
        this.#at += 1;
        items.push(text === '' ? this.#nested(indent, false) : this.#scalar(text));
      }
    }
    return items;
  }

  #mapping(indent: number): unknown {
    const fields = new Map<string, unknown>();
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      const [, plain, double, single, value = ''] = KEY.exec(line.text) ?? [];
      const key = plain ?? double ?? single;
      if (key === undefined || fields.has(key)) throw new NotPlain();
      this.#at += 1;
      fields.set(key, value === '' ? this.#nested(indent, true) : this.#scalar(value));
    }
    const next = this.#lines[this.#at];
    if (fields.size === 0 || (next !== undefined && next.indent > indent)) throw new NotPlain();
    return Object.fromEntries(fields);
  }

  /** What follows a key or dash on further lines; the items of a list may stand as far out as its key. */
  #nested(indent: number, belowKey: boolean): unknown {
    const next = this.#lines[this.#at];
    if (next !== undefined && next.indent > indent) return this.#block(next.indent);
    return belowKey && this.#isItem(indent) ? this.#sequence(indent) : '';
  }

  #scalar(text: string): unknown {
    if (text.startsWith('{') || text.startsWith('[')) {
      const value = parsePlainFlow(text);
      if (value === undefined) throw new NotPlain();
      return value;
    }
    const [, double, single] = QUOTED.exec(text) ?? [];
    const quoted = double ?? single;
    if (quoted !== undefined) return quoted;
    if (!PLAIN.test(text)) throw new NotPlain();
    return text;
  }
}

/**
 * Reads the plain YAML that inventories are made of, ten times quicker than a full parser, which matters from some thousand
 * stations on: block maps and lists, one-line scalars and collections; every scalar is the text that was written. Gives
 * undefined, for a full parser to read, whenever there is more to a text, or something wrong with it.
 */
export function parsePlainYaml(text: string): unknown {
  try {
    return new PlainYamlReader(text).document();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}
